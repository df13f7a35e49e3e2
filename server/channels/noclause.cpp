// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/noclause.h"

namespace phx::server {

bool isEvent(const protocol::Message &message, QByteArrayView event)
{
    return message.event.isText() && message.event.bytes() == event;
}

Crash noClause(const QString &module, const protocol::Message &message)
{
    return {QStringLiteral("no function clause matching in %1.handle_in/3 for event %2")
                .arg(module, QString::fromUtf8(message.event.toJson()))};
}

} // namespace phx::server
