// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace phx::app {

//! \brief What a person gives as the address of a socket, as client::Socket wants it.
//!
//! "ws://127.0.0.1:4000/socket", with http and https for ws and wss, and with or without
//! "/websocket" at the end. \return nullopt if it is no such address, or has a query
[[nodiscard]] std::optional<QByteArray> parseSocketUrl(const QString &text);

} // namespace phx::app
