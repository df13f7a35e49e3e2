// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/backoff.h"

#include <QString>

#include <optional>

namespace phx::app {

constexpr qsizetype MaxReconnectSteps = 100;
constexpr int MaxReconnectMs = 24 * 3600 * 1000;

//! \brief "10, 50, 100": ms to wait before each attempt, the last time for all further ones.
//! \return nullopt if it is no list of up to MaxReconnectSteps whole numbers from 0 to
//! MaxReconnectMs
[[nodiscard]] std::optional<client::Backoff> parseReconnectTable(const QString &text);
//! The same the other way round.
[[nodiscard]] QString reconnectTableText(const client::Backoff &backoff);

} // namespace phx::app
