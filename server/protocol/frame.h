// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::protocol {

//! RFC 6455 §5.2 opcodes that carry messages of the protocol.
enum class Opcode : quint8 { Text = 1, Binary = 2 };

//! \brief Opcode and bytes of one WebSocket message, or of one long-poll message.
struct Frame
{
    Opcode opcode = Opcode::Text;
    QByteArray bytes {}; //!< text is valid UTF-8

    friend bool operator==(const Frame &, const Frame &) = default;
};

} // namespace phx::protocol
