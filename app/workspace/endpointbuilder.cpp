// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/endpointbuilder.h"

#include "app/workspace/handlercatalog.h"
#include "app/workspace/routeshandler.h"
#include "server/channels/rulechannel.h"
#include "server/script/scriptsocket.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace phx::app {

namespace {

using HandlerPointer = std::shared_ptr<const server::SocketHandler>;

// 64 characters, as `mix phx.gen.secret` makes them.
QByteArray randomSecret()
{
    std::array<quint32, 12> words {};
    QRandomGenerator::system()->fillRange(words.data(), std::ssize(words));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toBase64();
}

QByteArray contentType(const QString &fileName)
{
    static const std::array<std::pair<QLatin1String, const char *>, 7> Types {{
        {QLatin1String(".html"), "text/html; charset=utf-8"},
        {QLatin1String(".js"), "text/javascript; charset=utf-8"},
        {QLatin1String(".css"), "text/css; charset=utf-8"},
        {QLatin1String(".svg"), "image/svg+xml"},
        {QLatin1String(".png"), "image/png"},
        {QLatin1String(".ico"), "image/x-icon"},
        {QLatin1String(".txt"), "text/plain; charset=utf-8"},
    }};
    const auto found = std::find_if(Types.begin(), Types.end(), [&fileName](const auto &type) {
        return fileName.endsWith(type.first);
    });
    return found == Types.end() ? QByteArray("application/octet-stream")
                                : QByteArray(found->second);
}

Result<server::ChannelRoute, QString> makeRoute(const WorkspaceChannel &channel,
                                                const server::RuleTablePointer &table)
{
    auto pattern = protocol::TopicPattern::parse(channel.topic);
    if (!pattern)
        return pattern.error();
    if (channel.channel.isEmpty()) {
        return server::ChannelRoute {
            .pattern = std::move(pattern).value(),
            .channel = [table] { return std::make_unique<server::RuleChannel>(table); },
            .assigns = {},
            .name = QStringLiteral("rules"),
            .update = QVariant::fromValue(table),
            .log = channel.log};
    }
    const server::ChannelFactory factory = HandlerCatalog::channelFactory(channel.channel);
    if (!factory)
        return QStringLiteral("There is no channel \"%1\".").arg(channel.channel);
    return server::ChannelRoute {.pattern = std::move(pattern).value(),
                                 .channel = factory,
                                 .assigns = {},
                                 .name = channel.channel,
                                 .update = {},
                                 .log = channel.log};
}

HandlerPointer makeScript(const WorkspaceHandler &handler, const QString &folder,
                          const QByteArray &secretKeyBase,
                          const std::shared_ptr<server::ScriptStore> &store)
{
    return std::make_shared<const server::ScriptSocket>(server::ScriptSettings {
        .folder = folder, .entry = handler.script, .secretKeyBase = secretKeyBase, .store = store});
}

server::SocketMount makeMount(const WorkspaceSocket &socket, const HandlerPointer &handler,
                              const QByteArray &secretKeyBase)
{
    server::SocketMount mount;
    mount.path = socket.path;
    mount.handler = handler;
    mount.webSocket = socket.webSocket;
    mount.longPoll = socket.longPoll;
    mount.connectInfo = socket.connectInfo;
    if (socket.session)
        mount.connectInfo.session =
            std::make_shared<const server::PlugSession>(*socket.session, secretKeyBase);
    mount.drain = socket.drain;
    mount.checkOrigin = socket.checkOrigin;
    mount.authToken = socket.authToken;
    mount.dialect = socket.dialect;
    mount.maxChannels = socket.maxChannels;
    mount.log = socket.log;
    mount.errorAnswers = socket.errorAnswers;
    return mount;
}

} // namespace

Result<HandlerPointer, QString> makeHandler(const WorkspaceHandler &handler,
                                            const QByteArray &secretKeyBase)
{
    if (!handler.kind.isEmpty()) {
        const HandlerPointer made = HandlerCatalog::makeKind(handler.kind, secretKeyBase);
        if (!made)
            return QStringLiteral("There is no handler kind \"%1\".").arg(handler.kind);
        return made;
    }
    const auto table = std::make_shared<const server::RuleTable>(handler.rules());
    std::vector<server::ChannelRoute> routes;
    for (const WorkspaceChannel &channel : handler.channels) {
        auto route = makeRoute(channel, table);
        if (!route)
            return route.error();
        routes.push_back(std::move(route).value());
    }
    return HandlerPointer(std::make_shared<RoutesHandler>(
        handler.name, std::move(routes), ConnectVerifier(handler.connect, secretKeyBase)));
}

Result<server::EndpointConfig, QString> toEndpointConfig(const Workspace &workspace)
{
    server::EndpointConfig config;
    config.address = workspace.endpoint.listen.address;
    config.port = workspace.endpoint.listen.port;
    config.tls = workspace.endpoint.tls;
    config.urlHost = workspace.endpoint.urlHost;
    config.checkOrigin = workspace.endpoint.checkOrigin;
    config.redis = workspace.pubsub;
    config.tracker = workspace.tracker;
    config.secretKeyBase = workspace.endpoint.secretKeyBase;
    if (config.secretKeyBase.isEmpty())
        config.secretKeyBase = randomSecret();

    // Shared by all scripts of the endpoint.
    const auto store = std::make_shared<server::ScriptStore>();
    QHash<QString, HandlerPointer> handlers;
    for (const WorkspaceHandler &handler : workspace.handlers) {
        if (!handler.script.isEmpty()) {
            handlers.insert(handler.name,
                            makeScript(handler, workspace.folder, config.secretKeyBase, store));
            continue;
        }
        Result<HandlerPointer, QString> made = makeHandler(handler, config.secretKeyBase);
        if (!made)
            return made.error();
        handlers.insert(handler.name, std::move(made).value());
    }
    for (const WorkspaceSocket &socket : workspace.sockets) {
        const HandlerPointer handler = handlers.value(socket.handler);
        if (!handler)
            return QStringLiteral("There is no handler \"%1\".").arg(socket.handler);
        config.sockets.append(makeMount(socket, handler, config.secretKeyBase));
        // A frame that a mount allows must fit the endpoint's bound on a whole message.
        config.limits.maxMessageBytes =
            std::max(config.limits.maxMessageBytes, socket.webSocket.maxFrameBytes);
    }
    config.pages = demoPages();
    return config;
}

QHash<QByteArray, server::StaticPage> demoPages()
{
    QHash<QByteArray, server::StaticPage> pages;
    const QDir folder(QStringLiteral(":/web"));
    const QStringList names = folder.entryList(QDir::Files);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const server::StaticPage page {.contentType = contentType(name), .body = file.readAll()};
        pages.insert('/' + name.toUtf8(), page);
        if (name == QLatin1String("index.html"))
            pages.insert("/", page);
    }
    return pages;
}

} // namespace phx::app
