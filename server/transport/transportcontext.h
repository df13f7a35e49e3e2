// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/connectionlimits.h"
#include "server/transport/deadlines.h"
#include "server/transport/flushqueue.h"
#include "server/transport/tlscontext.h"

#include <memory>
#include <vector>

namespace phx::server {

class RequestHandler;

//! What happened at one listener since it was made.
struct TransportStats
{
    quint64 accepted = 0;
    quint64 overLimit = 0; //!< answered 503: too many connections or no descriptor left
    quint64 refusedRequests = 0; //!< answered by the connection itself: 400, 408, 413, 414, 431, …
    quint64 slowConsumers = 0; //!< cut: the queue was full, or without progress for too long
    quint64 pingFloods = 0; //!< closed with 1008
    quint64 idleTimeouts = 0; //!< closed with 1002
    quint64 tlsFailures = 0; //!< connections that never got through the TLS handshake
    quint64 failures = 0; //!< closed because of what the peer sent: 1002, 1007, 1008, 1009
};

//! \brief What the connections of one listener share. Threads: the listener's.
struct TransportContext
{
    static constexpr std::size_t ReadBytes = 64 * 1024;

    RequestHandler &handler;
    ConnectionLimits limits;
    Deadlines deadlines {};
    FlushQueue flushes {};
    TransportStats stats {};
    std::shared_ptr<const TlsContext> tls {}; //!< null: plain
    //! One for all: bytes are taken out of it before the next connection reads.
    std::vector<char> readBuffer = std::vector<char>(ReadBytes);
};

} // namespace phx::server
