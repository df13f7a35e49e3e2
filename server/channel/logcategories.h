// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace phx::server {

// Payloads are never logged; they are in the tap.
Q_DECLARE_LOGGING_CATEGORY(endpointLog) //!< phx.server.endpoint
Q_DECLARE_LOGGING_CATEGORY(channelLog) //!< phx.server.channel
Q_DECLARE_LOGGING_CATEGORY(phoenixLog) //!< phx.server.phoenix, see phoenixlog.h
Q_DECLARE_LOGGING_CATEGORY(scriptLog) //!< phx.server.script

} // namespace phx::server
