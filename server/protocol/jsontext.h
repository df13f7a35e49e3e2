// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

//! The rules for the inside of JSON strings and numbers, as pure functions on bytes.
namespace phx::protocol::jsontext {

//! \return bytes of the valid UTF-8 sequence beyond ASCII at the start (RFC 3629 §4), 0 if there is
//! none
qsizetype utf8Length(QByteArrayView text);

//! Whether a double can hold a number that has the form of JSON. Underflow is fine: Erlang makes it
//! 0.0.
bool isFinite(QByteArrayView number);

//! \param digits four of them, hexadecimal
char32_t hexUnit(QByteArrayView digits);

//! \param text the inside of a string whose escapes are known to be right
QByteArray unescaped(QByteArrayView text);

constexpr bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

constexpr bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

} // namespace phx::protocol::jsontext
