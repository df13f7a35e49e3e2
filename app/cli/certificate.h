// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli certificate`: a self-signed certificate for https and wss, and its key.
const Command &certificateCommand();

} // namespace phx::app
