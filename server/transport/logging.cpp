// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/logging.h"

namespace phx::server {

Q_LOGGING_CATEGORY(transportLog, "phx.server.transport", QtInfoMsg)

} // namespace phx::server
