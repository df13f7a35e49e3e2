// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/guidechatchannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"
#include "server/protocol/jsonscanner.h"

#include <array>

namespace phx::server {

JoinResult GuideChatChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                                  ChannelContext &context)
{
    Q_UNUSED(payload)
    Q_UNUSED(context)
    if (topic == "room:lobby")
        return JoinOk {};
    return JoinError {protocol::Payload::json(R"({"reason":"unauthorized"})")};
}

ChannelResult GuideChatChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    const QString module = QStringLiteral("RoomChannel");
    if (!isEvent(message, "new_msg") || !message.payload.isObject())
        return noClause(module, message);
    // The body travels as the text that came, whatever JSON value it is.
    std::array<protocol::JsonScanner::Member, 1> members {{{.key = "body"}}};
    protocol::JsonScanner scanner(message.payload.bytes());
    if (scanner.scanObject(members) != protocol::JsonScanner::Outcome::Ok || !members[0].isThere)
        return noClause(module, message);
    context.broadcast("new_msg",
                      protocol::Payload::json("{\"body\":" + scanner.raw(members[0].value) + '}'));
    return NoReply {};
}

} // namespace phx::server
