// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/workspace.h"
#include "server/endpoint/endpointconfig.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>

namespace phx::app {

//! What the endpoint needs to host that workspace, the demo page included.
//! \return a sentence if the workspace names code or topics that do not exist; one that was read by
//! WorkspaceReader never does
Result<server::EndpointConfig, QString> toEndpointConfig(const Workspace &workspace);

//! One handler of a workspace, ready to mount. All of its rules are one table. \return a sentence
//! as above
Result<std::shared_ptr<const server::SocketHandler>, QString>
makeHandler(const WorkspaceHandler &handler, const QByteArray &secretKeyBase);

//! The demo page and its files by request path ("/" is index.html), from the compiled-in folder
//! `:/web`. Empty in programs that are linked without the resources.
QHash<QByteArray, server::StaticPage> demoPages();

} // namespace phx::app
