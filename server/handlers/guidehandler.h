// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/socket/sockethandler.h"

namespace phx::server {

//! \brief The socket of the Phoenix guide: everybody may connect, nobody has an id, one route to
//! the chat.
class GuideHandler final : public SocketHandler
{
public:
    GuideHandler();

    ConnectResult connect(const QJsonObject &params, const ConnectInfo &info) const override;
    std::optional<QByteArray> id(const QJsonObject &assigns) const override;
    [[nodiscard]] const std::vector<ChannelRoute> &routes() const override { return m_routes; }
    [[nodiscard]] QString name() const override { return QStringLiteral("UserSocket"); }

private:
    std::vector<ChannelRoute> m_routes;
};

} // namespace phx::server
