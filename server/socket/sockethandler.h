// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"
#include "server/protocol/topicpattern.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace phx::server {

//! What connect() may look at besides the params (protocol.md §1.9). Only what the mount lists is
//! filled.
struct ConnectInfo
{
    QByteArray peerAddress {};
    quint16 peerPort = 0;
    QByteArray userAgent {};
    QList<std::pair<QByteArray, QByteArray>> xHeaders {}; //!< names lowercase, in order
    QList<std::pair<QByteArray, QByteArray>> secWebsocketHeaders {}; //!< likewise
    QList<std::pair<QByteArray, QByteArray>> traceContextHeaders {}; //!< likewise
    QByteArray uri {}; //!< http://host:port/path?query
    std::optional<QByteArray> authToken {}; //!< of auth_token mounts
};

//! connect() accepts; assigns are copied into each channel at join.
struct ConnectOk
{
    QJsonObject assigns {};
};

//! connect() refuses: 403, or what the mount's error handler answers for the reason.
struct ConnectRefused
{
    QByteArray reason {}; //!< empty: plain :error
};

//! connect() raised: 500.
struct ConnectCrashed
{
    QString reason {};
};

using ConnectResult = std::variant<ConnectOk, ConnectRefused, ConnectCrashed>;

//! \brief A topic pattern and the channel behind it; the first declared match wins.
struct ChannelRoute
{
    protocol::TopicPattern pattern;
    ChannelFactory channel {};
    QJsonObject assigns {}; //!< merged over the socket's
    QString name {}; //!< of the channel's code, for logs
};

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
