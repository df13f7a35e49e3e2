// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/exactchannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"

namespace phx::server {

JoinResult ExactChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                              ChannelContext &context)
{
    Q_UNUSED(topic)
    Q_UNUSED(payload)
    const QString key = QStringLiteral("auth_token");
    const QJsonValue token = context.assigns().value(key);
    return JoinOk {protocol::Payload::object({{key, token.isUndefined() ? QJsonValue() : token}})};
}

ChannelResult ExactChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    Q_UNUSED(context)
    return noClause(QStringLiteral("ExactChannel"), message);
}

} // namespace phx::server
