// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/response.h"
#include "server/transport/transport.h"
#include "server/websocket/framereader.h"
#include "server/websocket/handshake.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <optional>
#include <variant>

namespace phx::server {

//! \brief The request becomes a WebSocket: how to run it, and who listens.
struct Upgrade
{
    QList<std::pair<QByteArray, QByteArray>>
        fields {}; //!< further fields of the 101 answer (sec-websocket-protocol, …)
    websocket::ReaderLimits limits {};
    std::optional<websocket::DeflateAgreement> deflate {};
    std::chrono::milliseconds idleTimeout {60'000}; //!< silence of the client; 0: never
    //! Makes the listener; called once, after the 101 answer is queued and before the first frame.
    //! The listener belongs to its maker and must live until its handleClosed() has returned.
    std::function<TransportListener *(Transport &transport)> open;
};

//! What an HTTP request is answered.
using ReadyAnswer = std::variant<http::Response, Upgrade>;

} // namespace phx::server
