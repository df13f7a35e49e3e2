// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli token sign|verify`: tokens as Phoenix.Token makes them, with the secret of a
//! workspace.
const Command &tokenCommand();

} // namespace phx::app
