// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QByteArray>

namespace phx::app {

//! \brief One recorded row as one line for a person, with a line break at the end.
//!
//! `12:03:04.123 c1 > room:lobby new_msg ref=3 {"body":"hi"}`: local time, connection (`server` for
//! 0),
//! `>` to the server, `<` from it, `<<` a broadcast, `*` what is no message. Nothing foreign
//! reaches the terminal unescaped; at most 200 characters of the payload. UTF-8.
QByteArray textLine(const MessageRow &row);

} // namespace phx::app
