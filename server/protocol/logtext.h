// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1String>
#include <QString>

namespace phx::protocol {

//! Of one text in a line of the log.
inline constexpr qsizetype MaxLogCharacters = 1'000;

//! \brief A text of somebody else for a line of the log: no control character reaches a terminal,
//! and no text is without end; what was cut is counted. Pure; any thread.
//! \param marked characters that get a backslash. \param limit in UTF-16 units
QString logText(const QString &text, QLatin1String marked = {}, qsizetype limit = MaxLogCharacters);

} // namespace phx::protocol
