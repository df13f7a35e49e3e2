// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/token.h"
#include "server/socket/sockethandler.h"

namespace phx::server {

//! \brief The socket of the recorded reference server.
//!
//! Params: `reject=true` is refused; `ratelimit=true` is refused with the reason rate_limit;
//! `token` or `user_token` must be a Phoenix.Token with the salt "user socket", at most 3600 s old,
//! and its data is the user id; `user_id` names the user without a token. The id of a user X is
//! user_sockets:X. Assigns: user_id, if there is one, and auth_token of the mount, else null.
class LabHandler final : public SocketHandler
{
public:
    //! \param secretKeyBase of the endpoint; the key is derived here
    explicit LabHandler(const QByteArray &secretKeyBase);

    ConnectResult connect(const QJsonObject &params, const ConnectInfo &info) const override;
    std::optional<QByteArray> id(const QJsonObject &assigns) const override;
    [[nodiscard]] const std::vector<ChannelRoute> &routes() const override { return m_routes; }
    [[nodiscard]] QString name() const override { return QStringLiteral("LabSocket"); }

private:
    protocol::Token m_token;
    std::vector<ChannelRoute> m_routes;
};

} // namespace phx::server
