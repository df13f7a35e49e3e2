// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/connectcheck.h"
#include "server/socket/sockethandler.h"

#include <QString>

#include <vector>

namespace phx::app {

//! \brief A socket module made of a list of topics: everybody that passes the check may connect,
//! nobody has an id.
//!
//! Immutable; shared by the server threads.
class RoutesHandler : public server::SocketHandler
{
public:
    RoutesHandler(QString name, std::vector<server::ChannelRoute> routes, ConnectVerifier verifier);

    server::ConnectResult connect(const QJsonObject &params,
                                  const server::ConnectInfo &info) const override;
    std::optional<QByteArray> id(const QJsonObject &assigns) const override;
    [[nodiscard]] const std::vector<server::ChannelRoute> &routes() const override
    {
        return m_routes;
    }
    [[nodiscard]] QString name() const override { return m_name; }

private:
    QString m_name;
    std::vector<server::ChannelRoute> m_routes;
    ConnectVerifier m_verifier;
};

} // namespace phx::app
