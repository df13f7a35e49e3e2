// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/socketoptions.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace phx::client {

//! What every client of a herd pushes again and again.
struct HerdPush
{
    QByteArray event {};
    QByteArray payload = "{}"; //!< JSON; a HerdPattern
    //! Between two pushes of one client; at least 1 ms. The first comes after a random part of it,
    //! so that the herd does not push in step.
    std::chrono::milliseconds every {1000};
    double spread = 0; //!< each wait is every × (1 − spread) to every × (1 + spread); 0 to 1
};

//! \brief A herd of simulated clients: each has a connection of its own and joins one topic.
//!
//! topic, joinParams, connectParams and the payload of pushes are HerdPatterns, so that clients
//! can differ. A value type.
struct HerdOptions
{
    static constexpr int MaxClients = 20'000;
    //! Over long-poll, where each client costs a thread of Qt's HTTP.
    static constexpr int MaxLongPollClients = 500;

    //! Pushes that wait for a join are few here, because there may be thousands of clients.
    static SocketOptions defaultSocket()
    {
        SocketOptions options;
        options.maxBuffered = 100;
        return options;
    }

    QByteArray endPoint {}; //!< "ws://127.0.0.1:4000/socket", without "/websocket"
    int clients = 100; //!< 1 to MaxClients or MaxLongPollClients
    int clientsPerSecond = 500; //!< ramp: how many start in a second; 0: all at once
    QByteArray topic = "room:lobby";
    QByteArray joinParams = "{}"; //!< JSON
    QByteArray connectParams = "{}"; //!< JSON object; replaces the params of `socket`
    std::optional<HerdPush> push {}; //!< nullopt: they only listen

    //! Of every client: timeouts, the reconnect and rejoin tables with their jitter, transport, TLS
    //! and so on, by default those of phoenix.js. Its functions are called in the herd's thread;
    //! client n is the connection number `socket.connection + n` in its tap.
    SocketOptions socket = defaultSocket();

    //! File descriptors that this process will need for something else meanwhile. A server in the
    //! same process needs one for each client.
    int otherDescriptors = 64;

    //! \return a sentence about what is wrong, or that so many clients do not fit into the limit of
    //! file descriptors; empty if the herd can start
    [[nodiscard]] QString problem() const;
};

} // namespace phx::client
