// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/presencechannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

namespace phx::server {

namespace {

const QLatin1String AfterJoin("after_join");

} // namespace

JoinResult PresenceChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                                 ChannelContext &context)
{
    Q_UNUSED(topic)
    const QJsonObject params = payload.toObject();
    const QJsonValue userId = params.value(QLatin1String("user_id"));
    if (!userId.isString())
        return Crash {QStringLiteral("the join payload has no user_id")};
    m_userId = userId.toString();
    m_meta = params.value(QLatin1String("meta")).toObject();
    context.sendSelf(QString(AfterJoin));
    return JoinOk {};
}

ChannelResult PresenceChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    PresenceTracker &presence = context.presence();
    if (isEvent(message, "update") && message.payload.isObject()) {
        const auto outcome = presence.update(context.instanceId(), context.topic(), m_userId,
                                             message.payload.toObject());
        if (outcome.error)
            return Crash {QStringLiteral("there is no presence to update")};
        return ReplyWith {};
    }
    if (isEvent(message, "untrack")) {
        presence.untrack(context.instanceId(), context.topic(), m_userId);
        return ReplyWith {};
    }
    if (isEvent(message, "list"))
        return ReplyWith {.response = protocol::Payload::object(presence.list(context.topic()))};
    return noClause(QStringLiteral("PresenceChannel"), message);
}

ChannelResult PresenceChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (info.toString() != AfterJoin)
        return Channel::handleInfo(info, context);
    PresenceTracker &presence = context.presence();
    presence.track(context.instanceId(), context.topic(), m_userId, m_meta);
    context.push(protocol::events::PresenceState,
                 protocol::Payload::object(presence.list(context.topic())));
    return NoReply {};
}

} // namespace phx::server
