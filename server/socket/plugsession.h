// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace phx::server {

//! The session of a Phoenix application that shares the secret, as its endpoint configures it.
struct PlugSessionConfig
{
    QByteArray key {}; //!< name of the cookie: "_my_app_key"
    QByteArray signingSalt {};
    QByteArray encryptionSalt {}; //!< empty: the cookie is signed only
    QByteArray csrfTokenKey = "_csrf_token"; //!< in the session
    bool checkCsrf = true; //!< without a matching _csrf_token there is no session
};

//! \brief Reads the cookie session of Plug for connect_info (protocol.md §1.9).
//!
//! Keys are derived once, by the constructor, which takes some milliseconds. Any thread.
//! Sources: plug lib/plug/session/cookie.ex, lib/plug/csrf_protection.ex;
//! phoenix lib/phoenix/socket/transport.ex, connect_session/4.
class PlugSession
{
public:
    PlugSession(PlugSessionConfig config, const QByteArray &secretKeyBase);

    //! \param csrfToken the parameter _csrf_token; empty: none
    //! \return nullopt for any failure: the connection is not refused for it
    [[nodiscard]] std::optional<QJsonObject> read(const http::Request &request,
                                                  const QByteArray &csrfToken) const;

    //! \param state what the session holds, 24 characters
    //! \param token as a page carries it: masked, and the mask, 56 characters
    static bool isCsrfTokenOf(const QByteArray &state, const QByteArray &token);

private:
    PlugSessionConfig m_config;
    QByteArray m_signingKey;
    QByteArray m_encryptionKey;
};

} // namespace phx::server
