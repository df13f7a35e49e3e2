// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/socketreader.h"

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
const int MaxSubprotocols = 64;
const int MaxErrorAnswers = 64;

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

WorkspaceSocket SocketReader::read(const JsonNode &node)
{
    ObjectReader reader(node, QStringLiteral("a socket"),
                        {QStringLiteral("path"), QStringLiteral("handler"),
                         QStringLiteral("websocket"), QStringLiteral("longpoll"),
                         QStringLiteral("check_origin"), QStringLiteral("auth_token"),
                         QStringLiteral("max_channels"), QStringLiteral("dialect")},
                        m_problem);
    WorkspaceSocket socket;
    readPath(reader, socket);
    readHandler(reader, socket);
    if (const JsonNode *webSocket = reader.find(u"websocket"))
        readWebSocket(*webSocket, socket);
    const JsonNode *longPoll = reader.find(u"longpoll");
    if (longPoll != nullptr && (!longPoll->is(JsonNode::Kind::Bool) || longPoll->boolean)) {
        reader.fail(
            longPoll->position,
            QStringLiteral("\"longpoll\" must be false: this version serves WebSockets only"));
    }
    if (const JsonNode *origin = reader.find(u"check_origin"))
        socket.checkOrigin = readCheckOrigin(*origin, m_problem);
    socket.authToken = reader.flag(u"auth_token", socket.authToken);
    socket.maxChannels =
        static_cast<int>(reader.integer(u"max_channels", 0, MaxChannels, socket.maxChannels));
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
    if (node.is(JsonNode::Kind::Bool) && !node.boolean) {
        options.enabled = false;
        return;
    }
    ObjectReader reader(node, QStringLiteral("\"websocket\""),
                        {QStringLiteral("path"), QStringLiteral("timeout_ms"),
                         QStringLiteral("max_frame_size"), QStringLiteral("subprotocols"),
                         QStringLiteral("compress"), QStringLiteral("error_answers")},
                        m_problem);
    const QString path = reader.text(u"path", QLatin1Char('/') + QString::fromUtf8(options.path));
    if (!matches(path, QStringLiteral("(/[A-Za-z0-9._~-]{1,64}){1,16}"))) {
        reader.failValue(u"path", *reader.find(u"path"),
                         QStringLiteral("a path like /websocket, of letters, digits and . _ ~ -"));
    }
    options.path = path.mid(1).toUtf8();
    options.timeout = std::chrono::milliseconds(
        reader.integer(u"timeout_ms", 0, MaxTimeoutMs, options.timeout.count()));
    options.maxFrameBytes =
        reader.integer(u"max_frame_size", 1, MaxFrameBytes, options.maxFrameBytes);
    options.compress = reader.flag(u"compress", options.compress);
    readSubprotocols(reader, options);
    if (const JsonNode *answers = reader.find(u"error_answers"))
        readErrorAnswers(*answers, socket);
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
