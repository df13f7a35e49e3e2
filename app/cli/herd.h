// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli herd`.
const Command &herdCommand();

} // namespace phx::app
