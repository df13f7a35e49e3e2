// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What the helper says to a link about its channels.
#include "server/presence/presencetracker.h"
#include "server/protocol/jsonscanner.h"
#include "server/script/scriptchannel.h"
#include "server/script/scriptlink.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace phx::server {

using script::Frame;
using script::Kind;
using script::ModuleClosesFirst;
using script::ModuleFetches;

namespace {

QJsonObject answered(const QJsonValue &value)
{
    return {{QStringLiteral("ok"), value}};
}

QJsonObject thrown(const QString &sentence)
{
    return {{QStringLiteral("throw"), sentence}};
}

//! A ref as its JSON text, as ScriptChannel gave it out.
protocol::WireValue toWire(const QByteArray &json)
{
    if (json == "null")
        return {};
    if (!json.startsWith('"'))
        return protocol::WireValue::other(json);
    const QJsonArray array = QJsonDocument::fromJson('[' + json + ']').array();
    return protocol::WireValue::text(array.at(0).toString().toUtf8());
}

StopReason toStopReason(const QByteArray &kind, const QByteArray &detail)
{
    if (kind == "normal")
        return {};
    if (kind == "shutdown" && detail.isEmpty())
        return {StopReason::Kind::Shutdown, {}};
    if (kind == "shutdown")
        return {StopReason::Kind::ShutdownWith, QString::fromUtf8(detail)};
    return {StopReason::Kind::Other, QString::fromUtf8(kind)};
}

//! "reply": status, payload; "stop": reason, detail, and perhaps status, payload.
ChannelResult toResult(const Frame &frame)
{
    const QByteArray &kind = frame.field(0);
    const auto reply = [&frame](qsizetype at) {
        return ReplyWith {frame.field(at), ScriptLink::toPayload(frame.field(at + 1))};
    };
    if (kind == "reply")
        return reply(1);
    if (kind == "stop") {
        Stop stop {.reason = toStopReason(frame.field(1), frame.field(2))};
        if (frame.fields.size() > 4)
            stop.reply = reply(3);
        return stop;
    }
    if (kind == "crash")
        return Crash {QString::fromUtf8(frame.field(1))};
    return NoReply {};
}

} // namespace

void ScriptLink::handleFrame(const Frame &frame)
{
    switch (frame.kind) {
    case Kind::Loaded:
        return handleLoaded(frame);
    case Kind::Connected:
        return handleConnected(frame);
    case Kind::Log:
        return note(QString::fromUtf8(frame.field(0)), context(frame.target).get());
    case Kind::Ask:
        return handleAsk(frame);
    case Kind::Fetched:
        if (const QString problem = m_presence.handleFetched(frame); !problem.isEmpty())
            note(problem);
        return;
    case Kind::Terminated:
        m_channels.erase(frame.target);
        return;
    default:
        return handleChannelFrame(frame);
    }
}

void ScriptLink::handleChannelFrame(const Frame &frame)
{
    const auto found = m_channels.find(frame.target);
    const auto context = found == m_channels.end() ? nullptr : found->second.context.lock();
    if (!context)
        return;
    switch (frame.kind) {
    case Kind::Joined:
        return handleJoined(found->second, *context, frame);
    case Kind::Done:
        return context->complete(toResult(frame));
    case Kind::Push:
        context->push(frame.field(0), toPayload(frame.field(1)));
        break;
    case Kind::Broadcast:
        context->broadcast(frame.field(0), toPayload(frame.field(1)));
        break;
    case Kind::BroadcastFrom:
        context->broadcastFrom(frame.field(0), toPayload(frame.field(1)));
        break;
    case Kind::Reply:
        context->reply({toWire(frame.field(0)), toWire(frame.field(1))}, frame.field(2),
                       toPayload(frame.field(3)));
        break;
    case Kind::SendAfter:
        if (found->second.isJoining)
            found->second.early.append(frame);
        else
            context->sendAfter(QVariant::fromValue(ScriptMessage {frame.field(0).toULongLong()}),
                               std::chrono::milliseconds(frame.field(1).toLongLong()));
        break;
    default:
        break;
    }
}

