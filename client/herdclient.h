// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herdoptions.h"
#include "client/herdpattern.h"
#include "client/herdsnapshot.h"
#include "client/socket.h"

#include <chrono>
#include <memory>
#include <optional>

namespace phx::client {

//! What the clients of a herd have in common: its options, patterns parsed, and what they count.
struct HerdPlan
{
    HerdOptions options {};
    HerdPattern topic {};
    HerdPattern joinParams {};
    HerdPattern connectParams {};
    HerdPattern pushPayload {};
    HerdSnapshot tally {}; //!< only its counters and histograms are kept up by clients
};

//! \brief One simulated client: a socket, a channel and a timer for pushes.
//!
//! Threads: the herd's.
class HerdClient
{
public:
    //! \param number from 0. \param plan must outlive this
    HerdClient(int number, HerdPlan &plan);

    void start();
    //! Ends TCP without a word.
    void cut();
    //! In order, and for good.
    void disconnect();

    [[nodiscard]] HerdState state() const;

private:
    void watchSocket();
    void watchJoins();
    void handleOpen();
    void handleClose();
    void handleJoined();
    void push();

    int m_number;
    HerdPlan &m_plan;
    Socket m_socket;
    std::shared_ptr<Channel> m_channel; //!< shared with the socket
    Timeout m_pushTimer;
    std::optional<std::chrono::milliseconds> m_lostAt; //!< until it is joined again
    bool m_isOpen = false;
    bool m_isReopened = false; //!< since m_lostAt
    bool m_isDisconnected = false; //!< on purpose
};

} // namespace phx::client
