// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <chrono>

namespace phx::server {

//! Bounds of one connection and of the listener (reliability.md §3.2). Every breach is counted.
struct ConnectionLimits
{
    qsizetype maxConnections = 100'000; //!< lowered to RLIMIT_NOFILE − 64; beyond it 503
    qsizetype maxHeadBytes = 16 * 1024; //!< of an HTTP request; 431
    qsizetype maxHeadLine = 8 * 1024; //!< 414 for the target, 431 for a field
    int maxHeadFields = 64; //!< 431
    //! For a whole head, the TLS handshake before it included; 408
    std::chrono::milliseconds headDeadline {5'000};
    qsizetype maxTlsHandshakeBytes = 32 * 1024; //!< from the client; the handshake fails above
    std::chrono::milliseconds closeDeadline {2'000}; //!< for the peer to finish a close; then cut
    std::chrono::milliseconds messageDeadline {60'000}; //!< for the rest of a begun message; 1001
    qsizetype maxMessageBytes = 10'000'000; //!< of a whole, perhaps fragmented message; 1009
    int maxFragments = 1'024; //!< per message; 1008
    int maxPingsPerSecond = 50; //!< 1008 above
    qsizetype maxQueueBytes = 8 * 1024 * 1024; //!< waiting for one slow reader; cut above
    std::chrono::milliseconds queueDeadline {10'000}; //!< without progress of a queue; cut
};

} // namespace phx::server
