// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/socketreader.h"

#include "app/workspace/logreader.h"
#include "app/workspace/originreader.h"
#include "app/workspace/visibletext.h"

#include <QRegularExpression>

#include <chrono>
#include <iterator>

namespace phx::app {

namespace {

const qint64 MaxTimeoutMs = 86'400'000;
const qint64 MaxFrameBytes = 100'000'000;
const qint64 MaxChannels = 1'000'000;
const qint64 MaxTokenAge = 1'000'000'000;
const int MaxSubprotocols = 64;
const int MaxErrorAnswers = 64;

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

WorkspaceSocket SocketReader::read(const JsonNode &node)
{
    ObjectReader reader(
        node, QStringLiteral("a socket"),
        {QStringLiteral("path"), QStringLiteral("handler"), QStringLiteral("websocket"),
         QStringLiteral("longpoll"), QStringLiteral("check_origin"), QStringLiteral("auth_token"),
         QStringLiteral("max_channels"), QStringLiteral("dialect"), QStringLiteral("connect_info"),
         QStringLiteral("session"), QStringLiteral("check_csrf"), QStringLiteral("drainer"),
         QStringLiteral("log")},
        m_problem);
    WorkspaceSocket socket;
    readPath(reader, socket);
    readHandler(reader, socket);
    if (const JsonNode *webSocket = reader.find(u"websocket"))
        readWebSocket(*webSocket, socket);
    if (const JsonNode *longPoll = reader.find(u"longpoll"))
        readLongPoll(*longPoll, socket);
    if (const JsonNode *keys = reader.find(u"connect_info"))
        readConnectInfo(*keys, socket);
    if (const JsonNode *session = reader.find(u"session"))
        readSession(*session, socket);
    readCsrfCheck(reader, socket);
    if (const JsonNode *drainer = reader.find(u"drainer"))
        readDrainer(*drainer, socket);
    if (const JsonNode *origin = reader.find(u"check_origin"))
        socket.checkOrigin = readCheckOrigin(*origin, m_problem);
    socket.authToken = reader.flag(u"auth_token", socket.authToken);
    socket.maxChannels =
        static_cast<int>(reader.integer(u"max_channels", 0, MaxChannels, socket.maxChannels));
    if (reader.find(u"log") != nullptr)
        socket.log = readLogLevel(reader, u"log", server::LogLevel::Info);
    const QString dialect = reader.text(u"dialect", QStringLiteral("phoenix"));
    if (dialect == QLatin1String("supabase"))
        socket.dialect = protocol::Dialect::Supabase;
    else if (dialect != QLatin1String("phoenix"))
        reader.failValue(u"dialect", *reader.find(u"dialect"),
                         QStringLiteral("one of: phoenix, supabase"));
    return socket;
}

void SocketReader::readPath(ObjectReader &reader, WorkspaceSocket &socket) const
{
    const JsonNode *path = reader.require(u"path");
    const QString text = reader.text(u"path");
    if (path != nullptr && !matches(text, QStringLiteral("(/:?[A-Za-z0-9._~-]{1,64}){1,16}"))) {
        reader.failValue(
            u"path", *path,
            QStringLiteral("a path like /socket or /v/:name, of letters, digits and . _ ~ -"));
    }
    socket.path = text.toUtf8();
}

void SocketReader::readHandler(ObjectReader &reader, WorkspaceSocket &socket) const
{
    const JsonNode *handler = reader.require(u"handler");
    socket.handler = reader.text(u"handler");
    if (handler == nullptr || !reader.isOk() || m_handlers.contains(socket.handler))
        return;
    const QString suggestion = nearest(socket.handler, m_handlers);
    reader.fail(handler->position,
                QStringLiteral("\"handler\" names \"%1\", which is not in \"handlers\"%2")
                    .arg(visibleText(socket.handler, 60),
                         suggestion.isEmpty()
                             ? QString()
                             : QStringLiteral("; did you mean \"%1\"?").arg(suggestion)));
}

void SocketReader::readWebSocket(const JsonNode &node, WorkspaceSocket &socket)
{
    server::WebSocketOptions &options = socket.webSocket;
    if (node.is(JsonNode::Kind::Bool)) {
        options.enabled = node.boolean;
        return;
    }
    ObjectReader reader(node, QStringLiteral("\"websocket\""),
                        {QStringLiteral("path"), QStringLiteral("timeout_ms"),
                         QStringLiteral("max_frame_size"), QStringLiteral("subprotocols"),
                         QStringLiteral("compress"), QStringLiteral("error_answers")},
                        m_problem);
    options.path = readSubPath(reader, options.path);
    options.timeout = std::chrono::milliseconds(
        reader.integer(u"timeout_ms", 0, MaxTimeoutMs, options.timeout.count()));
    options.maxFrameBytes =
        reader.integer(u"max_frame_size", 1, MaxFrameBytes, options.maxFrameBytes);
    options.compress = reader.flag(u"compress", options.compress);
    readSubprotocols(reader, options);
    if (const JsonNode *answers = reader.find(u"error_answers"))
        readErrorAnswers(*answers, socket);
}

// §1.1: a sub-path may hold variables, too.
QByteArray SocketReader::readSubPath(ObjectReader &reader, const QByteArray &fallback) const
{
    const QString path = reader.text(u"path", QLatin1Char('/') + QString::fromUtf8(fallback));
    if (!matches(path, QStringLiteral("(/:?[A-Za-z0-9._~-]{1,64}){1,16}"))) {
        reader.failValue(u"path", *reader.find(u"path"),
                         QStringLiteral("a path like %1 or x/:name, of letters, digits and . _ ~ -")
                             .arg(QLatin1Char('/') + QString::fromUtf8(fallback)));
    }
    return path.mid(1).toUtf8();
}

void SocketReader::readLongPoll(const JsonNode &node, WorkspaceSocket &socket)
{
    server::LongPollOptions &options = socket.longPoll;
    if (node.is(JsonNode::Kind::Bool)) {
        options.enabled = node.boolean;
        return;
    }
    options.enabled = true;
    ObjectReader reader(node, QStringLiteral("\"longpoll\""),
                        {QStringLiteral("path"), QStringLiteral("window_ms"),
                         QStringLiteral("pubsub_timeout_ms"), QStringLiteral("crypto")},
                        m_problem);
    options.path = readSubPath(reader, options.path);
    options.window = std::chrono::milliseconds(
        reader.integer(u"window_ms", 1, MaxTimeoutMs, options.window.count()));
    options.pubsubTimeout = std::chrono::milliseconds(
        reader.integer(u"pubsub_timeout_ms", 1, MaxTimeoutMs, options.pubsubTimeout.count()));
    if (const JsonNode *crypto = reader.find(u"crypto")) {
        ObjectReader cryptoReader(*crypto, QStringLiteral("\"crypto\""),
                                  {QStringLiteral("max_age")}, m_problem);
        options.maxAge = std::chrono::seconds(
            cryptoReader.integer(u"max_age", 1, MaxTokenAge, options.maxAge.count()));
    }
}

void SocketReader::readConnectInfo(const JsonNode &node, WorkspaceSocket &socket)
{
    server::ConnectInfoKeys &keys = socket.connectInfo;
    const QHash<QString, bool *> known {
        {QStringLiteral("peer_data"), &keys.peerData},
        {QStringLiteral("trace_context_headers"), &keys.traceContextHeaders},
        {QStringLiteral("x_headers"), &keys.xHeaders},
        {QStringLiteral("sec_websocket_headers"), &keys.secWebsocketHeaders},
        {QStringLiteral("uri"), &keys.uri},
        {QStringLiteral("user_agent"), &keys.userAgent},
    };
    const auto fail = [this](const JsonNode &at, const QString &allowed) {
        if (!m_problem)
            m_problem = JsonProblem {
                at.position,
                QStringLiteral("\"connect_info\" must be %1, not %2").arg(allowed, describe(at))};
    };
    QStringList names = known.keys();
    names.sort();
    if (!node.is(JsonNode::Kind::Array)) {
        fail(node, QStringLiteral("a list of names"));
        return;
    }
    for (const JsonNode &item : node.items) {
        if (item.is(JsonNode::Kind::Text) && known.contains(item.text))
            *known.value(item.text) = true;
        else
            fail(item, QStringLiteral("a list of: %1").arg(names.join(QStringLiteral(", "))));
    }
}

void SocketReader::readSession(const JsonNode &node, WorkspaceSocket &socket)
{
    ObjectReader reader(node, QStringLiteral("\"session\""),
                        {QStringLiteral("key"), QStringLiteral("signing_salt"),
                         QStringLiteral("encryption_salt"), QStringLiteral("csrf_token_key")},
                        m_problem);
    server::PlugSessionConfig session;
    reader.require(u"key");
    reader.require(u"signing_salt");
    session.key = reader.text(u"key").toUtf8();
    session.signingSalt = reader.text(u"signing_salt").toUtf8();
    session.encryptionSalt = reader.text(u"encryption_salt").toUtf8();
    session.csrfTokenKey =
        reader.text(u"csrf_token_key", QString::fromUtf8(session.csrfTokenKey)).toUtf8();
    socket.session = session;
}

// §1.7: without both checks any page could act for the user of a session.
void SocketReader::readCsrfCheck(ObjectReader &reader, WorkspaceSocket &socket) const
{
    const JsonNode *node = reader.find(u"check_csrf");
    if (node == nullptr)
        return;
    const bool checks = reader.flag(u"check_csrf", true);
    if (socket.session)
        socket.session->checkCsrf = checks;
    const JsonNode *origin = reader.find(u"check_origin");
    if (!checks && origin != nullptr && origin->is(JsonNode::Kind::Bool) && !origin->boolean)
        reader.fail(node->position,
                    QStringLiteral("\"check_csrf\" and \"check_origin\" must not both be false"));
}

void SocketReader::readDrainer(const JsonNode &node, WorkspaceSocket &socket)
{
    server::DrainOptions &options = socket.drain;
    if (node.is(JsonNode::Kind::Bool)) {
        options.enabled = node.boolean;
        return;
    }
    ObjectReader reader(node, QStringLiteral("\"drainer\""),
                        {QStringLiteral("batch_size"), QStringLiteral("batch_interval_ms"),
                         QStringLiteral("shutdown_ms")},
                        m_problem);
    options.batchSize =
        static_cast<int>(reader.integer(u"batch_size", 1, MaxChannels, options.batchSize));
    options.batchInterval = std::chrono::milliseconds(
        reader.integer(u"batch_interval_ms", 1, MaxTimeoutMs, options.batchInterval.count()));
    options.shutdown = std::chrono::milliseconds(
        reader.integer(u"shutdown_ms", 1, MaxTimeoutMs, options.shutdown.count()));
}

void SocketReader::readSubprotocols(ObjectReader &reader, server::WebSocketOptions &options) const
{
    const JsonNode *node = reader.find(u"subprotocols");
    if (node == nullptr || node->is(JsonNode::Kind::Null))
        return;
    if (!node->is(JsonNode::Kind::Array) || std::ssize(node->items) > MaxSubprotocols) {
        reader.failValue(u"subprotocols", *node,
                         QStringLiteral("null or a list of at most %1 names").arg(MaxSubprotocols));
        return;
    }
    QList<QByteArray> names;
    for (const JsonNode &item : node->items) {
        // RFC 9110 §5.6.2: a token.
        if (!item.is(JsonNode::Kind::Text)
            || !matches(item.text, QStringLiteral("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}"))) {
            reader.fail(
                item.position,
                QStringLiteral("a name of \"subprotocols\" must be 1 to 128 letters, digits or "
                               "!#$%&'*+.^_`|~-, not %1")
                    .arg(describe(item)));
        }
        names.append(item.text.toUtf8());
    }
    options.subprotocols = names;
}

void SocketReader::readErrorAnswers(const JsonNode &node, WorkspaceSocket &socket)
{
    QStringList reasons; // free names, so every key that is there is allowed
    for (const JsonMember &member : node.members)
        reasons.append(member.key);
    ObjectReader answers(node, QStringLiteral("\"error_answers\""), reasons, m_problem);
    if (reasons.size() > MaxErrorAnswers) {
        answers.fail(
            node.position,
            QStringLiteral("\"error_answers\" must hold at most %1 reasons").arg(MaxErrorAnswers));
    }
    for (const JsonMember &member : node.members) {
        ObjectReader reader(member.value, QStringLiteral("an answer of \"error_answers\""),
                            {QStringLiteral("status"), QStringLiteral("body")}, m_problem);
        reader.require(u"status");
        const int status = static_cast<int>(reader.integer(u"status", 400, 599, 403));
        socket.errorAnswers.insert(member.key.toUtf8(), {status, reader.text(u"body").toUtf8()});
    }
}

} // namespace phx::app
