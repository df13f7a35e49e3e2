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

//! What only a dialog can do.
struct BuiltinDialogs
{
    std::function<void(int client)> join; //!< "Join topic…"
    std::function<void(int client)> change; //!< "Change…"
};

//! Join, connect or disconnect, change, cut, remove.
void addBuiltinCommands(QMenu &menu, app::Clients &clients, const app::BuiltinState &client,
                        const BuiltinDialogs &dialogs);
//! Leave.
void addBuiltinChannelCommands(QMenu &menu, app::Clients &clients, int client,
                               const app::BuiltinChannelState &channel);

} // namespace phx::ui
