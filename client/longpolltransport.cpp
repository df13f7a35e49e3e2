// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/longpolltransport.h"

#include "client/tlsproblem.h"
#include "client/websocketurl.h"
#include "server/protocol/jsonscanner.h"
#include "server/websocket/clienthandshake.h"

#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QUrl>

#include <array>
#include <utility>
#include <vector>

namespace phx::client {

using protocol::JsonScanner;
using std::chrono::milliseconds;
using Cause = TransportError::Cause;

namespace {

constexpr quint16 NoStatus = 1005;
constexpr quint16 Forbidden = 1008;
constexpr quint16 ServerError = 1011;
constexpr quint16 SessionGone = 3410;

//! A line of NDJSON. A line break in JSON text is white space, or the text would be none.
QByteArray toLine(const protocol::Frame &frame)
{
    if (frame.opcode == protocol::Opcode::Binary)
        return frame.bytes.toBase64();
    QByteArray line = frame.bytes;
    line.replace('\n', ' ').replace('\r', ' ');
    return line;
}

QList<QByteArray> stringsOf(const QByteArray &array)
{
    JsonScanner counter(array);
    if (counter.scanArray({}) != JsonScanner::Outcome::Ok)
        return {};
    std::vector<JsonScanner::Slice> slices(static_cast<size_t>(counter.elementCount()));
    JsonScanner scanner(array);
    if (scanner.scanArray(slices) != JsonScanner::Outcome::Ok)
        return {};
    QList<QByteArray> strings;
    for (const JsonScanner::Slice &slice : slices) {
        if (slice.kind == JsonScanner::Kind::String)
            strings.append(scanner.unescaped(slice));
    }
    return strings;
}

//! By the status in an answer.
TransportError refused(int status)
{
    return {.cause = Cause::Refused,
            .status = status,
            .sentence = QStringLiteral("The server answers long polling with %1.").arg(status)};
}

} // namespace

LongPollTransport::LongPollTransport(TransportRequest request)
    : m_request(std::move(request))
    , m_pollUrl(pollUrl(m_request.url))
    , m_firstPoll(*m_request.timers)
    , m_delivery(*m_request.timers)
    , m_batchTimer(*m_request.timers)
{
    m_firstPoll.start(milliseconds(0), [this] { start(); });
}

LongPollTransport::~LongPollTransport()
{
    stop(State::Closed);
}

QByteArray LongPollTransport::pollUrl(QByteArray webSocketUrl)
{
    if (webSocketUrl.startsWith("ws://") || webSocketUrl.startsWith("wss://"))
        webSocketUrl.replace(0, 2, "http");
    const QByteArray ending = "/websocket";
    // The last one: parts of the path before it belong to the mount.
    const qsizetype at = webSocketUrl.lastIndexOf(ending);
    if (at >= 0)
        webSocketUrl.replace(at, ending.size(), "/longpoll");
    return webSocketUrl;
}

void LongPollTransport::request(const QByteArray &body, AnswerFunction callback)
{
    const QByteArray token = m_token ? "token=" + m_token->toPercentEncoding() : QByteArray();
    QUrl url = QUrl::fromEncoded(m_pollUrl + (m_pollUrl.contains('?') ? '&' : '?') + token);
    const QByteArray userInfo = WebSocketUrl::userInfoOf(url);
    url.setUserInfo({});
    QNetworkRequest http(url);
    if (!userInfo.isEmpty())
        http.setRawHeader("Authorization", "Basic " + userInfo.toBase64());
    http.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // A token goes to nobody else.
    http.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::SameOriginRedirectPolicy);
    if (!m_request.network.origin.isEmpty())
        http.setRawHeader("Origin", m_request.network.origin);
    for (const auto &[name, value] : m_request.network.headers)
        http.setRawHeader(name, value);
    if (!m_request.network.caCertificates.isEmpty()) {
        QSslConfiguration configuration = http.sslConfiguration();
        configuration.addCaCertificates(m_request.network.caCertificates);
        http.setSslConfiguration(configuration);
    }
    QNetworkReply *reply = nullptr;
    if (body.isEmpty()) {
        http.setRawHeader("Accept", "application/json");
        if (m_request.authToken)
            http.setRawHeader("X-Phoenix-AuthToken", *m_request.authToken);
        reply = m_manager.get(http);
    } else {
        http.setRawHeader("Content-Type", "application/x-ndjson");
        reply = m_manager.post(http, body);
    }
    // One byte more shows that there are too many; without it Qt reads on while we look.
    reply->setReadBufferSize(m_request.network.maxMessageBytes + 1);
    const auto entry = m_requests.emplace(m_requests.end(), reply, *m_request.timers);
    // For as long as it is ours: the entry goes when we stop.
    connect(reply, &QNetworkReply::sslErrors, this,
            [entry](const QList<QSslError> &errors) { entry->tlsProblem = tlsProblem(errors); });
    entry->deadline.start(m_request.longPollTimeout, [this] { handleTimeout(); });
    connect(reply, &QNetworkReply::finished, this,
            [this, entry, callback = std::move(callback)] { finish(entry, callback); });
    connect(reply, &QNetworkReply::readyRead, reply, [this, reply] {
        if (reply->bytesAvailable() > m_request.network.maxMessageBytes)
            reply->abort();
    });
}

