// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/backoff.h"
#include "client/transport.h"
#include "client/urlparams.h"
#include "server/protocol/servermessage.h"
#include "server/tap/tap.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace phx::client {

//! What a browser's session storage is to phoenix.js: remembers over sockets that a network lets
//! no WebSocket through. One thread.
using SessionStorage = QHash<QByteArray, QByteArray>;

//! Gives a message its form on the wire, at once or later; frames leave in the order of the calls.
using Encoder = std::function<void(const protocol::Message &message,
                                   const std::function<void(const protocol::Frame &)> &done)>;
using Decoder =
    std::function<void(const protocol::Frame &frame,
                       const std::function<void(const protocol::ServerMessage &)> &done)>;

//! \brief Options of a Socket (protocol.md §5.1). Defaults are those of phoenix.js 1.8.16.
struct SocketOptions
{
    std::chrono::milliseconds timeout {10'000}; //!< of pushes, joins and leaves
    std::chrono::milliseconds heartbeatInterval {30'000}; //!< and how long its answer may take
    Backoff reconnectAfter = Backoff::reconnect();
    Backoff rejoinAfter = Backoff::rejoin(); //!< of each channel
    TransportKind transport = TransportKind::WebSocket;
    //! Long-poll if the WebSocket does not work within this time (§5.9). nullopt: never.
    std::optional<std::chrono::milliseconds> longPollFallback {};
    std::chrono::milliseconds longPollTimeout {20'000}; //!< of one HTTP request

    UrlParams params {}; //!< unless paramsFunction is set
    std::function<UrlParams()> paramsFunction {}; //!< asked at each connect
    QByteArray authToken {}; //!< unless authTokenFunction is set; empty: none
    std::function<QByteArray()> authTokenFunction {}; //!< asked at each connect
    //! Sent as it is. ~> 1.0.0 also means that messages are version 1's, for old servers.
    QByteArray vsn = "2.0.0";
    //! The page that a relative end point belongs to: "https://example.com".
    QByteArray page {};
    SessionStorage *sessionStorage = nullptr; //!< must outlive the socket; null: nothing is kept
    Encoder encode {}; //!< instead of the serializer; not asked for long-poll
    Decoder decode {};

    NetworkOptions network {};
    //! Messages that wait in the send buffer, and pushes that wait in each channel, at most.
    qsizetype maxBuffered = 10'000;

    //! Where what travels is observed; owned by the caller and the socket. Null: nowhere. Messages
    //! to the server are MessageIn there, as a server sees them.
    std::shared_ptr<tap::Tap> tap {};
    quint64 connection = 0; //!< number of the connection in the tap
    //! kind: transport, channel, push or receive. Never payloads.
    std::function<void(const char *kind, const QString &text)> logger {};

    Timers *timers = nullptr; //!< must outlive the socket; null: those of the thread
    TransportFactory makeTransport = client::makeTransport;
};

} // namespace phx::client
