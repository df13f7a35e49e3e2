// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"
#include "server/channel/phoenixlog.h"

#include <QByteArray>

namespace phx::app {

//! The level of a kind of log line: false, "debug", "info", "warning" or "error".
server::LogLevel readLogLevel(ObjectReader &reader, QStringView key, server::LogLevel fallback);

//! The level as it stands in a workspace: `false`, `"info"`.
QByteArray logLevelText(server::LogLevel level);

} // namespace phx::app
