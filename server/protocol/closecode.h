// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace phx::protocol {

//! WebSocket close codes in use, as Phoenix 1.8 on Bandit sends them (protocol.md §1.11).
enum class CloseCode : quint16 {
    Normal =
        1000, //!< answer to a client's close; phoenix.js 1.6.3 to 1.8.15 never reconnects after it
    GoingAway = 1001, //!< forced disconnect by socket id (≥1.8.8)
    ProtocolError = 1002, //!< RFC 6455 violation, and the idle timeout (as Bandit)
    NoStatus = 1005, //!< never sent; a close frame without a code
    Abnormal = 1006, //!< never sent; TCP ended without a close frame
    InvalidPayload = 1007, //!< text that is not UTF-8
    PolicyViolation = 1008, //!< our own limits: floods of pings or fragments
    TooBig = 1009, //!< frame or message above its limit
    InternalError = 1011, //!< undecodable message
    ServiceRestart = 1012, //!< drain
};

} // namespace phx::protocol
