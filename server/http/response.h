// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/fields.h"

namespace phx::http {

//! \brief An answer. content-length, date and connection are added when it is written.
struct Response
{
    int status = 200;
    Fields fields {};
    QByteArray body {};
    bool headOnly = false; //!< answer to HEAD: no body, no content-length
};

//! \param keepAlive false adds `connection: close`
//! No byte of a peer reaches the fields unescaped: control characters in values are dropped.
QByteArray serialize(const Response &response, bool keepAlive);
//! The standard phrase, "Forbidden" for 403.
QByteArray reasonPhrase(int status);
//! IMF-fixdate of now, cached for a second.
QByteArray dateNow();

} // namespace phx::http
