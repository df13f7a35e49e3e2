// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/timers.h"
#include "client/transport.h"

#include <QByteArray>

namespace phx::client {

class Socket;

//! \brief Goes over to long-poll if the WebSocket does not work in time (protocol.md §5.9; phoenix
//! assets/js/phoenix/socket.js connectWithFallback).
class LongPollFallback
{
public:
    //! Key of the session storage under which it is remembered, with the value "true".
    inline static const QByteArray StorageKey = "phx:fallback:LongPoll";

    //! \param socket owns this
    LongPollFallback(Socket &socket, std::chrono::milliseconds threshold);

    //! Connects by WebSocket, or at once by long-poll if that is remembered.
    void connect();
    void cancelTimer() { m_timer.cancel(); }

private:
    void handleError(quint64 attempt);
    void handleOpen(quint64 attempt);
    void fallBack();
    //! The attempt is still the socket's.
    [[nodiscard]] bool isCurrent() const;

    Socket &m_socket;
    std::chrono::milliseconds m_threshold;
    Timeout m_timer;
    QByteArray m_openRef;
    QByteArray m_errorRef;
    quint64 m_clock = 0; //!< the socket's connect clock of the attempt
    quint64 m_attempt = 0;
    bool m_isEstablished = false; //!< the WebSocket of this attempt opened
    bool m_isPrimary = true; //!< this attempt has not fallen back
    bool m_primaryPassedHealthCheck = false; //!< once over all attempts
};

} // namespace phx::client
