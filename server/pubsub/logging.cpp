// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/logging.h"

namespace phx::server {

Q_LOGGING_CATEGORY(pubsubLog, "phx.server.pubsub", QtInfoMsg)

} // namespace phx::server
