// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/frame.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QMetaType>

namespace phx::server {

//! \brief What a request of a long-poll client and its session tell each other.
//!
//! They may be in different nodes: the request came in on any connection, the session lives where
//! it was opened. Source: phoenix lib/phoenix/transports/long_poll_server.ex, whose messages these
//! are.
struct LongPollSignal
{
    enum class Kind : quint8 {
        // To the session, by its topic
        Ping, //!< are you there?
        Dispatch, //!< handle this frame of the client
        Flush, //!< send what is there, or remember who asks
        Expired, //!< who asked does not wait any more
        GiveBack, //!< these messages did not reach the client: keep them for the next poll
        // To the request, by its number
        Pong,
        Handled, //!< the frame
        Messages, //!< all that was there
    };

    Kind kind = Kind::Ping;
    QByteArray topic {}; //!< the private topic of the session
    quint64 node = 0; //!< of the request
    quint64 request = 0; //!< unique in its node
    protocol::Frame frame {}; //!< of Dispatch
    QByteArrayList messages {}; //!< of Messages and GiveBack

    [[nodiscard]] bool isToSession() const { return kind <= Kind::GiveBack; }
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::LongPollSignal)
