// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/connection.h"

#include "server/transport/tlssession.h"
#include "server/transport/transportcontext.h"
#include "server/transport/websockettransport.h"
#include "server/websocket/handshake.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace phx::server {

namespace {

constexpr qsizetype MaxAnswersQueued = 256 * 1024; //!< above it pipelined requests wait

std::unique_ptr<TlsSession> makeTls(const TransportContext &context, int descriptor)
{
    if (!context.tls)
        return nullptr;
    return std::make_unique<TlsSession>(*context.tls, descriptor,
                                        context.limits.maxTlsHandshakeBytes);
}

} // namespace

Connection::Connection(int descriptor, TransportContext &context)
    : m_context(context)
    , m_stream(descriptor, *this, makeTls(context, descriptor))
{
    const TcpStream::Address remote = TcpStream::peerOf(descriptor);
    const TcpStream::Address local = TcpStream::localOf(descriptor);
    m_peer = {.connection = nextNumber(),
              .address = remote.host,
              .port = remote.port,
              .localAddress = local.host,
              .localPort = local.port,
              .isTls = m_context.tls != nullptr};
    m_httpDeadline = Deadlines::nowMs() + m_context.limits.headDeadline.count();
    reschedule();
}

Connection::~Connection()
{
    // First: its listener may look at this connection when it is told.
    m_transport.reset();
    loseAnswers();
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
        break;
    case Kind::Bytes:
        takeBytes(QByteArrayView(buffer.data(), result.size));
        break;
    case Kind::End:
        noteTlsProblem(
            "The client left within the TLS handshake; perhaps it does not trust the certificate.");
        handlePeerEnd();
        break;
    case Kind::Failed:
        m_hasFailed = true;
        noteTlsProblem("The connection was lost within the TLS handshake.");
        handleGone("The connection was lost.");
        break;
    }
    // A refusal that waited for the TLS handshake.
    if (m_phase == Phase::Draining && m_stream.tls() != nullptr)
        flushNow();
    reschedule();
}

void Connection::takeBytes(QByteArrayView bytes)
{
    if (m_pending || !m_held.isEmpty())
        hold(bytes);
    else if (m_phase == Phase::Http)
        takeHttp(bytes);
    else if (m_phase == Phase::WebSocket)
        m_transport->handleBytes(bytes);
}

void Connection::queue(const SharedBytes &bytes)
{
    if (m_fin || m_phase == Phase::Ended)
        return;
    if (m_out.isEmpty())
        m_progressAt = 0;
    m_out.append(bytes);
}

void Connection::flushLater()
{
    m_context.flushes.add(*this);
}

void Connection::handleFlush()
{
    flushNow();
}

void Connection::handleWritable()
{
    flushNow();
    if (m_phase == Phase::Http && !m_pending && !m_held.isEmpty()
        && m_out.size() < MaxAnswersQueued / 2)
        takeHeldRequests();
    reschedule();
}

void Connection::flushNow()
{
    if (m_phase == Phase::Ended || m_fin || (m_phase == Phase::WebSocket && m_out.isEmpty()))
        return;
    afterFlush(m_stream.write(m_out));
}

void Connection::afterFlush(qsizetype written)
{
    if (written < 0) {
        // The peer is gone for writing, but what it has sent before may still be there to be read.
        m_out.clear();
        m_fin = true;
        m_hasFailed = true;
        if (m_phase == Phase::Draining) {
            end(Transport::Cut::Fin);
            return;
        }
        m_endAt = Deadlines::nowMs() + m_context.limits.closeDeadline.count();
        reschedule();
    } else if (!m_out.isEmpty()) {
        if (written > 0 || m_progressAt == 0)
            m_progressAt = Deadlines::nowMs();
        reschedule();
    }
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
    if (m_phase != Phase::WebSocket && !m_pending && !m_out.isEmpty() && !m_fin) {
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
    loseAnswers();
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
    if (const qint64 stuck = queueDeadline(); stuck != 0)
        consider(stuck);
    if (m_phase == Phase::Http && m_held.isEmpty() && !m_pending)
        consider(m_httpDeadline);
    if (m_phase == Phase::WebSocket)
        consider(m_transport->nextDeadline());
    if (next != 0)
        m_context.deadlines.schedule(*this, next);
}

qint64 Connection::queueDeadline() const
{
    return m_out.isEmpty() || m_progressAt == 0
        ? 0
        : m_progressAt + m_context.limits.queueDeadline.count();
}

void Connection::handleDeadline()
{
    const qint64 now = Deadlines::nowMs();
    if (m_endAt != 0 && now >= m_endAt) {
        handleGone("The connection was lost.");
        return;
    }
    if (const qint64 stuck = queueDeadline(); stuck != 0 && now >= stuck) {
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
    else if (m_phase == Phase::Http && m_held.isEmpty() && !m_pending && now >= m_httpDeadline)
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
    if (m_stream.tls() != nullptr && !m_stream.tls()->isEstablished()) {
        noteTlsProblem("The TLS handshake did not end in time.");
        end(Transport::Cut::Fin);
        return;
    }
    // Nobody waits for an answer: browsers open connections that they may never use.
    finish();
}

} // namespace phx::server
