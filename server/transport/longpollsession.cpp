// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpollsession.h"

#include "server/transport/connection.h"

#include <utility>

namespace phx::server {

using Kind = LongPollSignal::Kind;

LongPollSession::LongPollSession(Owner &owner, Deadlines &deadlines, const LongPollOptions &options,
                                 const QByteArray &topic)
    : m_owner(owner)
    , m_deadlines(deadlines)
    , m_options(options)
    , m_topic(topic)
    , m_number(Connection::nextNumber())
    , m_polledAt(Deadlines::nowMs())
{
    m_deadlines.schedule(*this, m_polledAt + m_options.window.count() * 3 / 2);
}

LongPollSession::~LongPollSession()
{
    m_deadlines.cancel(*this);
    if (!m_hasEnded)
        m_info = {.detail = "The server ended the session."};
    deliverClosed();
}

tap::TransportKind LongPollSession::kind() const
{
    return tap::TransportKind::LongPoll;
}

void LongPollSession::handleSignal(const LongPollSignal &signal)
{
    if (m_hasEnded)
        return;
    if (!m_isPaused && !m_isTaking && m_waiting.empty()) {
        take(signal);
        takeWaiting();
    } else if (m_waiting.size() < MaxWaitingSignals) {
        m_waiting.push_back(signal);
    }
}

void LongPollSession::takeWaiting()
{
    while (!m_waiting.empty() && !m_isPaused && !m_isTaking && !m_hasEnded) {
        const LongPollSignal signal = std::move(m_waiting.front());
        m_waiting.pop_front();
        take(signal);
    }
}

void LongPollSession::take(const LongPollSignal &signal)
{
    m_isTaking = true;
    switch (signal.kind) {
    case Kind::Ping:
        answer(signal, Kind::Pong);
        break;
    case Kind::Dispatch:
        if (m_listener != nullptr)
            m_listener->handleFrame(signal.frame);
        // A frame that ended the session is never answered: the request runs into its time-out.
        if (m_hasEnded)
            break;
        if (m_isPaused)
            m_unfinished = signal;
        else
            answer(signal, Kind::Handled);
        break;
    case Kind::Flush:
        m_polledAt = Deadlines::nowMs();
        m_poller = signal;
        if (!m_buffer.isEmpty())
            flush();
        break;
    case Kind::Expired:
        if (m_poller && m_poller->request == signal.request && m_poller->node == signal.node)
            m_poller.reset();
        break;
    case Kind::GiveBack:
        giveBack(signal.messages);
        break;
    case Kind::Pong:
    case Kind::Handled:
    case Kind::Messages:
        break;
    }
    m_isTaking = false;
}

void LongPollSession::answer(const LongPollSignal &to, Kind kind, QByteArrayList messages)
{
    m_owner.sendToRequest({.kind = kind,
                           .topic = m_topic,
                           .node = to.node,
                           .request = to.request,
                           .messages = std::move(messages)});
}

void LongPollSession::send(const protocol::Frame &frame)
{
    if (m_hasEnded)
        return;
    // A message alone may be larger than the bound: it is bounded by the limits of messages.
    if (!m_buffer.isEmpty() && m_bufferBytes + frame.bytes.size() > m_options.maxBufferBytes) {
        m_hasOverflown = true;
        end({.detail = "Slow consumer: the client did not poll for what was sent to it."});
        return;
    }
    m_buffer.append(frame.bytes);
    m_bufferBytes += frame.bytes.size();
    flushLater();
}

// What is sent in one turn of the event loop leaves in one answer.
void LongPollSession::flushLater()
{
    if (!m_poller || std::exchange(m_isFlushing, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { flush(); }, Qt::QueuedConnection);
}

void LongPollSession::flush()
{
    m_isFlushing = false;
    if (m_hasEnded || !m_poller || m_buffer.isEmpty())
        return;
    const LongPollSignal poller = *std::exchange(m_poller, std::nullopt);
    m_bufferBytes = 0;
    answer(poller, Kind::Messages, std::exchange(m_buffer, {}));
}

void LongPollSession::giveBack(const QByteArrayList &messages)
{
    for (const QByteArray &message : messages)
        m_bufferBytes += message.size();
    m_buffer = messages + m_buffer;
    flushLater();
}

void LongPollSession::close(protocol::CloseCode code)
{
    closeWith(static_cast<quint16>(code), {});
}

void LongPollSession::closeWith(quint16 code, const QByteArray &reason)
{
    end({.code = code, .reason = reason, .detail = "The server ended the session."});
}

void LongPollSession::cut(Cut how)
{
    Q_UNUSED(how)
    end({.detail = "The server cut the session."});
}

void LongPollSession::setReadingPaused(bool paused)
{
    if (m_isPaused == paused)
        return;
    m_isPaused = paused;
    if (paused)
        return;
    // Not now: a channel of this very session may be what asks for it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_isPaused || m_hasEnded)
                return;
            if (const auto finished = std::exchange(m_unfinished, std::nullopt))
                answer(*finished, Kind::Handled);
            takeWaiting();
        },
        Qt::QueuedConnection);
}

void LongPollSession::handleDeadline()
{
    const qint64 now = Deadlines::nowMs();
    const qint64 allowed = m_options.window.count() * 3 / 2;
    if (now - m_polledAt > allowed) {
        end({.byPeer = true, .detail = "The client polls no more."});
        return;
    }
    m_deadlines.schedule(*this, now + allowed);
}

void LongPollSession::end(const CloseInfo &info)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_info = info;
    m_buffer.clear();
    m_bufferBytes = 0;
    m_poller.reset();
    m_unfinished.reset();
    m_waiting.clear();
    m_deadlines.cancel(*this);
    QMetaObject::invokeMethod(
        this, [this] { deliverClosed(); }, Qt::QueuedConnection);
    m_owner.sessionEnded(*this);
}

void LongPollSession::deliverClosed()
{
    if (TransportListener *listener = std::exchange(m_listener, nullptr))
        listener->handleClosed(m_info);
}

} // namespace phx::server
