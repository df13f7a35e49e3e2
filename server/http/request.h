// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace phx::http {

//! \brief The head of one HTTP/1.1 request (RFC 9112 subset), and its body if there is one.
struct Request
{
    QByteArray method {}; //!< as sent, case matters
    QByteArray target {}; //!< as sent; origin-form ("/path?query") or "*"
    QByteArray path {}; //!< raw path of the target, still percent-encoded
    QByteArray query {}; //!< raw query, without '?'
    int minorVersion = 1; //!< HTTP/1.x: 0 or 1
    QList<std::pair<QByteArray, QByteArray>>
        fields {}; //!< names lowercase, values trimmed, in order
    QByteArray head {}; //!< the exact bytes of the head, for the capture
    QByteArray body {};
    bool keepAlive = true; //!< by version and Connection

    //! First field of that (lowercase) name; a null QByteArray if there is none.
    [[nodiscard]] QByteArray field(QByteArrayView name) const;
    //! All values of the fields of that name, split at commas, trimmed, empty parts dropped.
    [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const;
    [[nodiscard]] bool hasField(QByteArrayView name) const;
};

} // namespace phx::http
