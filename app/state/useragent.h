// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace phx::app {

//! A short name for who opened a connection: "Chrome 156", "Firefox 130", "curl 8.5", "Dart 3.2".
//! \param requestHead the HTTP request up to the empty line; may be anything
//! \return empty if the User-Agent is missing or unknown
[[nodiscard]] QString clientLabel(const QByteArray &requestHead);

} // namespace phx::app
