// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/phoenixlog.h"
#include "server/io/turnwatch.h"
#include "server/presence/presencetracker.h"
#include "server/presence/trackerreplica.h"
#include "server/protocol/serializer.h"
#include "server/pubsub/redisoptions.h"
#include "server/socket/originpolicy.h"
#include "server/socket/plugsession.h"
#include "server/socket/sockethandler.h"
#include "server/tap/tap.h"
#include "server/transport/connectionlimits.h"
#include "server/transport/longpolloptions.h"
#include "server/transport/tlscontext.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace phx::server {

using namespace std::chrono_literals;

//! Options of the WebSocket transport of a mount (protocol.md §1.10). Defaults are Phoenix's.
struct WebSocketOptions
{
    bool enabled = true;
    QByteArray path = "websocket"; //!< sub-path
    std::chrono::milliseconds timeout {
        60s}; //!< silence of the client after which it is closed; 0: never
    qsizetype maxFrameBytes = 10'000'000; //!< 1009 above
    std::optional<QList<QByteArray>> subprotocols {}; //!< nullopt: the header is ignored
    bool compress = false; //!< permessage-deflate if offered
};

//! \brief Which parts of a request connect() gets to see (protocol.md §1.9). By default none.
struct ConnectInfoKeys
{
    bool peerData = false;
    bool traceContextHeaders = false;
    bool xHeaders = false;
    bool secWebsocketHeaders = false;
    bool uri = false;
    bool userAgent = false;
    //! Shared by the copies of the config; null: no session.
    std::shared_ptr<const PlugSession> session {};
    QJsonObject custom {}; //!< copied as it is
};

//! Draining at stop (protocol.md §3.12).
struct DrainOptions
{
    bool enabled = true;
    int batchSize = 10'000; //!< channels, not connections
    std::chrono::milliseconds batchInterval {2s};
    std::chrono::milliseconds shutdown {30s};
};

//! One mounted socket: a path, a handler, options.
struct SocketMount
{
    QByteArray path = "/socket"; //!< may hold variables, "/v/:a"
    std::shared_ptr<const SocketHandler> handler {};
    WebSocketOptions webSocket {};
    LongPollOptions longPoll {};
    ConnectInfoKeys connectInfo {};
    DrainOptions drain {}; //!< of several mounts of one handler, the first one's count
    std::optional<OriginPolicy> checkOrigin {}; //!< nullopt: the endpoint's
    bool authToken = false;
    protocol::Dialect dialect = protocol::Dialect::Phoenix;
    int maxChannels = 100; //!< per connection; 0: no limit
    //! Of the line about each connect; nullopt: as the handler's code says, or Info.
    std::optional<LogLevel> log {};
    //! Answers a ConnectRefused with a reason: reason → (status, body). Others get 403, empty.
    QHash<QByteArray, std::pair<int, QByteArray>> errorAnswers {};
};

//! One page or file served from a table, never from a path of the file system.
struct StaticPage
{
    QByteArray contentType {};
    QByteArray body {};
};

//! \brief Everything an endpoint needs to start. A value; copied into the server threads.
struct EndpointConfig
{
    QHostAddress address {QHostAddress::LocalHost};
    quint16 port = 4000; //!< 0: any free port
    int portAttempts = 1; //!< further ports to try, upwards, if it is taken (the window uses 100)
    //! Clients come by https:// and wss:// only; nullopt: by http:// and ws:// only. The files are
    //! read at each start.
    std::optional<TlsFiles> tls {};
    int threads = 1; //!< server threads, each a node
    QByteArray urlHost = "localhost";
    OriginPolicy checkOrigin {};
    //! Names that a Host field may carry besides loopback names and urlHost, while bound to
    //! loopback: a page of another name that resolves to this machine (DNS rebinding) is answered
    //! 421.
    QList<QByteArray> allowedHosts {};
    QByteArray secretKeyBase {};
    QList<SocketMount> sockets {};
    //! The fetch hook of the presences of all topics; called in the server threads. Null: none.
    PresenceTracker::FetchFunction presenceFetch {};
    //! Other processes that share the broadcasts; nullopt: this one is alone.
    std::optional<RedisOptions> redis {};
    //! The tracker of presences that those processes share; nullopt: each has its own.
    std::optional<TrackerOptions> tracker {};
    QHash<QByteArray, StaticPage> pages {}; //!< by exact path, "/" included
    ConnectionLimits limits {};
    tap::TapLimits tap {};
    //! Told how long the turns of the server threads take; null: not measured. Its other owner
    //! reads it.
    std::shared_ptr<TurnWatch> turnWatch {};
};

} // namespace phx::server
