// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"

#include <QString>

//! What the window says of the program's own clients, translated.
namespace phx::ui {

//! "Client 1 · retry in 1.9 s, attempt 4".
[[nodiscard]] QString builtinText(const app::BuiltinState &client);
//! "room:lobby · joined".
[[nodiscard]] QString builtinChannelText(const app::BuiltinChannelState &channel);
//! Several lines.
[[nodiscard]] QString builtinToolTip(const app::BuiltinState &client);
[[nodiscard]] QString builtinChannelToolTip(const app::BuiltinChannelState &channel);
//! "1.9 s".
[[nodiscard]] QString secondsText(std::chrono::milliseconds time);

} // namespace phx::ui
