// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace phx::server {

// Payloads are never logged.
Q_DECLARE_LOGGING_CATEGORY(pubsubLog) //!< phx.server.pubsub

} // namespace phx::server
