// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/hosting.h"

#include <QJsonObject>

namespace phx::app {

//! Answer of GET /health: does it listen, does it record. Thread: that of the Hosting.
QJsonObject healthJson(const Hosting &hosting);

//! Answer of GET /state: the server, the recording, every client with its channels, every topic.
//! Times are µs since the Unix epoch. Thread: that of the Hosting.
QJsonObject stateJson(const Hosting &hosting);

} // namespace phx::app