void ScriptLink::handleJoined(Entry &entry, ChannelContext &context, const Frame &frame)
{
    entry.isJoining = false;
    entry.asked = {};
    entry.log.join = toLogLevel(frame.field(3)).value_or(entry.log.join);
    entry.log.handleIn = toLogLevel(frame.field(4)).value_or(entry.log.handleIn);
    entry.intercepts = frame.fields.mid(5);
    entry.closesFirst = frame.field(2).contains(ModuleClosesFirst);
    if (frame.field(0) == "ok" && frame.field(2).contains(ModuleFetches))
        m_presence.add(frame.target, context.topic(), context.presence());
    const auto early = std::exchange(entry.early, {});
    const quint64 channel = frame.target;
    if (frame.field(0) == "ok")
        context.completeJoin(JoinOk {toPayload(frame.field(1))});
    else if (frame.field(0) == "error")
        context.completeJoin(JoinError {toPayload(frame.field(1))});
    else
        context.completeJoin(Crash {QString::fromUtf8(frame.field(1))});
    // The entry may be gone by now.
    for (const Frame &message : early) {
        if (m_channels.contains(channel))
            handleChannelFrame(message);
    }
}

void ScriptLink::handleAsk(const Frame &frame)
{
    const QJsonArray arguments = QJsonDocument::fromJson(frame.field(1)).array();
    const QJsonObject answer = answerAsk(frame.target, frame.field(0), arguments);
    std::ignore =
        m_process.send({.kind = Kind::Answer,
                        .target = frame.target,
                        .fields = {QJsonDocument(answer).toJson(QJsonDocument::Compact)}});
}

QJsonObject ScriptLink::answerAsk(quint64 channel, const QByteArray &what,
                                  const QJsonArray &arguments)
{
    if (what == "token.sign")
        return m_token.sign(arguments);
    if (what == "token.verify")
        return m_token.verify(arguments);
    if (what.startsWith("store."))
        return answerStore(what, arguments);
    const auto asking = context(channel);
    if (!asking)
        return thrown(QStringLiteral("the channel has ended"));
    return answerPresence(*asking, what, arguments);
}

QJsonObject ScriptLink::answerPresence(ChannelContext &context, const QByteArray &what,
                                       const QJsonArray &arguments)
{
    PresenceTracker &presence = context.presence();
    const QString key = arguments.at(0).toString();
    const QJsonObject meta = arguments.at(1).toObject();
    if (what == "presence.list")
        return answered(presence.list(context.topic()));
    if (what == "presence.untrack") {
        presence.untrack(context.instanceId(), context.topic(), key);
        return answered(QStringLiteral("ok"));
    }
    const bool isTrack = what == "presence.track";
    const auto outcome = isTrack
        ? presence.track(context.instanceId(), context.topic(), key, meta)
        : presence.update(context.instanceId(), context.topic(), key, meta);
    if (!outcome.error)
        return answered(QJsonObject {{QStringLiteral("ok"), outcome.ref}});
    return answered(
        QJsonObject {{QStringLiteral("error"),
                      isTrack ? QStringLiteral("already_tracked") : QStringLiteral("nopresence")}});
}

QJsonObject ScriptLink::answerStore(const QByteArray &what, const QJsonArray &arguments)
{
    ScriptStore &store = *m_settings->store;
    const QByteArray key = arguments.at(0).toString().toUtf8();
    const auto full = [] { return thrown(QStringLiteral("the store is full")); };
    if (what == "store.get") {
        // As text: the script parses it, so that no digit is lost on the way.
        const auto json = store.get(key);
        return answered(json ? QJsonValue(QString::fromUtf8(*json)) : QJsonValue());
    }
    if (what == "store.set")
        return store.set(key, arguments.at(1).toString().toUtf8()) ? answered({}) : full();
    if (what == "store.increment") {
        const auto sum = store.increment(key, arguments.at(1).toDouble());
        return sum ? answered(*sum)
                   : thrown(QStringLiteral("store.increment: the value is no number, or the store "
                                           "is full"));
    }
    if (what == "store.keys") {
        QJsonArray keys;
        for (const QByteArray &name : store.keys(key))
            keys.append(QString::fromUtf8(name));
        return answered(keys);
    }
    store.remove(key);
    return answered({});
}

} // namespace phx::server
