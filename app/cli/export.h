// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli export`: rows of a capture as JSON lines, to a file (whole or not at all) or
//! to standard output.
const Command &exportCommand();

} // namespace phx::app
