// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"
#include "server/endpoint/mounttable.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/socket/expiredtokens.h"
#include "server/socket/socket.h"
#include "server/transport/requesthandler.h"

#include <functional>
#include <variant>

namespace phx::server {

//! The client may come in.
struct Admission
{
    SocketIdentity identity {};
    QList<std::pair<QByteArray, QByteArray>> fields {}; //!< of the 101 answer
    std::optional<websocket::DeflateAgreement> deflate {};
};

//! The client is turned away: what to answer, and why in one sentence for the capture.
struct Rejection
{
    http::Response response {};
    QByteArray detail {};
};

using Decision = std::variant<Admission, Rejection>;

//! connect() runs elsewhere; the rest of the checks follows with what it decides.
struct PendingAdmission
{
    ConnectLater connect {};
    std::function<Decision(const ConnectDecision &decision)> decide;
};

//! \brief The WebSocket request of a mount, in the order of checks of protocol.md §1.4.
//!
//! Pure but for the handler's connect(), which runs even when the upgrade fields are missing.
//! Source: phoenix lib/phoenix/transports/websocket.ex, call/2.
//! The config must outlive a pending admission. \param expired tokens that are refused
std::variant<Admission, Rejection, PendingAdmission>
handshake(const EndpointConfig &config, const MountTable::Match &match,
          const http::Request &request, const PeerInfo &peer, const ExpiredTokens &expired);

//! An answer with the fields that Phoenix's endpoint adds to every one.
http::Response plainResponse(int status, const QByteArray &body = {});

} // namespace phx::server
