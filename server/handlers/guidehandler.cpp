// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/handlers/guidehandler.h"

#include "server/channels/guidechatchannel.h"
#include "server/handlers/routes.h"

namespace phx::server {

GuideHandler::GuideHandler()
{
    m_routes.push_back(makeRoute<GuideChatChannel>("room:*", QStringLiteral("RoomChannel")));
}

ConnectResult GuideHandler::connect(const QJsonObject &params, const ConnectInfo &info) const
{
    Q_UNUSED(params)
    Q_UNUSED(info)
    return ConnectOk {};
}

std::optional<QByteArray> GuideHandler::id(const QJsonObject &assigns) const
{
    Q_UNUSED(assigns)
    return std::nullopt;
}

} // namespace phx::server
