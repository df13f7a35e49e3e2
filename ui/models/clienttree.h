// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/navigatornode.h"

namespace phx::ui {

//! \brief Puts clients with their channels below `root`: the connected ones by number, then the
//! closed ones, the last number first. Rows and parents are set.
void buildClientTree(const QList<app::ClientState> &clients, NavigatorNode &root);

} // namespace phx::ui
