// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/websockettransport.h"

#include "server/transport/connection.h"
#include "server/transport/transportcontext.h"
#include "server/websocket/framewriter.h"

#include <algorithm>
#include <utility>

namespace phx::server {

namespace {

constexpr qsizetype FlushBytes = 64 * 1024; //!< so much leaves without waiting for the turn's end
constexpr qsizetype BackedUpBytes = 1024 * 1024; //!< the peer is not read above it …
constexpr qsizetype FlowingBytes = 256 * 1024; //!< … until the queue is below this
constexpr qsizetype PongBytes = 16 * 1024; //!< pings wait above it, the newest wins
constexpr qsizetype CopyBelow = 4 * 1024; //!< a payload behind its header; larger ones are shared
constexpr qsizetype MaxHeader = 10;
constexpr qsizetype MaxReason = 123; //!< RFC 6455 §5.5: 125 less the code

websocket::ReaderLimits readerLimits(const Upgrade &how, const ConnectionLimits &limits)
{
    websocket::ReaderLimits result = how.limits;
    result.maxMessageBytes = std::min(result.maxMessageBytes, limits.maxMessageBytes);
    result.maxFragments = std::min(result.maxFragments, limits.maxFragments);
    return result;
}

} // namespace

WebSocketTransport::WebSocketTransport(Connection &connection, const Upgrade &how,
                                       TransportContext &context)
    : m_connection(connection)
    , m_context(context)
    , m_reader(readerLimits(how, context.limits))
    , m_idleMs(how.idleTimeout.count())
    , m_receivedAt(Deadlines::nowMs())
{
    if (!how.deflate)
        return;
    using websocket::ContextTakeover;
    m_reader.enableDeflate(how.deflate->clientWindowBits, how.deflate->clientNoContextTakeover);
    m_deflater = std::make_unique<websocket::Deflater>(
        how.deflate->serverWindowBits,
        how.deflate->serverNoContextTakeover ? ContextTakeover::Drop : ContextTakeover::Keep);
}

WebSocketTransport::~WebSocketTransport()
{
    if (m_phase != Phase::Closed)
        m_info = {.detail = "The server ended the connection."};
    deliverClosed();
}

tap::TransportKind WebSocketTransport::kind() const
{
    return tap::TransportKind::WebSocket;
}

quint64 WebSocketTransport::connectionId() const
{
    return m_connection.peer().connection;
}

qsizetype WebSocketTransport::queuedBytes() const
{
    return m_connection.queuedBytes();
}

void WebSocketTransport::send(const protocol::Frame &frame)
{
    if (m_phase != Phase::Open)
        return;
    const QByteArray payload = m_deflater ? m_deflater->deflate(frame.bytes) : frame.bytes;
    if (!makeRoom(payload.size()))
        return;
    QByteArray bytes;
    const bool isSmall = payload.size() < CopyBelow;
    bytes.reserve(MaxHeader + (isSmall ? payload.size() : 0));
    websocket::appendHeader(bytes, frame.opcode, payload.size(), m_deflater != nullptr);
    if (isSmall) {
        bytes += payload;
        m_connection.queue(bytes);
    } else {
        m_connection.queue(bytes);
        m_connection.queue(payload);
    }
    leaveSoon();
}

void WebSocketTransport::sendShared(const SharedFrame &shared)
{
    if (m_deflater)
        return send(shared.frame);
    if (m_phase != Phase::Open || !makeRoom(shared.webSocketBytes.size()))
        return;
    m_connection.queue(shared.webSocketBytes);
    leaveSoon();
}

bool WebSocketTransport::makeRoom(qsizetype bytes)
{
    // A message alone may be larger than the queue's limit: it is bounded by the limits of
    // messages.
    const auto isTooMuch = [&] {
        return queuedBytes() > 0 && queuedBytes() + bytes > m_context.limits.maxQueueBytes;
    };
    if (isTooMuch())
        m_connection.flushNow();
    if (!isTooMuch())
        return true;
    cutSlowConsumer();
    return false;
}

void WebSocketTransport::leaveSoon()
{
    if (queuedBytes() >= FlushBytes)
        m_connection.flushNow();
    else if (!m_isProcessing)
        m_connection.flushLater();
}

void WebSocketTransport::close(protocol::CloseCode code)
{
    closeWith(static_cast<quint16>(code), {});
}

void WebSocketTransport::closeWith(quint16 code, const QByteArray &reason)
{
    if (m_phase != Phase::Open)
        return;
    const QByteArray shortReason = reason.left(MaxReason);
    m_info = {.code = code, .reason = shortReason, .detail = "The server closed the connection."};
    m_phase = Phase::Closing;
    m_closeAt = Deadlines::nowMs() + m_context.limits.closeDeadline.count();
    QByteArray frame;
    websocket::appendClose(frame, code, shortReason);
    m_connection.queue(frame);
    m_connection.flushLater();
    m_connection.reschedule();
    // The peer's close frame may be among what was held back.
    m_pendingPong.reset();
    setReadingPaused(false);
    applyReading();
}

void WebSocketTransport::cut(Cut how)
{
    if (m_phase == Phase::Closed)
        return;
    if (how == Cut::Fin)
        m_connection.flushNow();
    setClosed({.detail = "The server cut the connection."});
    m_connection.abort(how);
}

void WebSocketTransport::cutSlowConsumer()
{
    if (m_phase == Phase::Closed)
        return;
    ++m_context.stats.slowConsumers;
    setClosed({.detail = "Slow consumer: the client did not read what was sent to it."});
    m_connection.abort(Cut::Reset);
}

void WebSocketTransport::setReadingPaused(bool paused)
{
    if (m_paused == paused || m_phase == Phase::Closed)
        return;
    m_paused = paused;
    applyReading();
    if (paused)
        return;
    // The client was silent only because nobody read it.
    m_receivedAt = Deadlines::nowMs();
    if (m_messageAt != 0)
        m_messageAt = m_receivedAt;
    m_connection.reschedule();
    QMetaObject::invokeMethod(
        &m_connection, [this] { processEvents(); }, Qt::QueuedConnection);
}

void WebSocketTransport::applyReading()
{
    if (m_phase != Phase::Closed)
        m_connection.setReading(!isHeld() && (!m_isBackedUp || m_phase == Phase::Closing));
}

void WebSocketTransport::handleBytes(QByteArrayView bytes)
{
    if (m_phase == Phase::Closed)
        return;
    m_receivedAt = Deadlines::nowMs();
    const std::size_t before = m_events.size();
    m_reader.feed(bytes, m_events);
    const bool hasFinished =
        std::any_of(m_events.begin() + static_cast<std::ptrdiff_t>(before), m_events.end(),
                    [](const websocket::ReaderEvent &event) {
                        return event.kind <= websocket::ReaderEvent::Kind::Binary;
                    });
    if (!m_reader.isInsideMessage())
        m_messageAt = 0;
    else if (m_messageAt == 0 || hasFinished)
        m_messageAt = m_receivedAt;
    processEvents();
}

void WebSocketTransport::processEvents()
{
    if (m_isProcessing)
        return;
    m_isProcessing = true;
    while (m_nextEvent < m_events.size() && m_phase != Phase::Closed && !isHeld()) {
        const websocket::ReaderEvent event = std::move(m_events[m_nextEvent]);
        ++m_nextEvent;
        handleEvent(event);
    }
    m_isProcessing = false;
    if (m_nextEvent == m_events.size() || m_phase == Phase::Closed) {
        std::vector<websocket::ReaderEvent>().swap(m_events);
        m_nextEvent = 0;
    }
    m_connection.flushNow();
    m_connection.reschedule();
}

void WebSocketTransport::handleEvent(const websocket::ReaderEvent &event)
{
    using Kind = websocket::ReaderEvent::Kind;
    switch (event.kind) {
    case Kind::Text:
    case Kind::Binary:
        if (m_phase == Phase::Open && m_listener != nullptr) {
            m_listener->handleFrame({.opcode = event.kind == Kind::Text ? protocol::Opcode::Text
                                                                        : protocol::Opcode::Binary,
                                     .bytes = event.payload});
        }
        break;
    case Kind::Ping:
        handlePing(event.payload);
        break;
    case Kind::Pong:
        break;
    case Kind::Close:
        handlePeerClose(event);
        break;
    case Kind::Failure:
        ++m_context.stats.failures;
        fail(event.code, event.detail);
        break;
    }
}

void WebSocketTransport::handlePing(const QByteArray &payload)
{
    if (m_phase != Phase::Open)
        return;
    if (m_receivedAt - m_pingsFrom >= 1'000) {
        m_pingsFrom = m_receivedAt;
        m_pings = 0;
    }
    if (++m_pings > m_context.limits.maxPingsPerSecond) {
        ++m_context.stats.pingFloods;
        fail(static_cast<quint16>(protocol::CloseCode::PolicyViolation),
             "The client sent too many pings in one second.");
        return;
    }
    if (queuedBytes() > PongBytes) {
        m_pendingPong = payload;
        return;
    }
    QByteArray pong;
    websocket::appendPong(pong, payload);
    m_connection.queue(pong);
}

// Bandit answers every valid close with 1000, also one without a code.
void WebSocketTransport::handlePeerClose(const websocket::ReaderEvent &event)
{
    if (m_phase == Phase::Open) {
        QByteArray frame;
        websocket::appendClose(frame, static_cast<quint16>(protocol::CloseCode::Normal));
        m_connection.queue(frame);
        m_info = {.code = event.code,
                  .byPeer = true,
                  .reason = event.payload,
                  .detail = "The client closed the connection."};
    }
    setClosed(m_info);
    m_connection.finish();
}

// RFC 6455 §7.1.7: say why, then end without waiting for the peer's close.
void WebSocketTransport::fail(quint16 code, const QByteArray &detail)
{
    if (m_phase == Phase::Open) {
        QByteArray frame;
        websocket::appendClose(frame, code);
        m_connection.queue(frame);
        m_info = {.code = code, .detail = detail};
    }
    setClosed(m_info);
    m_connection.finish();
}

void WebSocketTransport::setClosed(const CloseInfo &info)
{
    m_phase = Phase::Closed;
    m_info = info;
    QMetaObject::invokeMethod(
        &m_connection, [this] { deliverClosed(); }, Qt::QueuedConnection);
}

void WebSocketTransport::deliverClosed()
{
    m_phase = Phase::Closed;
    if (TransportListener *listener = std::exchange(m_listener, nullptr))
        listener->handleClosed(m_info);
}

void WebSocketTransport::handleFlushed()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_pendingPong && queuedBytes() <= PongBytes) {
        QByteArray pong;
        websocket::appendPong(pong, *std::exchange(m_pendingPong, std::nullopt));
        m_connection.queue(pong);
        m_connection.flushLater();
    }
    const bool isBackedUp = queuedBytes() > (m_isBackedUp ? FlowingBytes : BackedUpBytes);
    if (isBackedUp == m_isBackedUp)
        return;
    m_isBackedUp = isBackedUp;
    m_receivedAt = Deadlines::nowMs();
    applyReading();
    m_connection.reschedule();
}

