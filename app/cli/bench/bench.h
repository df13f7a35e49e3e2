// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli bench KIND`: measures the server, prints one JSON line. Linux and its /proc.
const Command &benchCommand();

} // namespace phx::app