void LongPollTransport::finish(std::list<Request>::iterator entry, const AnswerFunction &callback)
{
    QNetworkReply *reply = entry->reply;
    const auto answer = reply->error() == QNetworkReply::OperationCanceledError
        ? std::nullopt
        : parse(reply->readAll());
    if (!answer || answer->status == 0)
        m_problem = problemOf(*reply, entry->tlsProblem);
    reply->deleteLater();
    m_requests.erase(entry);
    callback(answer);
}

std::optional<LongPollTransport::Answer> LongPollTransport::parse(const QByteArray &body)
{
    std::array<JsonScanner::Member, 3> members {
        {{.key = "status"}, {.key = "token"}, {.key = "messages"}}};
    JsonScanner scanner(body);
    if (scanner.scanObject(members) != JsonScanner::Outcome::Ok)
        return std::nullopt;
    const auto &[status, token, messages] = members;
    Answer answer;
    if (status.isThere)
        answer.status = scanner.raw(status.value).toInt();
    if (token.isThere && token.value.kind == JsonScanner::Kind::String)
        answer.token = scanner.unescaped(token.value);
    if (messages.isThere)
        answer.messages = stringsOf(scanner.raw(messages.value));
    return answer;
}

void LongPollTransport::start()
{
    QList<std::pair<QByteArray, QByteArray>> fields = m_request.network.headers;
    fields.append({"Origin", m_request.network.origin});
    fields.append({"X-Phoenix-AuthToken", m_request.authToken.value_or(QByteArray())});
    for (const auto &[name, value] : std::as_const(fields)) {
        if (const auto problem = websocket::fieldProblem(name, value)) {
            failAndRetry({.sentence = QString::fromUtf8(*problem)},
                         {.code = ServerError, .reason = {}, .wasClean = false});
            return;
        }
    }
    poll();
}

void LongPollTransport::poll()
{
    if (isActive())
        request({}, [this](const std::optional<Answer> &answer) { handlePoll(answer); });
}

void LongPollTransport::handlePoll(const std::optional<Answer> &answer)
{
    const int status = answer ? answer->status : 0;
    if (status == 410 && m_token) {
        failAndRetry({.cause = Cause::SessionGone,
                      .status = 410,
                      .sentence = QStringLiteral(
                          "The server does not know the long-poll session any more.")},
                     {.code = SessionGone, .reason = "session_gone", .wasClean = false});
        return;
    }
    if (answer)
        m_token = answer->token;
    switch (status) {
    case 200:
        m_inbox += answer->messages;
        if (!m_inbox.isEmpty() && !m_delivery.isActive())
            m_delivery.start(milliseconds(0), [this] { deliver(); });
        m_isPollHeld = m_inbox.size() >= MaxInbox;
        if (!m_isPollHeld)
            poll();
        return;
    case 204:
        poll();
        return;
    case 410:
        m_state = State::Open;
        listener().transportOpened();
        poll();
        return;
    case 403:
        listener().transportFailed(refused(403));
        close(Forbidden, "forbidden");
        return;
    default:
        failAndRetry(status == 0 ? m_problem : refused(status),
                     {.code = ServerError, .reason = "internal server error", .wasClean = false});
    }
}

