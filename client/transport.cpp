// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/transport.h"

#include "client/longpolltransport.h"
#include "client/websockettransport.h"

namespace phx::client {

QString transportName(TransportKind kind)
{
    return kind == TransportKind::WebSocket ? QStringLiteral("WebSocket")
                                            : QStringLiteral("LongPoll");
}

std::unique_ptr<Transport> makeTransport(TransportKind kind, const TransportRequest &request)
{
    if (kind == TransportKind::WebSocket)
        return std::make_unique<WebSocketTransport>(request);
    return std::make_unique<LongPollTransport>(request);
}

} // namespace phx::client
