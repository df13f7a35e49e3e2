// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"

#include <functional>

class QMenu;

namespace phx::app {
class Clients;
}

//! Menu entries that act on the program's own clients. Menus are filled, shown and thrown away.
namespace phx::ui {

//! Join, connect or disconnect, cut, remove. \param askForTopic called by "Join topic…"
void addBuiltinCommands(QMenu &menu, app::Clients &clients, const app::BuiltinState &client,
                        const std::function<void(int client)> &askForTopic);
//! Leave.
void addBuiltinChannelCommands(QMenu &menu, app::Clients &clients, int client,
                               const app::BuiltinChannelState &channel);

} // namespace phx::ui
