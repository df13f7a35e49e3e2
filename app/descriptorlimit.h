// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

namespace phx::app {

//! Lets this process open as many files as its user may: each connection is one. For main().
void raiseDescriptorLimit();

} // namespace phx::app
