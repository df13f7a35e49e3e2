// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// A connection as long as it speaks HTTP: requests in, answers out.
#include "server/transport/connection.h"
#include "server/transport/transportcontext.h"
#include "server/transport/websockettransport.h"
#include "server/websocket/handshake.h"

#include <utility>

namespace phx::server {

namespace {

constexpr qint64 KeepAliveMs = 60'000; //!< silence between two requests, as Bandit
constexpr qsizetype MaxAnswersQueued = 256 * 1024; //!< above it pipelined requests wait
constexpr qsizetype MaxHeldBytes = 64 * 1024; //!< behind a request with a PendingAnswer

// An HTTP/1.0 client would need to be told that the connection stays; it can as well end.
bool mayStay(const http::Request &request)
{
    return request.keepAlive && request.minorVersion == 1;
}

QByteArray headOf(const QByteArray &answer)
{
    return answer.first(answer.indexOf("\r\n\r\n") + 4);
}

} // namespace

void Connection::takeHttp(QByteArrayView bytes)
{
    // The next request shows that the answer before it has arrived.
    m_delivered.reset();
    while (!bytes.isEmpty() && m_phase == Phase::Http) {
        if (m_pending) {
            hold(bytes);
            break;
        }
        if (m_out.size() > MaxAnswersQueued)
            flushNow();
        if (m_out.size() > MaxAnswersQueued) {
            m_held = bytes.toByteArray();
            setReading(false);
            return;
        }
        if (!m_parser) {
            m_parser = std::make_unique<http::RequestParser>(
                http::ParserLimits {.maxHeadBytes = m_context.limits.maxHeadBytes,
                                    .maxLine = m_context.limits.maxHeadLine,
                                    .maxFields = m_context.limits.maxHeadFields});
        }
        qsizetype consumed = 0;
        const auto outcome = m_parser->feed(bytes, consumed);
        bytes = bytes.sliced(consumed);
        if (const auto *refusal = std::get_if<http::Refusal>(&outcome)) {
            refuseWith(*refusal, m_parser->head());
            return;
        }
        if (const auto *request = std::get_if<http::Request>(&outcome)) {
            setWaiting(Waiting::NextRequest);
            answer(*request);
        } else {
            setWaiting(m_parser->isInsideBody() ? Waiting::Body : Waiting::Head);
        }
    }
    // RFC 6455 §4.2.2: a client may send frames right behind its handshake.
    if (m_phase == Phase::WebSocket && !bytes.isEmpty())
        m_transport->handleBytes(bytes);
    if (m_phase == Phase::Http && m_waiting == Waiting::NextRequest)
        m_parser.reset();
    flushNow();
}

void Connection::takeHeldRequests()
{
    const QByteArray held = std::exchange(m_held, {});
    setReading(true);
    takeHttp(held);
}

void Connection::setWaiting(Waiting waiting)
{
    // The time for the first head counts from accept, so that a byte now and then buys nothing.
    const bool isSame = waiting == m_waiting && waiting != Waiting::NextRequest;
    const bool isFirstHead = m_waiting == Waiting::FirstByte && waiting == Waiting::Head;
    m_waiting = waiting;
    if (isSame || isFirstHead)
        return;
    const qint64 time = waiting == Waiting::NextRequest ? KeepAliveMs
        : waiting == Waiting::Body                      ? m_context.limits.messageDeadline.count()
                                                        : m_context.limits.headDeadline.count();
    m_httpDeadline = Deadlines::nowMs() + time;
}

void Connection::answer(const http::Request &request)
{
    RequestAnswer what = m_context.handler.handleRequest(request, m_peer);
    if (auto *response = std::get_if<http::Response>(&what))
        giveAnswer(request, std::move(*response), nullptr);
    else if (auto *how = std::get_if<Upgrade>(&what))
        giveAnswer(request, std::move(*how), nullptr);
    else
        awaitAnswer(request, std::get<std::shared_ptr<PendingAnswer>>(std::move(what)));
}

void Connection::giveAnswer(const http::Request &request, ReadyAnswer answer,
                            PendingAnswer *pending)
{
    if (auto *response = std::get_if<http::Response>(&answer))
        answerPlain(request, std::move(*response), pending);
    else
        upgrade(request, std::get<Upgrade>(answer), pending);
}

void Connection::answerPlain(const http::Request &request, http::Response response,
                             PendingAnswer *pending)
{
    if (request.method == "HEAD")
        response.headOnly = true;
    const bool stays = mayStay(request);
    const QByteArray bytes = http::serialize(response, stays);
    queue(bytes);
    tellSent(request, response.status, bytes, pending);
    if (!stays)
        finish();
}

void Connection::tellSent(const http::Request &request, int status, const QByteArray &bytes,
                          PendingAnswer *pending)
{
    if (pending != nullptr && pending->onSent)
        std::exchange(pending->onSent, nullptr)(bytes);
    else
        m_context.handler.handleAnswered(request, m_peer, status, headOf(bytes));
}

void Connection::awaitAnswer(const http::Request &request, std::shared_ptr<PendingAnswer> pending)
{
    m_awaiting = request;
    m_awaiting->body.clear();
    m_isLate = false;
    m_pending = std::move(pending);
    m_pending->attach(*this);
    m_isLate = true;
}

// What follows the request waits. It is read, for only so the end of the client is seen.
void Connection::hold(QByteArrayView bytes)
{
    m_held.append(bytes);
    if (m_held.size() > MaxHeldBytes)
        setReading(false);
}

void Connection::deliver(ReadyAnswer answer)
{
    if (m_phase != Phase::Http)
        return; // it is lost when the connection ends
    if (m_isLate && m_stream.hasPeerEnded()) {
        end(Transport::Cut::Fin);
        return;
    }
    const auto pending = std::exchange(m_pending, nullptr);
    const auto request = std::exchange(m_awaiting, std::nullopt);
    m_delivered = pending;
    setWaiting(Waiting::NextRequest);
    giveAnswer(*request, std::move(answer), pending.get());
    if (m_phase == Phase::WebSocket)
        m_delivered.reset();
    if (!m_isLate || m_phase == Phase::Draining || m_phase == Phase::Ended)
        return;
    flushNow();
    reschedule();
    takeHeldLater();
}

// Not at once: the next request may be one to who has just answered.
void Connection::takeHeldLater()
{
    if (m_held.isEmpty())
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_pending && !m_held.isEmpty())
                takeHeldRequests();
        },
        Qt::QueuedConnection);
}

