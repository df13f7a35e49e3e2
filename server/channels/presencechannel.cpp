// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/presencechannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

namespace phx::server {

namespace {

//! What the channel does to its presence, after the client has its answer. Phoenix's tracker sends
//! its diffs from a task of its own, so there, too, the reply comes first.
struct OwnChange
{
    enum class Kind : quint8 { Track, Update, Untrack };
    Kind kind = Kind::Track;
    QJsonObject meta {};
};

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
    const QJsonObject meta = params.value(QLatin1String("meta")).toObject();
    context.sendSelf(QVariant::fromValue(OwnChange {.meta = meta}));
    m_isTracked = true;
    return JoinOk {};
}

ChannelResult PresenceChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    using Kind = OwnChange::Kind;
    if (isEvent(message, "update") && message.payload.isObject()) {
        if (!m_isTracked)
            return Crash {QStringLiteral("there is no presence to update")};
        const OwnChange change {.kind = Kind::Update, .meta = message.payload.toObject()};
        context.sendSelf(QVariant::fromValue(change));
        return ReplyWith {};
    }
    if (isEvent(message, "untrack")) {
        m_isTracked = false;
        context.sendSelf(QVariant::fromValue(OwnChange {.kind = Kind::Untrack}));
        return ReplyWith {};
    }
    if (isEvent(message, "list")) {
        const QJsonObject list = context.presence().list(context.topic());
        return ReplyWith {.response = protocol::Payload::object(list)};
    }
    return noClause(QStringLiteral("PresenceChannel"), message);
}

ChannelResult PresenceChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (!info.canConvert<OwnChange>())
        return Channel::handleInfo(info, context);
    PresenceTracker &presence = context.presence();
    const auto change = info.value<OwnChange>();
    switch (change.kind) {
    case OwnChange::Kind::Track:
        presence.track(context.instanceId(), context.topic(), m_userId, change.meta);
        context.push(protocol::events::PresenceState,
                     protocol::Payload::object(presence.list(context.topic())));
        break;
    case OwnChange::Kind::Update:
        presence.update(context.instanceId(), context.topic(), m_userId, change.meta);
        break;
    case OwnChange::Kind::Untrack:
        presence.untrack(context.instanceId(), context.topic(), m_userId);
        break;
    }
    return NoReply {};
}

} // namespace phx::server
