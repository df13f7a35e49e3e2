// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/wireprotocol.h"

#include "app/cli/bench/brokerwire.h"
#include "app/cli/bench/websocketwire.h"
#include "server/websocket/framewriter.h"

#include <algorithm>

namespace phx::app::bench {

QStringList WireProtocol::names()
{
    return {QStringLiteral("phoenix"), QStringLiteral("ws"), QStringLiteral("socketio"),
            QStringLiteral("mqtt"), QStringLiteral("nats")};
}

std::unique_ptr<WireProtocol> WireProtocol::make(const QString &name)
{
    if (name == QLatin1String("ws"))
        return makeWsWire();
    if (name == QLatin1String("socketio"))
        return makeSocketIoWire();
    if (name == QLatin1String("mqtt"))
        return makeMqttWire();
    if (name == QLatin1String("nats"))
        return makeNatsWire();
    return makePhoenixWire();
}

QByteArray clientFrame(QByteArrayView text)
{
    QByteArray frame;
    websocket::appendFrame(frame, protocol::Opcode::Text, text, websocket::MaskingKey {});
    return frame;
}

QByteArray jsonPayload(int bytes)
{
    const QByteArray start = R"({"body":")";
    const QByteArray end = R"("})";
    return start + QByteArray(std::max<qsizetype>(1, bytes - start.size() - end.size()), 'x') + end;
}

} // namespace phx::app::bench
