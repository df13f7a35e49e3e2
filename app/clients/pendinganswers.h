// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"
#include "client/push.h"
#include "server/protocol/servermessage.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace phx::app {

//! \brief What one client has sent and not been answered yet.
//!
//! Pushes time out by themselves; frames made by hand after the time that is given for them.
//! Threads: that of the client.
class PendingAnswers
{
public:
    static constexpr std::size_t MaxPending = 10'000; //!< the oldest fails beyond

    //! \param answered called once for each id
    explicit PendingAnswers(std::function<void(const ClientAnswer &)> answered);
    ~PendingAnswers();

    //! \param push just given to the client, which may keep it for a while
    void waitForPush(quint64 id, const std::shared_ptr<client::Push> &push);
    //! It is sent already.
    void waitForRef(quint64 id, const protocol::WireValue &topic, const protocol::Ref &ref,
                    std::chrono::milliseconds timeout);
    //! Every message from the server: it may be a reply that the hooks of a push do not see.
    void handleMessage(const protocol::ServerMessage &received);
    //! Nobody will answer any more.
    void failAll();

private:
    using Clock = std::chrono::steady_clock;

    struct Pending
    {
        std::shared_ptr<client::Push> push {}; //!< null for a frame made by hand
        protocol::WireValue topic {};
        protocol::Ref ref {}; //!< of a frame made by hand
        Clock::time_point since {}; //!< when it was given to the client
    };

    void add(quint64 id, Pending pending);
    void finish(quint64 id, ClientAnswer::Outcome outcome, const QByteArray &status = {},
                const protocol::Payload &response = {});

    std::function<void(const ClientAnswer &)> m_answered;
    std::map<quint64, Pending> m_pending;
    std::shared_ptr<PendingAnswers *> m_self; //!< null once this is gone: hooks may outlive it
};

} // namespace phx::app
