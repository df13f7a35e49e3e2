// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::server::script {

//! \brief The JSON text with every integer beyond ±2^53 replaced by the string
//! "\\u0000MARKER#DIGITS", or a null QByteArray if it has none.
//! \param json valid JSON
QByteArray markLongIntegers(const QByteArray &json, const QByteArray &marker);

} // namespace phx::server::script