// What is no answer closes with 1011 in phoenix.js, too, whatever it was; there the status is 500.
TransportError LongPollTransport::problemOf(const QNetworkReply &reply, QString tlsProblem) const
{
    const QString server = reply.url().authority(QUrl::FullyEncoded);
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        const bool isTls = reply.error() == QNetworkReply::SslHandshakeFailedError;
        if (tlsProblem.isEmpty())
            tlsProblem = reply.errorString();
        return {.cause = isTls ? Cause::Tls : Cause::Other,
                .status = 500,
                .sentence = server + QStringLiteral(": ") + tlsProblem};
    }
    if (status >= 400) {
        return {.cause = Cause::Refused,
                .status = status,
                .sentence = QStringLiteral("%1: The server answered a long-poll request with the "
                                           "status %2.")
                                .arg(server)
                                .arg(status)};
    }
    return {.cause = Cause::Unusable,
            .status = 500,
            .sentence =
                server + QStringLiteral(": There is no usable answer to a long-poll request.")};
}

void LongPollTransport::deliver()
{
    const QByteArray message = m_inbox.takeFirst();
    if (!m_inbox.isEmpty())
        m_delivery.start(milliseconds(0), [this] { deliver(); });
    else if (std::exchange(m_isPollHeld, false))
        poll();
    listener().frameReceived({protocol::Opcode::Text, message});
}

void LongPollTransport::send(const protocol::Frame &frame)
{
    if (m_isAwaitingAck) {
        m_nextBatch.append(toLine(frame));
        return;
    }
    m_batch.append(toLine(frame));
    // All that is sent within one turn of the event loop travels together.
    if (!m_batchTimer.isActive())
        m_batchTimer.start(milliseconds(0), [this] { sendBatch(); });
}

void LongPollTransport::sendBatch()
{
    m_isAwaitingAck = true;
    post(0);
}

void LongPollTransport::post(qsizetype offset)
{
    const qsizetype next = offset + MaxBatch;
    request(m_batch.mid(offset, MaxBatch).join('\n'),
            [this, next](const std::optional<Answer> &answer) { handlePost(answer, next); });
}

void LongPollTransport::handlePost(const std::optional<Answer> &answer, qsizetype next)
{
    if (!answer || answer->status != 200) {
        failAndRetry(answer ? refused(answer->status) : m_problem,
                     {.code = ServerError, .reason = "internal server error", .wasClean = false});
        return;
    }
    if (next < m_batch.size()) {
        post(next);
        return;
    }
    m_batch = std::exchange(m_nextBatch, {});
    if (m_batch.isEmpty())
        m_isAwaitingAck = false;
    else
        post(0);
}

void LongPollTransport::handleTimeout()
{
    failAndRetry({.cause = Cause::Silent,
                  .sentence = QStringLiteral("A long-poll request was not answered within %1 ms.")
                                  .arg(m_request.longPollTimeout.count())},
                 {.code = NoStatus, .reason = "timeout", .wasClean = false});
}

void LongPollTransport::failAndRetry(const TransportError &error, const CloseEvent &event)
{
    if (!isActive())
        return;
    // Connecting again before the callbacks run, so that they can close us for good.
    stop(State::Connecting);
    listener().transportFailed(error);
    if (isActive())
        listener().transportClosed(event);
}

void LongPollTransport::stop(State state)
{
    m_state = state;
    for (const Request &request : std::exchange(m_requests, {})) {
        if (!request.reply)
            continue;
        request.reply->disconnect(this);
        request.reply->abort();
        request.reply->deleteLater();
    }
    m_firstPoll.cancel();
    m_delivery.cancel();
    m_inbox.clear();
    m_isPollHeld = false;
    m_batchTimer.cancel();
    m_batch.clear();
    m_nextBatch.clear();
    m_isAwaitingAck = false;
}

void LongPollTransport::close(quint16 code, const QByteArray &reason)
{
    const bool isClean = code != Forbidden;
    stop(State::Closed);
    listener().transportClosed(
        {.code = code == 0 ? NoStatus : code, .reason = reason, .wasClean = isClean});
}

void LongPollTransport::cut()
{
    failAndRetry({.sentence = QStringLiteral("The connection was cut.")},
                 {.code = ServerError, .reason = {}, .wasClean = false});
}

} // namespace phx::client
