// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/channel.h"
#include "client/transport.h"
#include "server/protocol/payload.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace phx::app {

//! A channel of a built-in client, as the client sees it.
struct BuiltinChannelState
{
    QByteArray topic {};
    client::Channel::State state = client::Channel::State::Closed;
    std::optional<std::chrono::milliseconds> rejoinIn {}; //!< nullopt: no attempt is planned
    int attempt = 0; //!< number of that attempt, from 1
    int joins = 0; //!< that were answered with ok
    QByteArray refusal {}; //!< JSON of the latest answer to a join, if it was not ok

    friend bool operator==(const BuiltinChannelState &, const BuiltinChannelState &) = default;
};

//! A built-in client. A value.
struct BuiltinState
{
    enum class Phase : quint8 {
        Off, //!< and nothing is planned
        Connecting,
        Connected,
        Waiting, //!< for its next attempt
        Closing,
    };
    int number = 0; //!< from 1, never used again
    QString name {};
    QByteArray endPoint {}; //!< what it connects to; empty: not known before the server listens
    bool isOwnServer = false; //!< it connects to the server of this program
    Phase phase = Phase::Off;
    std::optional<std::chrono::milliseconds> retryIn {}; //!< of Phase::Waiting
    int attempt = 0; //!< number of the next attempt since it was connected, from 1
    client::TransportKind transport = client::TransportKind::WebSocket;
    //! Number of the connection in the capture; 0: the server of this program records it.
    quint64 connection = 0;
    QString problem {}; //!< why it is not connected, one sentence; empty: nothing went wrong
    QList<BuiltinChannelState> channels {}; //!< in the order of their joins

    friend bool operator==(const BuiltinState &, const BuiltinState &) = default;
};

//! How a message that was sent with a ref was answered.
struct ClientAnswer
{
    enum class Outcome : quint8 {
        Replied,
        TimedOut,
        Failed, //!< not sent, or the client went away
    };
    quint64 id = 0; //!< what the sending returned
    Outcome outcome = Outcome::Replied;
    QByteArray status {}; //!< of Replied: ok, error, or any other
    protocol::Payload response {}; //!< of Replied
    bool isSent = true; //!< false: it waited in the client all the time
    std::chrono::microseconds elapsed {0}; //!< since it was sent; 0 if it was not
    //! In the client before it was sent: for the connection, or for the topic to be joined.
    std::chrono::microseconds waited {0};
};

} // namespace phx::app

Q_DECLARE_METATYPE(phx::app::ClientAnswer)
