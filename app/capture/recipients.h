// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

//! The list of connections that a fan-out went to, as bytes: LEB128 numbers in delivery order.
namespace phx::app::recipients {

QByteArray encode(const QList<quint64> &connections);
//! Stops at the first number that is cut off or longer than 64 bits; the bytes may be hostile.
QList<quint64> decode(QByteArrayView bytes);
[[nodiscard]] bool contains(QByteArrayView bytes, quint64 connection);

} // namespace phx::app::recipients
