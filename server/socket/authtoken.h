// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace phx::server {

//! \brief What Sec-WebSocket-Protocol says on a mount with auth_token (protocol.md §1.8).
struct AuthTokenOffer
{
    bool isUndecodable = false; //!< a token that is not standard Base64: Phoenix answers 500
    std::optional<QByteArray> token {}; //!< nullopt: none, or more than one
    QList<QByteArray> protocols {}; //!< what remains to be matched
};

//! \param offered the entries of the first Sec-WebSocket-Protocol field, trimmed
//! Source: phoenix lib/phoenix/transports/websocket.ex (prefix "base64url.bearer.phx.").
AuthTokenOffer takeAuthToken(const QList<QByteArray> &offered);

} // namespace phx::server
