// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace phx::client {

// Payloads are never logged; they are in the tap.
Q_DECLARE_LOGGING_CATEGORY(socketLog) //!< phx.client.socket
Q_DECLARE_LOGGING_CATEGORY(channelLog) //!< phx.client.channel

} // namespace phx::client
