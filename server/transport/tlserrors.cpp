// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/tlserrors.h"

#include <cstring>
#include <openssl/err.h>
#include <openssl/sslerr.h>

namespace phx::server {

namespace {

QByteArray reasonOf(unsigned long error)
{
    if (ERR_SYSTEM_ERROR(error))
        return std::strerror(ERR_GET_REASON(error));
    const char *reason = ERR_reason_error_string(error);
    return reason == nullptr ? QByteArray("unknown reason") : QByteArray(reason);
}

} // namespace

QByteArray takeTlsError()
{
    const QByteArray reason = reasonOf(ERR_peek_last_error());
    ERR_clear_error();
    return reason;
}

QByteArray takeHandshakeProblem()
{
    const unsigned long error = ERR_peek_error();
    ERR_clear_error();
    switch (ERR_GET_REASON(error)) {
    case SSL_R_HTTP_REQUEST:
        return "The client spoke plain HTTP to the TLS port: its URL needs https:// or wss://.";
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
        return "The client does not trust the certificate (" + reasonOf(error) + ").";
    default:
        return "The TLS handshake failed: " + reasonOf(error) + '.';
    }
}

} // namespace phx::server
