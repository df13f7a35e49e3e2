// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/logcategories.h"

namespace phx::server {

Q_LOGGING_CATEGORY(endpointLog, "phx.server.endpoint", QtInfoMsg)
Q_LOGGING_CATEGORY(channelLog, "phx.server.channel", QtInfoMsg)
Q_LOGGING_CATEGORY(phoenixLog, "phx.server.phoenix", QtWarningMsg)
Q_LOGGING_CATEGORY(scriptLog, "phx.server.script", QtInfoMsg)

} // namespace phx::server
