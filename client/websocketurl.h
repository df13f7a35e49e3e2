// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

class QUrl;

namespace phx::client {

//! \brief What a connection needs of a WebSocket's URL (RFC 6455 §3).
struct WebSocketUrl
{
    bool isTls = false;
    QString host {}; //!< for the network: an IPv6 address without brackets, a name in ASCII
    quint16 port = 0; //!< 80 or 443 if there is none in the URL
    QByteArray authority {}; //!< host and port as the field Host has them, without a default port
    //! Path and query byte for byte; only what no request may hold (blanks, control characters and
    //! what is not ASCII) is escaped. A fragment is left out.
    QByteArray target {};
    //! "name:password" of the URL, decoded; empty: none. It is sent as Basic authorization with the
    //! handshake, since who writes it into a URL means it to be.
    QByteArray userInfo {};

    //! "name:password", decoded, or empty.
    static QByteArray userInfoOf(const QUrl &url);
    //! \param url ws: or wss:; http: and https: mean the same, as for browsers
    //! \return an error is a sentence
    static Result<WebSocketUrl, QString> parse(const QByteArray &url);
};

} // namespace phx::client
