// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/workspacereader.h"

#include "app/workspace/handlercatalog.h"
#include "app/workspace/originreader.h"
#include "app/workspace/socketreader.h"
#include "app/workspace/visibletext.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace phx::app {

namespace {

const int MaxSockets = 64;
const int MaxChannelRoutes = 256; // of one handler
const qsizetype MinSecretBytes = 20;

QString placed(const QString &fileName, const JsonProblem &problem)
{
    return QStringLiteral("%1:%2:%3: %4")
        .arg(visibleText(fileName, 300))
        .arg(problem.position.line)
        .arg(problem.position.column)
        .arg(problem.sentence);
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

Result<Workspace, QString> WorkspaceReader::load(const QString &path)
{
    const QString name = visibleText(path, 300);
    if (!QFileInfo::exists(path))
        return QStringLiteral("%1: there is no such file").arg(name);
    if (!QFileInfo(path).isFile())
        return QStringLiteral("%1: is not a regular file").arg(name);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("%1: %2").arg(name, file.errorString());
    return read(file.read(JsonLimits {}.maxBytes + 1), path);
}

Result<Workspace, QString> WorkspaceReader::read(const QByteArray &text, const QString &fileName)
{
    const Result<JsonNode, JsonProblem> root = JsonReader::read(text);
    if (!root)
        return placed(fileName, root.error());
    WorkspaceReader reader(text);
    reader.readRoot(root.value());
    if (reader.m_problem)
        return placed(fileName, *reader.m_problem);
    return reader.m_workspace;
}

void WorkspaceReader::readRoot(const JsonNode &root)
{
    ObjectReader reader(root, QStringLiteral("the workspace"),
                        {QStringLiteral("$schema"), QStringLiteral("endpoint"),
                         QStringLiteral("sockets"), QStringLiteral("handlers"),
                         QStringLiteral("faults"), QStringLiteral("saved_messages"),
                         QStringLiteral("filters")},
                        m_problem);
    std::ignore = reader.text(u"$schema");
    if (const JsonNode *endpoint = reader.find(u"endpoint"))
        readEndpoint(*endpoint);
    if (const JsonNode *handlers = reader.require(u"handlers"))
        readHandlers(*handlers);
    reader.require(u"sockets");
    if (const JsonNode *sockets = reader.array(u"sockets")) {
        if (sockets->items.empty() || std::ssize(sockets->items) > MaxSockets)
            reader.fail(sockets->position,
                        QStringLiteral("\"sockets\" must list 1 to %1 sockets").arg(MaxSockets));
        for (const JsonNode &socket : sockets->items)
            readSocket(socket);
    }
    refuseContent(reader, QStringLiteral("faults"), QStringLiteral("faults"));
    if (const JsonNode *messages = reader.array(u"saved_messages"))
        m_workspace.savedMessages = SavedMessages::read(*messages, m_text, m_problem);
    refuseContent(reader, QStringLiteral("filters"), QStringLiteral("filters"));
}

void WorkspaceReader::readEndpoint(const JsonNode &node)
{
    ObjectReader reader(node, QStringLiteral("\"endpoint\""),
                        {QStringLiteral("listen"), QStringLiteral("url_host"),
                         QStringLiteral("check_origin"), QStringLiteral("secret_key_base")},
                        m_problem);
    WorkspaceEndpoint &endpoint = m_workspace.endpoint;
    const QString listen = reader.text(u"listen", endpoint.listen.toString());
    const Result<ListenAddress, QString> address = ListenAddress::parse(listen);
    if (address)
        endpoint.listen = address.value();
    else
        reader.fail(reader.find(u"listen")->position,
                    QStringLiteral("\"listen\": %1").arg(address.error()));

    const QString host = reader.text(u"url_host", QString::fromUtf8(endpoint.urlHost));
    if (!matches(host, QStringLiteral("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:]{2,45}")))
        reader.failValue(u"url_host", *reader.find(u"url_host"),
                         QStringLiteral("a host name or address without scheme and port"));
    endpoint.urlHost = host.toUtf8();

    if (const JsonNode *origin = reader.find(u"check_origin"))
        endpoint.checkOrigin = readCheckOrigin(*origin, m_problem);

    if (const JsonNode *secret = reader.find(u"secret_key_base")) {
        endpoint.secretKeyBase = reader.text(u"secret_key_base").toUtf8();
        // A secret is not repeated in an error line.
        if (endpoint.secretKeyBase.size() < MinSecretBytes)
            reader.fail(secret->position,
                        QStringLiteral("\"secret_key_base\" must be a text of at least %1 bytes")
                            .arg(MinSecretBytes));
    }
}

void WorkspaceReader::readHandlers(const JsonNode &node)
{
    // Names are free, so the object is read without a list of keys.
    if (!node.is(JsonNode::Kind::Object)) {
        fail(node.position,
             QStringLiteral("\"handlers\" must be an object, not %1").arg(describe(node)));
        return;
    }
    QSet<QString> names;
    for (const JsonMember &member : node.members) {
        if (!matches(member.key, QStringLiteral("[A-Za-z0-9_.-]{1,64}")))
            fail(
                member.position,
                QStringLiteral(
                    "a handler's name must be 1 to 64 letters, digits, '_', '.' or '-', not \"%1\"")
                    .arg(visibleText(member.key, 60)));
        if (names.contains(member.key))
            fail(member.position,
                 QStringLiteral("the handler \"%1\" stands twice").arg(member.key));
        names.insert(member.key);
        readHandler(member);
    }
}

void WorkspaceReader::readHandler(const JsonMember &member)
{
    ObjectReader reader(
        member.value, QStringLiteral("the handler \"%1\"").arg(visibleText(member.key, 60)),
        {QStringLiteral("kind"), QStringLiteral("channels"), QStringLiteral("script")}, m_problem);
    WorkspaceHandler handler {.name = member.key, .kind = reader.text(u"kind"), .channels = {}};
    const JsonNode *kind = reader.find(u"kind");
    const JsonNode *channels = reader.array(u"channels");
    if (const JsonNode *script = reader.find(u"script"))
        reader.fail(script->position,
                    QStringLiteral("\"script\": this version does not run scripts"));
    if (kind != nullptr && channels != nullptr)
        reader.fail(channels->position,
                    QStringLiteral("a handler has either \"kind\" or \"channels\", not both"));
    if (kind == nullptr && channels == nullptr)
        reader.fail(
            member.position,
            QStringLiteral("the handler \"%1\" needs \"kind\" or \"channels\"").arg(member.key));
    if (kind != nullptr && !HandlerCatalog::kinds().contains(handler.kind))
        reader.failValue(
            u"kind", *kind,
            QStringLiteral("one of: %1").arg(HandlerCatalog::kinds().join(QStringLiteral(", "))));
    if (channels != nullptr) {
        if (channels->items.empty() || std::ssize(channels->items) > MaxChannelRoutes)
            reader.fail(
                channels->position,
                QStringLiteral("\"channels\" must list 1 to %1 channels").arg(MaxChannelRoutes));
        for (const JsonNode &channel : channels->items)
            readChannel(channel, handler);
    }
    m_workspace.handlers.append(handler);
}

void WorkspaceReader::readChannel(const JsonNode &node, WorkspaceHandler &handler)
{
    ObjectReader reader(
        node, QStringLiteral("a channel"),
        {QStringLiteral("topic"), QStringLiteral("channel"), QStringLiteral("rules")}, m_problem);
    if (const JsonNode *rules = reader.find(u"rules"))
        reader.fail(rules->position, QStringLiteral("\"rules\": this version does not run rules"));
    const JsonNode *topic = reader.require(u"topic");
    const JsonNode *channel = reader.require(u"channel");
    const WorkspaceChannel entry {.topic = reader.text(u"topic").toUtf8(),
                                  .channel = reader.text(u"channel")};
    if (!reader.isOk())
        return;
    const auto pattern = protocol::TopicPattern::parse(entry.topic);
    if (!pattern)
        reader.fail(topic->position, QStringLiteral("\"topic\": %1").arg(pattern.error()));
    const QStringList known = HandlerCatalog::channels();
    if (!known.contains(entry.channel)) {
        const QString suggestion = nearest(entry.channel, known);
        reader.failValue(u"channel", *channel,
                         QStringLiteral("one of: %1").arg(known.join(QStringLiteral(", ")))
                             + (suggestion.isEmpty()
                                    ? QString()
                                    : QStringLiteral(" (did you mean \"%1\"?)").arg(suggestion)));
    }
    handler.channels.append(entry);
}

void WorkspaceReader::readSocket(const JsonNode &node)
{
    QStringList names;
    for (const WorkspaceHandler &handler : std::as_const(m_workspace.handlers))
        names.append(handler.name);
    m_workspace.sockets.append(SocketReader(names, m_problem).read(node));
    checkMountedTwice(node.position);
}

void WorkspaceReader::refuseContent(ObjectReader &reader, const QString &key, const QString &what)
{
    const JsonNode *list = reader.array(key);
    if (list != nullptr && !list->items.empty())
        reader.fail(list->items.front().position,
                    QStringLiteral("\"%1\" must be empty: this version has no %2").arg(key, what));
}

void WorkspaceReader::checkMountedTwice(const JsonPosition &position)
{
    const WorkspaceSocket &added = m_workspace.sockets.constLast();
    const auto sameMount = [&added](const WorkspaceSocket &other) {
        return other.path == added.path && other.webSocket.path == added.webSocket.path;
    };
    if (std::count_if(m_workspace.sockets.cbegin(), m_workspace.sockets.cend(), sameMount) > 1)
        fail(position,
             QStringLiteral("the socket \"%1/%2\" stands twice")
                 .arg(QString::fromUtf8(added.path), QString::fromUtf8(added.webSocket.path)));
}

void WorkspaceReader::fail(const JsonPosition &position, const QString &sentence)
{
    if (!m_problem)
        m_problem = JsonProblem {.position = position, .sentence = sentence};
}

} // namespace phx::app
