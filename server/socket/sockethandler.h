// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"
#include "server/channel/phoenixlog.h"
#include "server/protocol/topicpattern.h"
#include "server/tap/tapevent.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace phx::server {

class NodeLocals;

//! What connect() may look at besides the params (protocol.md §1.9). Only what the mount lists is
//! filled.
struct ConnectInfo
{
    tap::TransportKind transport = tap::TransportKind::WebSocket; //!< always filled
    QByteArray peerAddress {};
    quint16 peerPort = 0;
    QByteArray userAgent {};
    QList<std::pair<QByteArray, QByteArray>> xHeaders {}; //!< names lowercase, in order
    QList<std::pair<QByteArray, QByteArray>> secWebsocketHeaders {}; //!< likewise
    QList<std::pair<QByteArray, QByteArray>> traceContextHeaders {}; //!< likewise
    QByteArray uri {}; //!< http://host:port/path?query
    std::optional<QByteArray> authToken {}; //!< of auth_token mounts
    std::optional<QJsonObject>
        session {}; //!< of a Phoenix application; nullopt: none that is valid
    QJsonObject custom {}; //!< as the mount gives it
};

//! \brief A topic pattern and the channel behind it; the first declared match wins.
struct ChannelRoute
{
    protocol::TopicPattern pattern;
    ChannelFactory channel {};
    QJsonObject assigns {}; //!< merged over the socket's
    QString name {}; //!< of the channel's code, for logs
    //! Given to handleInfo() of the channels that are joined when the handler of their socket is
    //! replaced by the one with this route; invalid: they are not told.
    QVariant update {};
    ChannelLog log {}; //!< unless the channel's log() says otherwise
};

//! Routes that may change while clients are connected (a script was saved). Owners: who changes
//! them, in the server thread, and the sockets that they serve.
using RouteTable = std::shared_ptr<const std::vector<ChannelRoute>>;

//! connect() accepts; assigns are copied into each channel at join.
struct ConnectOk
{
    QJsonObject assigns {};
    std::optional<QByteArray> id {}; //!< nullopt: the handler's id() says it
    RouteTable routes {}; //!< null: the handler's routes()
    std::optional<LogLevel> log {}; //!< of the line about it, unless the mount says; nullopt: Info
};

//! connect() refuses: 403, or what the mount's error handler answers for the reason.
struct ConnectRefused
{
    QByteArray reason {}; //!< empty: plain :error
    int status = 0; //!< 400..599: answered instead, with the body; 0: as above
    QByteArray body {};
    std::optional<LogLevel> log {}; //!< as ConnectOk::log
};

//! connect() raised: 500.
struct ConnectCrashed
{
    QString reason {};
};

using ConnectDecision = std::variant<ConnectOk, ConnectRefused, ConnectCrashed>;

//! connect() runs elsewhere (a script in its helper process): how to start it.
struct ConnectLater
{
    using Give = std::function<void(ConnectDecision decision)>;
    //! Called once in the server thread. `give` is called once in that thread, in a bounded time,
    //! and not within begin.
    std::function<void(NodeLocals &node, Give give)> begin;
};

using ConnectResult = std::variant<ConnectOk, ConnectRefused, ConnectCrashed, ConnectLater>;

//! \brief The user's socket module: who may connect, who they are, and which topics there are.
//!
//! Immutable after the endpoint starts and shared by all server threads, hence shared_ptr in the
//! config (owners: the config of each endpoint).
class SocketHandler
{
public:
    virtual ~SocketHandler() = default;

    //! \param params query and path parameters, nested as Plug nests them; leaves are strings
    virtual ConnectResult connect(const QJsonObject &params, const ConnectInfo &info) const = 0;
    //! The topic for a forced disconnect, e.g. "users:7"; nullopt: none.
    virtual std::optional<QByteArray> id(const QJsonObject &assigns) const = 0;
    [[nodiscard]] virtual const std::vector<ChannelRoute> &routes() const = 0;
    //! As logs name it, e.g. "UserSocket".
    [[nodiscard]] virtual QString name() const = 0;
};

} // namespace phx::server
