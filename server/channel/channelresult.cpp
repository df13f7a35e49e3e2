// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/channelresult.h"

namespace phx::server {

QString StopReason::toString() const
{
    switch (kind) {
    case Kind::Normal:
        return QStringLiteral("normal");
    case Kind::Shutdown:
        return QStringLiteral("shutdown");
    case Kind::ShutdownWith:
        return QStringLiteral("{shutdown, %1}").arg(detail);
    case Kind::Other:
        return detail;
    }
    return {};
}

} // namespace phx::server