void WebSocketTransport::handleGone(const QByteArray &detail)
{
    if (m_phase == Phase::Closing)
        setClosed(m_info);
    else if (m_phase == Phase::Open)
        setClosed({.byPeer = true, .detail = detail});
}

qint64 WebSocketTransport::nextDeadline() const
{
    if (m_phase == Phase::Closing)
        return m_closeAt;
    if (m_phase == Phase::Closed || m_paused || m_isBackedUp)
        return 0;
    const qint64 message =
        m_messageAt == 0 ? 0 : m_messageAt + m_context.limits.messageDeadline.count();
    const qint64 idle = m_idleMs == 0 ? 0 : m_receivedAt + m_idleMs;
    if (message == 0 || idle == 0)
        return std::max(message, idle);
    return std::min(message, idle);
}

void WebSocketTransport::handleDeadline(qint64 now)
{
    const qint64 next = nextDeadline();
    if (next == 0 || now < next)
        return;
    if (m_phase == Phase::Closing) {
        setClosed(m_info);
        m_connection.abort(Cut::Fin);
        return;
    }
    if (m_idleMs != 0 && now >= m_receivedAt + m_idleMs) {
        ++m_context.stats.idleTimeouts;
        fail(static_cast<quint16>(protocol::CloseCode::ProtocolError),
             "The client was silent for too long.");
        return;
    }
    fail(static_cast<quint16>(protocol::CloseCode::GoingAway),
         "A message was begun and not finished in time.");
}

} // namespace phx::server
