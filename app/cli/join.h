// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace phx::app {

//! `channelscope-cli join`: joins a topic of any Phoenix server, prints what arrives and pushes.
const Command &joinCommand();

} // namespace phx::app
