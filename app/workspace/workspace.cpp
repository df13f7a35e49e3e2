// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/workspace.h"

namespace phx::app {

QList<server::ChannelRule> WorkspaceHandler::rules() const
{
    QList<server::ChannelRule> all;
    for (const WorkspaceChannel &channel : channels)
        all += channel.rules;
    return all;
}

Workspace Workspace::makeDefault()
{
    Workspace workspace;
    workspace.endpoint.checkOrigin = {.mode = server::OriginPolicy::Mode::List,
                                      .entries = {"//localhost", "//127.0.0.1", "//[::1]"}};
    WorkspaceSocket socket;
    socket.handler = QStringLiteral("guide");
    socket.longPoll.enabled = true;
    workspace.sockets.append(socket);
    workspace.handlers.append(
        WorkspaceHandler {.name = socket.handler, .kind = QStringLiteral("guide"), .channels = {}});
    return workspace;
}

} // namespace phx::app
