// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/connection.h"

#include "server/transport/transportcontext.h"
#include "server/transport/websockettransport.h"
#include "server/websocket/handshake.h"

#include <algorithm>
#include <atomic>

namespace phx::server {

namespace {

constexpr qint64 KeepAliveMs = 60'000; //!< silence between two requests, as Bandit
constexpr qsizetype MaxAnswersQueued = 256 * 1024; //!< above it pipelined requests wait

QByteArray headOf(const QByteArray &answer)
{
    return answer.first(answer.indexOf("\r\n\r\n") + 4);
}

} // namespace

Connection::Connection(int descriptor, TransportContext &context)
    : m_context(context)
    , m_stream(descriptor, *this)
{
    const TcpStream::Address remote = TcpStream::peerOf(descriptor);
    const TcpStream::Address local = TcpStream::localOf(descriptor);
    m_peer = {.connection = nextNumber(),
              .address = remote.host,
              .port = remote.port,
              .localAddress = local.host,
              .localPort = local.port};
    m_httpDeadline = Deadlines::nowMs() + m_context.limits.headDeadline.count();
    reschedule();
}

Connection::~Connection()
{
    // First: its listener may look at this connection when it is told.
    m_transport.reset();
    m_context.deadlines.cancel(*this);
    m_context.flushes.remove(*this);
}

quint64 Connection::nextNumber()
{
    static std::atomic<quint64> last {0};
    return ++last;
}

void Connection::handleReadable()
{
    using Kind = TcpStream::ReadResult::Kind;
    auto &buffer = m_context.readBuffer;
    const auto result = m_stream.read(buffer.data(), std::ssize(buffer));
    switch (result.kind) {
    case Kind::Nothing:
        return;
    case Kind::Bytes:
        takeBytes(QByteArrayView(buffer.data(), result.size));
        break;
    case Kind::End:
        handlePeerEnd();
        break;
    case Kind::Failed:
        handleGone("The connection was lost.");
        break;
    }
    reschedule();
}

void Connection::takeBytes(QByteArrayView bytes)
{
    if (m_phase == Phase::Http)
        takeHttp(bytes);
    else if (m_phase == Phase::WebSocket)
        m_transport->handleBytes(bytes);
}

void Connection::takeHttp(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_phase == Phase::Http) {
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
        answerPlain(request, std::move(*response));
    else if (const auto *how = std::get_if<Upgrade>(&what))
        upgrade(request, *how);
}

void Connection::answerPlain(const http::Request &request, http::Response response)
{
    if (request.method == "HEAD")
        response.headOnly = true;
    // An HTTP/1.0 client would need to be told that the connection stays; it can as well end.
    const bool stays = request.keepAlive && request.minorVersion == 1;
    const QByteArray bytes = http::serialize(response, stays);
    queue(bytes);
    m_context.handler.handleAnswered(request, m_peer, response.status, headOf(bytes));
    if (!stays)
        finish();
}

void Connection::upgrade(const http::Request &request, const Upgrade &how)
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
    m_context.handler.handleAnswered(request, m_peer, response.status, headOf(bytes));
    m_transport->setListener(how.open(*m_transport));
}

void Connection::refuse(const http::Refusal &refusal)
{
    refuseWith(refusal, {});
}

void Connection::refuseWith(const http::Refusal &refusal, const QByteArray &head)
{
    const http::Response response {.status = refusal.status,
                                   .fields = {{"content-type", "text/plain; charset=utf-8"}},
                                   .body = refusal.sentence};
    const QByteArray bytes = http::serialize(response, false);
    queue(bytes);
    ++(refusal.status == 503 ? m_context.stats.overLimit : m_context.stats.refusedRequests);
    m_context.handler.handleRefused(m_peer, refusal, head, headOf(bytes));
    finish();
}

void Connection::queue(const QByteArray &bytes)
{
    if (m_fin || m_phase == Phase::Ended)
        return;
    if (m_out.isEmpty())
        m_progressAt = Deadlines::nowMs();
    m_out.append(bytes);
}

void Connection::flushLater()
{
    m_context.flushes.add(*this);
}

void Connection::handleFlush()
{
    flushNow();
    reschedule();
}

void Connection::handleWritable()
{
    flushNow();
    if (m_phase == Phase::Http && !m_held.isEmpty() && m_out.size() < MaxAnswersQueued / 2)
        takeHeldRequests();
    reschedule();
}

