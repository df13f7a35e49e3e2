// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/websocket/framereader.h"

#include <QByteArray>

#include <vector>

namespace phx::test {

//! Events as one line: `text "hi"; ping ""; close 1000 "bye"; failure 1002`. Payloads of more than
//! 40 bytes become their length: `text 100000`.
QByteArray toText(const std::vector<websocket::ReaderEvent> &events);

//! What a new reader says to these bytes.
QByteArray readWhole(const QByteArray &bytes, const websocket::ReaderLimits &limits = {},
                     websocket::Role role = websocket::Role::Server);
QByteArray readByteByByte(const QByteArray &bytes, const websocket::ReaderLimits &limits = {},
                          websocket::Role role = websocket::Role::Server);

} // namespace phx::test
