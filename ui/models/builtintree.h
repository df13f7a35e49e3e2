// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/navigatornode.h"

namespace phx::ui {

//! Puts the program's own clients with their channels below `root`, by number and in the order of
//! their joins. Rows and parents are set.
void buildBuiltinTree(const QList<app::BuiltinState> &clients, NavigatorNode &root);

} // namespace phx::ui
