// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace phx::http {

//! The header fields of a head, in order: names lowercase, values without blanks around them.
using Fields = QList<std::pair<QByteArray, QByteArray>>;

//! First field of that (lowercase) name; a null QByteArray if there is none.
QByteArray fieldOf(const Fields &fields, QByteArrayView name);
//! The values of all fields of that name.
QList<QByteArray> valuesOf(const Fields &fields, QByteArrayView name);
//! The same, split at commas, trimmed, empty parts dropped (RFC 9110 §5.6.1).
QList<QByteArray> listOf(const Fields &fields, QByteArrayView name);
//! Whether that list has the word, in any case.
bool listHas(const Fields &fields, QByteArrayView name, QByteArrayView word);
bool hasField(const Fields &fields, QByteArrayView name);

//! Of ASCII alone, whatever the locale.
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
//! RFC 9110 §5.6.2: what a method or the name of a field may be.
bool isToken(QByteArrayView text);

} // namespace phx::http
