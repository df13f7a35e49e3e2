// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/relaychannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"

namespace phx::server {

JoinResult RelayChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                              ChannelContext &context)
{
    Q_UNUSED(topic)
    Q_UNUSED(payload)
    Q_UNUSED(context)
    return JoinOk {};
}

ChannelResult RelayChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    if (m_names == Names::Yjs) {
        if (!isEvent(message, "yjs") && !isEvent(message, "yjs_sync"))
            return noClause(QStringLiteral("YjsChannel"), message);
        context.broadcastFrom("yjs", message.payload);
        return NoReply {};
    }
    if (!message.event.isText() || message.event.bytes().startsWith("phx_"))
        return noClause(QStringLiteral("RelayChannel"), message);
    context.broadcastFrom(message.event.bytes(), message.payload);
    return NoReply {};
}

} // namespace phx::server
