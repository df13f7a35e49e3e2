// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/realtimechannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

#include <QJsonArray>
#include <QUuid>

namespace phx::server {

namespace {

using protocol::Payload;

//! What follows an answer, in its own turn of the channel.
struct Afterwards
{
    enum class Kind : quint8 { SyncPresence, ConfirmChanges, Track, Untrack };
    Kind kind = Kind::SyncPresence;
    QJsonObject meta {};
};

void doAfterwards(ChannelContext &context, Afterwards::Kind kind, const QJsonObject &meta = {})
{
    context.sendSelf(QVariant::fromValue(Afterwards {.kind = kind, .meta = meta}));
}

//! Booleans of the config may be texts. An absent one is the fallback.
bool isTrue(const QJsonValue &value, bool fallback)
{
    if (value.isString())
        return value.toString() == QLatin1String("true");
    return value.toBool(fallback);
}

//! As requested, in order, each with an id.
QJsonArray withIds(const QJsonArray &changes)
{
    QJsonArray result;
    for (const QJsonValue &change : changes) {
        QJsonObject object = change.toObject();
        object.insert(QStringLiteral("id"), result.size() + 1);
        result.append(object);
    }
    return result;
}

ReplyWith replyError(const QString &reason)
{
    return ReplyWith {.status = "error",
                      .response = Payload::object({{QStringLiteral("reason"), reason}})};
}

} // namespace

JoinResult RealtimeChannel::join(const QByteArray &topic, const Payload &payload,
                                 ChannelContext &context)
{
    if (topic == "realtime:") {
        return JoinError {
            Payload::json(R"({"reason":"TopicNameRequired: You must provide a topic name"})")};
    }
    const QJsonObject config = payload.toObject().value(QLatin1String("config")).toObject();
    const QJsonObject broadcast = config.value(QLatin1String("broadcast")).toObject();
    m_sendsToSelf = isTrue(broadcast.value(QLatin1String("self")), false);
    m_acknowledges = isTrue(broadcast.value(QLatin1String("ack")), false);
    const QJsonObject presence = config.value(QLatin1String("presence")).toObject();
    m_hasPresence = isTrue(presence.value(QLatin1String("enabled")), true);
    m_presenceKey = presence.value(QLatin1String("key")).toString();
    if (m_presenceKey.isEmpty())
        m_presenceKey = QUuid::createUuid().toString(QUuid::WithoutBraces);

    const QString changesKey = QStringLiteral("postgres_changes");
    const QJsonArray changes = withIds(config.value(changesKey).toArray());
    if (m_hasPresence)
        doAfterwards(context, Afterwards::Kind::SyncPresence);
    if (!changes.isEmpty())
        doAfterwards(context, Afterwards::Kind::ConfirmChanges);
    return JoinOk {Payload::object({{changesKey, changes}})};
}

ChannelResult RealtimeChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    namespace events = protocol::events;
    if (message.event.isText() && message.event.bytes().startsWith(events::UserBroadcastPrefix))
        return handleBroadcast(message.event.bytes(), message.payload, context);
    if (isEvent(message, "broadcast") && message.payload.isObject())
        return handleBroadcast(events::UserBroadcast, message.payload, context);
    if (isEvent(message, "presence") && message.payload.isObject())
        return handlePresence(message.payload.toObject(), context);
    return NoReply {};
}

ChannelResult RealtimeChannel::handleBroadcast(const QByteArray &event, const Payload &payload,
                                               ChannelContext &context)
{
    if (m_sendsToSelf)
        context.broadcast(event, payload);
    else
        context.broadcastFrom(event, payload);
    if (m_acknowledges)
        return ReplyWith {};
    return NoReply {};
}

ChannelResult RealtimeChannel::handlePresence(const QJsonObject &payload, ChannelContext &context)
{
    const QJsonValue eventValue = payload.value(QLatin1String("event"));
    if (eventValue.isUndefined())
        return ReplyWith {};
    const QString event = eventValue.toString().toLower();
    if (event == QLatin1String("untrack")) {
        m_isTracked = false;
        doAfterwards(context, Afterwards::Kind::Untrack);
        return ReplyWith {};
    }
    if (event != QLatin1String("track"))
        return ReplyWith {.status = "error"};
    const QJsonValue meta = payload.value(QLatin1String("payload"));
    if (!meta.isObject() && !meta.isUndefined())
        return replyError(QStringLiteral("Presence track payload must be a map"));
    if (m_isTracked && m_meta == meta.toObject())
        return ReplyWith {};
    m_isTracked = true;
    m_meta = meta.toObject();
    doAfterwards(context, Afterwards::Kind::Track, m_meta);
    // Who has not asked for presence at join gets the state with the first track.
    if (!std::exchange(m_hasPresence, true))
        doAfterwards(context, Afterwards::Kind::SyncPresence);
    return ReplyWith {};
}

void RealtimeChannel::track(const QJsonObject &meta, ChannelContext &context)
{
    PresenceTracker &presence = context.presence();
    const auto outcome = presence.track(context.instanceId(), context.topic(), m_presenceKey, meta);
    if (outcome.error)
        presence.update(context.instanceId(), context.topic(), m_presenceKey, meta);
}

ChannelResult RealtimeChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (!info.canConvert<Afterwards>())
        return Channel::handleInfo(info, context);
    const auto afterwards = info.value<Afterwards>();
    switch (afterwards.kind) {
    case Afterwards::Kind::SyncPresence:
        context.push(protocol::events::PresenceState,
                     Payload::object(context.presence().list(context.topic())));
        break;
    case Afterwards::Kind::ConfirmChanges: {
        const QByteArray &topic = context.topic();
        const QByteArray name = topic.startsWith("realtime:") ? topic.mid(9) : topic;
        context.push("system",
                     Payload::object(
                         {{QStringLiteral("extension"), QStringLiteral("postgres_changes")},
                          {QStringLiteral("status"), QStringLiteral("ok")},
                          {QStringLiteral("message"), QStringLiteral("Subscribed to PostgreSQL")},
                          {QStringLiteral("channel"), QString::fromUtf8(name)}}));
        break;
    }
    case Afterwards::Kind::Track:
        track(afterwards.meta, context);
        break;
    case Afterwards::Kind::Untrack:
        context.presence().untrack(context.instanceId(), context.topic(), m_presenceKey);
        break;
    }
    return NoReply {};
}

} // namespace phx::server
