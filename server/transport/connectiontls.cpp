// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// A connection that never gets to speak HTTP, for its TLS does not come to be.
#include "server/transport/connection.h"
#include "server/transport/tlssession.h"
#include "server/transport/transportcontext.h"

namespace phx::server {

// Only of connections that have said something: browsers open some that they may never use.
// `otherwise` is said where the session itself knows of nothing.
void Connection::noteTlsProblem(const char *otherwise)
{
    const TlsSession *tls = m_stream.tls();
    if (tls == nullptr || !tls->hasBegun() || m_phase != Phase::Http
        || m_waiting != Waiting::FirstByte)
        return;
    QByteArray problem = tls->problem();
    if (problem.isEmpty() && tls->isEstablished()) {
        // That is how clients end that look at the certificate when all is done.
        problem = "The client left after the TLS handshake without a request; perhaps it does not "
                  "trust the certificate.";
    } else if (problem.isEmpty()) {
        problem = otherwise;
    }
    ++m_context.stats.tlsFailures;
    m_context.handler.handleRefused(m_peer, {.status = 0, .sentence = problem}, {}, {});
}

} // namespace phx::server
