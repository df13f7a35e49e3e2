// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/labchannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"

namespace phx::server {

namespace {

//! The answer of `async`, on its way.
struct LateReply
{
    SocketRef to {};
    protocol::Payload response {};
};

constexpr std::chrono::milliseconds LateReplyDelay {50};

using protocol::Message;
using protocol::Payload;
using Handler = ChannelResult (*)(const Message &message, ChannelContext &context);

ChannelResult stopWith(StopReason::Kind kind, const QString &detail = {})
{
    return Stop {.reason = {.kind = kind, .detail = detail}, .reply = std::nullopt};
}

const QHash<QByteArray, Handler> &broadcastHandlers()
{
    static const QHash<QByteArray, Handler> handlers {
        {"new_msg",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.broadcast("new_msg", message.payload);
             return NoReply {};
         }},
        {"new_msg_ack",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.broadcast("new_msg", message.payload);
             return ReplyWith {};
         }},
        {"new_msg_from",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.broadcastFrom("new_msg", message.payload);
             return ReplyWith {};
         }},
        {"intercepted",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.broadcast("intercepted", message.payload);
             return NoReply {};
         }},
        {"push_me",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.push("pushed", message.payload);
             return NoReply {};
         }},
    };
    return handlers;
}

const QHash<QByteArray, Handler> &replyHandlers()
{
    static const QHash<QByteArray, Handler> handlers {
        {"echo",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return ReplyWith {.response = message.payload};
         }},
        {"echo_error",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return ReplyWith {.status = "error", .response = message.payload};
         }},
        {"echo_status",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return ReplyWith {.status = "custom", .response = message.payload};
         }},
        {"ack", [](const Message &, ChannelContext &) -> ChannelResult { return ReplyWith {}; }},
        {"nack",
         [](const Message &, ChannelContext &) -> ChannelResult {
             return ReplyWith {.status = "error"};
         }},
        {"noreply", [](const Message &, ChannelContext &) -> ChannelResult { return NoReply {}; }},
        {"async",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             const LateReply late {.to = context.socketRef(), .response = message.payload};
             context.sendAfter(QVariant::fromValue(late), LateReplyDelay);
             return NoReply {};
         }},
        {"json_to_bin",
         [](const Message &, ChannelContext &) -> ChannelResult {
             return ReplyWith {.response = Payload::binary("\x01\x02\x03")};
         }},
    };
    return handlers;
}

const QHash<QByteArray, Handler> &endHandlers()
{
    static const QHash<QByteArray, Handler> handlers {
        {"crash",
         [](const Message &, ChannelContext &) -> ChannelResult {
             return Crash {QStringLiteral("crash requested")};
         }},
        {"stop",
         [](const Message &, ChannelContext &) { return stopWith(StopReason::Kind::Normal); }},
        {"stop_shutdown",
         [](const Message &, ChannelContext &) { return stopWith(StopReason::Kind::Shutdown); }},
        {"stop_shutdown_reason",
         [](const Message &, ChannelContext &) {
             return stopWith(StopReason::Kind::ShutdownWith, QStringLiteral("reason"));
         }},
        {"stop_abnormal",
         [](const Message &, ChannelContext &) {
             return stopWith(StopReason::Kind::Other, QStringLiteral("abnormal"));
         }},
        {"stop_reply",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return Stop {.reason = {}, .reply = ReplyWith {.response = message.payload}};
         }},
    };
    return handlers;
}

//! Events that only take a binary payload; JSON has no clause.
const QHash<QByteArray, Handler> &binaryHandlers()
{
    static const QHash<QByteArray, Handler> handlers {
        {"bin",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return ReplyWith {.response = message.payload};
         }},
        {"bin_error",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             return ReplyWith {.status = "error", .response = message.payload};
         }},
        {"bin_push",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.push("bin_pushed", message.payload);
             return NoReply {};
         }},
        {"bin_broadcast",
         [](const Message &message, ChannelContext &context) -> ChannelResult {
             context.broadcast("bin_msg", message.payload);
             return NoReply {};
         }},
        {"bin_to_json",
         [](const Message &message, ChannelContext &) -> ChannelResult {
             const QString hex = QString::fromLatin1(message.payload.bytes().toHex());
             return ReplyWith {.response = Payload::object({{QStringLiteral("hex"), hex}})};
         }},
    };
    return handlers;
}

Handler handlerOf(const Message &message)
{
    if (!message.event.isText())
        return nullptr;
    const QByteArray &event = message.event.bytes();
    if (message.payload.isBinary() && binaryHandlers().contains(event))
        return binaryHandlers().value(event);
    for (const auto *handlers : {&broadcastHandlers(), &replyHandlers(), &endHandlers()}) {
        if (const Handler handler = handlers->value(event, nullptr))
            return handler;
    }
    return nullptr;
}

} // namespace

JoinResult LabChannel::join(const QByteArray &topic, const Payload &payload,
                            ChannelContext &context)
{
    Q_UNUSED(context)
    if (topic == "room:private")
        return JoinError {Payload::json(R"({"reason":"unauthorized"})")};
    if (topic == "room:crash")
        return Crash {QStringLiteral("crash requested")};
    if (topic == "room:badreturn")
        return Crash {QStringLiteral("join returned neither ok nor error")};
    if (topic == "room:reply")
        return JoinOk {payload};
    return JoinOk {};
}

ChannelResult LabChannel::handleIn(const Message &message, ChannelContext &context)
{
    if (const Handler handler = handlerOf(message))
        return handler(message, context);
    return noClause(QStringLiteral("RoomChannel"), message);
}

ChannelResult LabChannel::handleOut(const protocol::Broadcast &broadcast, ChannelContext &context)
{
    QJsonObject payload = broadcast.payload.toObject();
    payload.insert(QStringLiteral("intercepted"), true);
    context.push(broadcast.event, Payload::object(payload));
    return NoReply {};
}

ChannelResult LabChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (!info.canConvert<LateReply>())
        return Channel::handleInfo(info, context);
    const auto late = info.value<LateReply>();
    context.reply(late.to, "ok", late.response);
    return NoReply {};
}

} // namespace phx::server
