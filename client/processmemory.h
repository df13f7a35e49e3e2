// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace phx::client {

//! Resident memory of a process that no file backs, bytes; 0: not known (only Linux tells).
qint64 processMemory(int pid);

} // namespace phx::client
