// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

//! Foreign bytes as text for a viewer, bounded so that a view stays quick.
namespace phx::ui {

//! Text beyond this is not shown; a last line says how much was left out. Bytes.
constexpr qsizetype MaxShownBytes = 1024 * 1024;

//! Lines of "00000010  48 65 …  |He…|", 16 bytes each. \param maxBytes more are left out, and said
//! so
[[nodiscard]] QString hexDump(QByteArrayView bytes, qsizetype maxBytes = 64 * 1024);
//! UTF-8 with lines of at most maxLine characters; what is not UTF-8 shows as U+FFFD.
[[nodiscard]] QString wrappedText(QByteArrayView utf8, qsizetype maxLine = 1000);

} // namespace phx::ui
