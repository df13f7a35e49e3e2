// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace phx::app {

//! Where the user's own files are: beside the settings. Not made here.
[[nodiscard]] QString settingsDirectory();

} // namespace phx::app
