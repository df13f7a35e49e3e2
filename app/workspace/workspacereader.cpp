// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/workspacereader.h"

#include "app/workspace/handlercatalog.h"
#include "app/workspace/logreader.h"
#include "app/workspace/originreader.h"
#include "app/workspace/pubsubreader.h"
#include "app/workspace/rulereader.h"
#include "app/workspace/socketreader.h"
#include "app/workspace/visibletext.h"
#include "server/channels/ruletable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace phx::app {

namespace {

const int MaxSockets = 64;
const int MaxChannelRoutes = 256; // of one handler
const qsizetype MinSecretBytes = 20;

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
    reader.m_workspace.folder = QFileInfo(fileName).absolutePath();
    reader.readRoot(root.value());
    if (reader.m_problem)
        return placed(fileName, *reader.m_problem);
    return reader.m_workspace;
}

void WorkspaceReader::readRoot(const JsonNode &root)
{
    ObjectReader reader(root, QStringLiteral("the workspace"),
                        {QStringLiteral("$schema"), QStringLiteral("endpoint"),
                         QStringLiteral("pubsub"), QStringLiteral("sockets"),
                         QStringLiteral("handlers"), QStringLiteral("faults"),
                         QStringLiteral("saved_messages"), QStringLiteral("filters")},
                        m_problem);
    std::ignore = reader.text(u"$schema");
    if (const JsonNode *endpoint = reader.find(u"endpoint"))
        readEndpoint(*endpoint);
    if (const JsonNode *pubsub = reader.find(u"pubsub")) {
        PubSubSettings settings = readPubSub(*pubsub, m_workspace.folder, m_problem);
        m_workspace.pubsub = std::move(settings.redis);
        m_workspace.tracker = std::move(settings.tracker);
    }
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
        m_workspace.savedMessages = SavedMessages::read(*messages, m_source, m_problem);
    refuseContent(reader, QStringLiteral("filters"), QStringLiteral("filters"));
}

