// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/fields.h"

namespace phx::http {

//! \brief The head of one HTTP/1.1 request (RFC 9112 subset), and its body if there is one.
struct Request
{
    QByteArray method {}; //!< as sent, case matters
    QByteArray target {}; //!< as sent; origin-form ("/path?query") or "*"
    QByteArray path {}; //!< raw path of the target, still percent-encoded
    QByteArray query {}; //!< raw query, without '?'
    int minorVersion = 1; //!< HTTP/1.x: 0 or 1
    Fields fields {};
    QByteArray head {}; //!< the exact bytes of the head, for the capture
    QByteArray body {};
    bool keepAlive = true; //!< by version and Connection

    //! See fieldOf(), listOf() and hasField().
    [[nodiscard]] QByteArray field(QByteArrayView name) const { return fieldOf(fields, name); }
    [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const { return listOf(fields, name); }
    [[nodiscard]] bool hasField(QByteArrayView name) const { return http::hasField(fields, name); }
};

} // namespace phx::http
