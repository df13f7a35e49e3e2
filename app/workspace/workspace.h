// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/savedmessage.h"
#include "app/workspace/connectcheck.h"
#include "app/workspace/listenaddress.h"
#include "server/channels/channelrule.h"
#include "server/endpoint/endpointconfig.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace phx::app {

struct WorkspaceEndpoint
{
    ListenAddress listen {.address = QHostAddress(QHostAddress::LocalHost), .port = 4000};
    QByteArray urlHost = "localhost";
    server::OriginPolicy checkOrigin;
    std::optional<server::TlsFiles> tls; //!< absolute paths; nullopt: plain
    QByteArray secretKeyBase; //!< empty: a random one for this run
};

struct WorkspaceSocket
{
    QByteArray path = "/socket";
    QString handler; //!< a name in Workspace::handlers
    server::WebSocketOptions webSocket;
    server::LongPollOptions longPoll; //!< not enabled by default, as Phoenix's
    server::ConnectInfoKeys connectInfo;
    server::DrainOptions drain;
    std::optional<server::PlugSessionConfig> session; //!< for connect_info
    std::optional<server::OriginPolicy> checkOrigin; //!< nullopt: the endpoint's
    bool authToken = false;
    protocol::Dialect dialect = protocol::Dialect::Phoenix;
    int maxChannels = 100;
    std::optional<server::LogLevel>
        log {}; //!< of the line about each connect; nullopt: see SocketMount
    //! What a refused connect answers, by reason: status and body.
    QHash<QByteArray, std::pair<int, QByteArray>> errorAnswers;
};

struct WorkspaceChannel
{
    QByteArray topic; //!< a valid topic pattern
    QString channel; //!< a name of HandlerCatalog::channels(); empty: rules
    QList<server::ChannelRule> rules {}; //!< all rules of a handler are one ordered list
    server::ChannelLog log {};
};

//! Either a kind of the catalog, or a list of channels, or a script.
struct WorkspaceHandler
{
    QString name;
    QString kind; //!< empty: channels
    QList<WorkspaceChannel> channels; //!< the first match wins
    QString script = {}; //!< socket module in JavaScript, a path relative to Workspace::folder
    std::optional<ConnectCheck>
        connect {}; //!< of a list of channels; nullopt: everybody may connect

    [[nodiscard]] QList<server::ChannelRule> rules() const;
};

//! \brief What a workspace file describes: the endpoint, its sockets and their code. A value.
struct Workspace
{
    WorkspaceEndpoint endpoint;
    std::optional<server::RedisOptions> pubsub {}; //!< nullopt: broadcasts stay in this process
    //! Of presences that other processes share, where there is a pubsub; nullopt: they do not.
    std::optional<server::TrackerOptions> tracker {server::TrackerOptions {}};
    QString folder; //!< of the file; scripts read nothing outside of it. Empty: there is no file
    QList<WorkspaceSocket> sockets;
    QList<WorkspaceHandler> handlers; //!< in order of the file
    QList<SavedMessage> savedMessages;

    //! The guide's chat on /socket at 127.0.0.1:4000 by both transports, open to //localhost,
    //! //127.0.0.1 and //[::1].
    static Workspace makeDefault();
};

} // namespace phx::app