void Connection::flushNow()
{
    if (m_phase == Phase::Ended || m_fin)
        return;
    afterFlush(m_stream.write(m_out));
}

void Connection::afterFlush(qsizetype written)
{
    if (written < 0) {
        // The peer is gone for writing, but what it has sent before may still be there to be read.
        m_out.clear();
        m_fin = true;
        if (m_phase == Phase::Draining) {
            end(Transport::Cut::Fin);
            return;
        }
        m_endAt = Deadlines::nowMs() + m_context.limits.closeDeadline.count();
        reschedule();
    } else if (written > 0) {
        m_progressAt = Deadlines::nowMs();
    }
    if (!m_out.isEmpty())
        reschedule();
    if (m_phase == Phase::WebSocket)
        m_transport->handleFlushed();
    if (m_phase != Phase::Draining || !m_out.isEmpty() || m_fin)
        return;
    m_fin = true;
    if (m_peerEnded)
        end(Transport::Cut::Fin);
    else
        m_stream.shutdownWrite();
}

void Connection::setReading(bool reading)
{
    m_stream.setReading(reading);
}

void Connection::finish()
{
    if (m_phase == Phase::Draining || m_phase == Phase::Ended)
        return;
    m_phase = Phase::Draining;
    m_held.clear();
    m_endAt = Deadlines::nowMs() + m_context.limits.closeDeadline.count();
    if (m_fin) {
        end(Transport::Cut::Fin);
        return;
    }
    setReading(!m_peerEnded);
    reschedule();
    flushNow();
}

void Connection::abort(Transport::Cut how)
{
    m_out.clear();
    if (how == Transport::Cut::Fin)
        finish();
    else
        end(how);
}

void Connection::handlePeerEnd()
{
    // Only the peer's sending side has ended: it may be waiting for the rest of an answer.
    if (m_phase != Phase::WebSocket && !m_out.isEmpty() && !m_fin) {
        m_peerEnded = true;
        setReading(false);
        finish();
        return;
    }
    handleGone("The client ended TCP without a close frame.");
}

void Connection::handleGone(const QByteArray &detail)
{
    if (m_phase == Phase::WebSocket)
        m_transport->handleGone(detail);
    end(Transport::Cut::Fin);
}

void Connection::end(Transport::Cut how)
{
    if (m_phase == Phase::Ended)
        return;
    m_phase = Phase::Ended;
    m_out.clear();
    m_held.clear();
    m_context.deadlines.cancel(*this);
    m_context.flushes.remove(*this);
    if (how == Transport::Cut::Reset)
        m_stream.reset();
    else
        m_stream.close();
    emit ended();
}

void Connection::reschedule()
{
    if (m_phase == Phase::Ended)
        return;
    qint64 next = 0;
    const auto consider = [&next](qint64 at) {
        if (at != 0 && (next == 0 || at < next))
            next = at;
    };
    consider(m_endAt);
    if (!m_out.isEmpty())
        consider(m_progressAt + m_context.limits.queueDeadline.count());
    if (m_phase == Phase::Http && m_held.isEmpty())
        consider(m_httpDeadline);
    if (m_phase == Phase::WebSocket)
        consider(m_transport->nextDeadline());
    if (next != 0)
        m_context.deadlines.schedule(*this, next);
}

void Connection::handleDeadline()
{
    const qint64 now = Deadlines::nowMs();
    if (m_endAt != 0 && now >= m_endAt) {
        handleGone("The connection was lost.");
        return;
    }
    if (!m_out.isEmpty() && now >= m_progressAt + m_context.limits.queueDeadline.count()) {
        if (m_phase == Phase::WebSocket) {
            m_transport->cutSlowConsumer();
        } else {
            ++m_context.stats.slowConsumers;
            end(Transport::Cut::Reset);
        }
        return;
    }
    if (m_phase == Phase::WebSocket)
        m_transport->handleDeadline(now);
    else if (m_phase == Phase::Http && m_held.isEmpty() && now >= m_httpDeadline)
        handleHttpDeadline();
    reschedule();
}

void Connection::handleHttpDeadline()
{
    if (m_waiting == Waiting::Head || m_waiting == Waiting::Body) {
        refuseWith({.status = 408, .sentence = "The request did not arrive in time."},
                   m_parser->head());
        return;
    }
    // Nobody waits for an answer: browsers open connections that they may never use.
    finish();
}

} // namespace phx::server
