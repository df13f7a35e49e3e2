// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace phx::app {

//! \brief Foreign text made safe for one line of a terminal or a log (reliability.md §2.6).
//!
//! C0 and C1 controls, DEL, bidirectional controls, zero-width characters, line separators and
//! halves of surrogate pairs become `\u{…}`. \param maxCharacters code points of the text that are
//! shown; more are cut, and `…` says so
QString visibleText(QStringView text, qsizetype maxCharacters = 200);

} // namespace phx::app