void WorkspaceReader::readEndpoint(const JsonNode &node)
{
    ObjectReader reader(node, QStringLiteral("\"endpoint\""),
                        {QStringLiteral("listen"), QStringLiteral("url_host"),
                         QStringLiteral("check_origin"), QStringLiteral("secret_key_base"),
                         QStringLiteral("tls")},
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

    if (const JsonNode *tls = reader.find(u"tls"))
        readTls(*tls);
    if (const JsonNode *secret = reader.find(u"secret_key_base")) {
        endpoint.secretKeyBase = reader.text(u"secret_key_base").toUtf8();
        // A secret is not repeated in an error line.
        if (endpoint.secretKeyBase.size() < MinSecretBytes)
            reader.fail(secret->position,
                        QStringLiteral("\"secret_key_base\" must be a text of at least %1 bytes")
                            .arg(MinSecretBytes));
    }
}

void WorkspaceReader::readTls(const JsonNode &node)
{
    ObjectReader reader(node, QStringLiteral("\"tls\""),
                        {QStringLiteral("certificate"), QStringLiteral("key")}, m_problem);
    const auto file = [&](QStringView key) {
        const JsonNode *path = reader.require(key);
        const QString text = reader.text(key);
        if (path != nullptr && text.isEmpty())
            reader.failValue(key, *path, QStringLiteral("the path of a PEM file"));
        return QDir(m_workspace.folder).absoluteFilePath(text);
    };
    m_workspace.endpoint.tls =
        server::TlsFiles {.certificate = file(u"certificate"), .key = file(u"key")};
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
    ObjectReader reader(member.value,
                        QStringLiteral("the handler \"%1\"").arg(visibleText(member.key, 60)),
                        {QStringLiteral("kind"), QStringLiteral("channels"),
                         QStringLiteral("script"), QStringLiteral("connect")},
                        m_problem);
    WorkspaceHandler handler {.name = member.key, .kind = reader.text(u"kind"), .channels = {}};
    const JsonNode *kind = reader.find(u"kind");
    const JsonNode *channels = reader.array(u"channels");
    const JsonNode *script = reader.find(u"script");
    handler.script = reader.text(u"script");
    if (script != nullptr)
        checkScript(reader, *script, handler.script);
    const auto given = std::ranges::count_if(std::array {kind, channels, script},
                                             [](const JsonNode *node) { return node != nullptr; });
    if (given > 1)
        reader.fail(
            member.position,
            QStringLiteral("a handler has only one of \"kind\", \"channels\" and \"script\""));
    if (given == 0)
        reader.fail(member.position,
                    QStringLiteral("the handler \"%1\" needs \"kind\", \"channels\" or \"script\"")
                        .arg(member.key));
    if (kind != nullptr && !HandlerCatalog::kinds().contains(handler.kind))
        reader.failValue(
            u"kind", *kind,
            QStringLiteral("one of: %1").arg(HandlerCatalog::kinds().join(QStringLiteral(", "))));
    if (const JsonNode *connect = reader.find(u"connect")) {
        if (channels == nullptr)
            reader.fail(connect->position,
                        QStringLiteral("\"connect\" goes with \"channels\" only"));
        readConnect(*connect, handler);
    }
    if (channels != nullptr) {
        if (channels->items.empty() || std::ssize(channels->items) > MaxChannelRoutes)
            reader.fail(
                channels->position,
                QStringLiteral("\"channels\" must list 1 to %1 channels").arg(MaxChannelRoutes));
        for (const JsonNode &channel : channels->items)
            readChannel(channel, handler);
        if (handler.rules().size() > server::RuleTable::MaxRules)
            reader.fail(channels->position,
                        QStringLiteral("a handler must have at most %1 rules")
                            .arg(server::RuleTable::MaxRules));
    }
    m_workspace.handlers.append(handler);
}

void WorkspaceReader::checkScript(ObjectReader &reader, const JsonNode &script, const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    const bool isModule =
        path.endsWith(QLatin1String(".mjs")) || path.endsWith(QLatin1String(".js"));
    if (!isModule || QDir::isAbsolutePath(path) || clean.startsWith(QLatin1String("..")))
        reader.failValue(u"script", script,
                         QStringLiteral("the path of a .mjs file in the folder of the workspace"));
}

void WorkspaceReader::readChannel(const JsonNode &node, WorkspaceHandler &handler)
{
    ObjectReader reader(node, QStringLiteral("a channel"),
                        {QStringLiteral("topic"), QStringLiteral("channel"),
                         QStringLiteral("rules"), QStringLiteral("log_join"),
                         QStringLiteral("log_handle_in")},
                        m_problem);
    const JsonNode *topic = reader.require(u"topic");
    WorkspaceChannel entry {.topic = reader.text(u"topic").toUtf8(),
                            .channel = reader.text(u"channel")};
    entry.log = {.join = readLogLevel(reader, u"log_join", entry.log.join),
                 .handleIn = readLogLevel(reader, u"log_handle_in", entry.log.handleIn)};
    const JsonNode *rules = reader.array(u"rules");
    const JsonNode *channel = rules == nullptr ? reader.require(u"channel") : nullptr;
    if (rules != nullptr && reader.find(u"channel") != nullptr)
        reader.fail(rules->position,
                    QStringLiteral("a channel has either \"channel\" or \"rules\", not both"));
    if (!reader.isOk())
        return;
    const auto pattern = protocol::TopicPattern::parse(entry.topic);
    if (!pattern)
        return reader.fail(topic->position, QStringLiteral("\"topic\": %1").arg(pattern.error()));
    if (rules != nullptr) {
        entry.rules = RuleReader(m_source, m_problem).read(*rules, entry.topic);
        handler.channels.append(entry);
        return;
    }
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

void WorkspaceReader::readConnect(const JsonNode &node, WorkspaceHandler &handler)
{
    ObjectReader reader(node, QStringLiteral("\"connect\""),
                        {QStringLiteral("param"), QStringLiteral("equals"), QStringLiteral("salt"),
                         QStringLiteral("max_age_seconds")},
                        m_problem);
    ConnectCheck check {.param = reader.text(u"param", QStringLiteral("token"))};
    const JsonNode *equals = reader.find(u"equals");
    const JsonNode *salt = reader.find(u"salt");
    if (equals != nullptr)
        check.equals = reader.text(u"equals");
    check.salt = reader.text(u"salt").toUtf8();
    const qint64 longest = qint64(10) * 365 * 86'400;
    check.maxAge =
        std::chrono::seconds(reader.integer(u"max_age_seconds", 1, longest, check.maxAge.count()));
    if ((equals == nullptr) == (salt == nullptr))
        reader.fail(node.position,
                    QStringLiteral("\"connect\" needs either \"equals\", a text, or \"salt\", that "
                                   "of a signed token"));
    handler.connect = check;
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
