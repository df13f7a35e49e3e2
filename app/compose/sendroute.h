// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace phx::app {

//! Who sends a composed message, and to whom.
struct SendRoute
{
    enum class Kind : quint8 {
        ServerToAll, //!< a broadcast on the topic
        ServerToAllBut, //!< a broadcast that one connection does not get
        ServerToClient, //!< a push to one connection
        Client, //!< a client of the program's own, to its server
    };
    Kind kind = Kind::ServerToAll;
    quint64 id = 0; //!< of the connection, or the number of the client; 0 for ServerToAll

    friend bool operator==(const SendRoute &, const SendRoute &) = default;
};

} // namespace phx::app
