// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/logging.h"

namespace phx::client {

Q_LOGGING_CATEGORY(socketLog, "phx.client.socket", QtInfoMsg)
Q_LOGGING_CATEGORY(channelLog, "phx.client.channel", QtInfoMsg)

} // namespace phx::client
