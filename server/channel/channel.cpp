// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/channel.h"

#include "server/channel/logcategories.h"

namespace phx::server {

ChannelResult Channel::handleOut(const protocol::Broadcast &broadcast, ChannelContext &context)
{
    Q_UNUSED(context)
    return Crash {QStringLiteral("no clause of handle_out for the intercepted event \"%1\"")
                      .arg(QString::fromUtf8(broadcast.event))};
}

ChannelResult Channel::handleInfo(const QVariant &info, ChannelContext &context)
{
    Q_UNUSED(context)
    qCWarning(channelLog, "a channel without handleInfo() ignored a message of type %s",
              info.typeName());
    return NoReply {};
}

void Channel::terminate(const StopReason &reason, ChannelContext &context)
{
    Q_UNUSED(reason)
    Q_UNUSED(context)
}

} // namespace phx::server
