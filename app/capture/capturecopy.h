// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace phx::app {

//! \brief Writes a whole copy of a capture, also of one that is being recorded.
//!
//! The copy holds what was in the file when it began, log included, as one file without a log. An
//! existing file is replaced only when the copy is whole. Threads: any; blocks.
//! \return a sentence for a person if it failed, or empty
[[nodiscard]] QString copyCapture(const QString &from, const QString &to);

} // namespace phx::app