void Connection::loseAnswers()
{
    if (const auto pending = std::exchange(m_pending, nullptr))
        pending->lose();
    if (const auto delivered = std::exchange(m_delivered, nullptr)) {
        if (m_hasFailed || !m_out.isEmpty() || !m_stream.isAcknowledged())
            delivered->lose();
    }
}

void Connection::upgrade(const http::Request &request, const Upgrade &how, PendingAnswer *pending)
{
    http::Response response {.status = 101, .fields = {}, .body = {}};
    response.fields = {
        {"upgrade", "websocket"},
        {"connection", "Upgrade"},
        {"sec-websocket-accept", websocket::acceptKey(request.field("sec-websocket-key"))}};
    if (how.deflate)
        response.fields.append({"sec-websocket-extensions", how.deflate->header});
    response.fields += how.fields;
    const QByteArray bytes = http::serialize(response, true);
    queue(bytes);

    m_parser.reset();
    m_httpDeadline = 0;
    m_phase = Phase::WebSocket;
    m_transport = std::make_unique<WebSocketTransport>(*this, how, m_context);
    tellSent(request, response.status, bytes, pending);
    m_transport->setListener(how.open(*m_transport));
}

void Connection::refuse(const http::Refusal &refusal)
{
    refuseWith(refusal, {});
}

void Connection::refuseWith(const http::Refusal &refusal, const QByteArray &head)
{
    const http::Response response =
        m_context.handler.refusalAnswer(m_parser ? m_parser->request() : http::Request(), refusal);
    const QByteArray bytes = http::serialize(response, false);
    queue(bytes);
    ++(refusal.status == 503 ? m_context.stats.overLimit : m_context.stats.refusedRequests);
    m_context.handler.handleRefused(m_peer, refusal, head, headOf(bytes));
    finish();
}

} // namespace phx::server
