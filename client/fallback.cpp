// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/fallback.h"

#include "client/socket.h"

namespace phx::client {

LongPollFallback::LongPollFallback(Socket &socket, std::chrono::milliseconds threshold)
    : m_socket(socket)
    , m_threshold(threshold)
    , m_timer(socket.timers())
{ }

bool LongPollFallback::isCurrent() const
{
    return m_clock == m_socket.m_connectClock && !m_socket.m_closeWasClean;
}

void LongPollFallback::connect()
{
    // Callbacks of an earlier attempt must not act on this one.
    m_timer.cancel();
    m_socket.off({m_openRef, m_errorRef});
    const quint64 attempt = ++m_attempt;
    m_isEstablished = false;
    m_isPrimary = true;
    const SessionStorage *storage = m_socket.m_options.sessionStorage;
    if (storage && !storage->value(StorageKey).isEmpty()) {
        fallBack();
        return;
    }
    m_timer.start(m_threshold, [this] { fallBack(); });
    m_errorRef = m_socket.onError(
        [this, attempt](const TransportError &, TransportKind, int) { handleError(attempt); });
    m_openRef = m_socket.onOpen([this, attempt] { handleOpen(attempt); });
    m_socket.openTransport();
    m_clock = m_socket.m_connectClock;
}

void LongPollFallback::handleError(quint64 attempt)
{
    if (attempt != m_attempt || !isCurrent() || !m_isPrimary || m_isEstablished)
        return;
    m_timer.cancel();
    fallBack();
}

void LongPollFallback::handleOpen(quint64 attempt)
{
    if (attempt != m_attempt)
        return;
    if (!m_isPrimary) {
        if (m_socket.m_transportKind != TransportKind::LongPoll || m_socket.m_closeWasClean)
            return;
        // Remembered only if the WebSocket never worked.
        SessionStorage *storage = m_socket.m_options.sessionStorage;
        if (!m_primaryPassedHealthCheck && storage)
            storage->insert(StorageKey, "true");
        return;
    }
    if (!isCurrent())
        return;
    m_isEstablished = true;
    // It opened; now it has the same time again to answer a ping.
    m_timer.start(m_threshold, [this] { fallBack(); });
    m_socket.ping([this](std::chrono::milliseconds) {
        m_primaryPassedHealthCheck = true;
        m_timer.cancel();
    });
}

void LongPollFallback::fallBack()
{
    // The open callback stays, to remember the fallback once it works.
    m_socket.off({m_errorRef});
    m_isPrimary = false;
    const quint64 clock = m_socket.replaceTransport(TransportKind::LongPoll);
    if (clock == m_socket.m_connectClock)
        m_socket.openTransport();
}

} // namespace phx::client
