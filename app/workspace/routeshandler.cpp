// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/routeshandler.h"

#include <utility>

namespace phx::app {

RoutesHandler::RoutesHandler(QString name, std::vector<server::ChannelRoute> routes,
                             ConnectVerifier verifier)
    : m_name(std::move(name))
    , m_routes(std::move(routes))
    , m_verifier(std::move(verifier))
{ }

server::ConnectResult RoutesHandler::connect(const QJsonObject &params,
                                             const server::ConnectInfo & /*info*/) const
{
    const auto assigns = m_verifier.verify(params);
    if (!assigns)
        return server::ConnectRefused {};
    return server::ConnectOk {*assigns};
}

std::optional<QByteArray> RoutesHandler::id(const QJsonObject & /*assigns*/) const
{
    return std::nullopt;
}

} // namespace phx::app
