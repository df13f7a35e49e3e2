// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptsocket.h"

#include "server/script/scriptlink.h"

namespace phx::server {

ScriptSocket::ScriptSocket(ScriptSettings settings)
    : m_settings(std::make_shared<const ScriptSettings>(std::move(settings)))
{ }

ConnectResult ScriptSocket::connect(const QJsonObject &params, const ConnectInfo &info) const
{
    return ConnectLater {
        [settings = m_settings, params, info](NodeLocals &node, ConnectLater::Give give) {
            auto &link = node.get<ScriptLink>(settings.get(), [&node, &settings] {
                return std::make_unique<ScriptLink>(node, settings);
            });
            link.connectSocket(params, info, std::move(give));
        }};
}

std::optional<QByteArray> ScriptSocket::id(const QJsonObject &assigns) const
{
    Q_UNUSED(assigns)
    return std::nullopt;
}

} // namespace phx::server
