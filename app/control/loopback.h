// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::app {

//! \brief True if the value of a Host field is a name of this machine's loopback, with or without a
//! port.
//!
//! `localhost`, `*.localhost` (RFC 6761 §6.3), 127.0.0.0/8 as four decimal numbers, `[::1]`. Names
//! are compared without regard to case. Everything else, an empty value included, is not.
bool isLoopbackHost(const QByteArray &host);

} // namespace phx::app
