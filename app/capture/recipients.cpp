// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/recipients.h"

namespace phx::app::recipients {

namespace {

constexpr int BitsPerByte = 7;
constexpr int MaxShift = 63;

//! Takes one number off the front. \return false at the end and at nonsense
bool take(QByteArrayView bytes, qsizetype &at, quint64 &number)
{
    number = 0;
    for (int shift = 0; at < bytes.size() && shift <= MaxShift; shift += BitsPerByte) {
        const auto byte = static_cast<quint8>(bytes[at++]);
        number |= quint64(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return true;
    }
    return false;
}

} // namespace

QByteArray encode(const QList<quint64> &connections)
{
    QByteArray bytes;
    bytes.reserve(connections.size() * 2);
    for (quint64 rest : connections) {
        for (; rest > 0x7f; rest >>= BitsPerByte)
            bytes.append(static_cast<char>(quint8(0x80 | (rest & 0x7f))));
        bytes.append(static_cast<char>(quint8(rest)));
    }
    return bytes;
}

QList<quint64> decode(QByteArrayView bytes)
{
    QList<quint64> connections;
    quint64 number = 0;
    for (qsizetype at = 0; take(bytes, at, number);)
        connections.append(number);
    return connections;
}

bool contains(QByteArrayView bytes, quint64 connection)
{
    quint64 number = 0;
    for (qsizetype at = 0; take(bytes, at, number);) {
        if (number == connection)
            return true;
    }
    return false;
}

} // namespace phx::app::recipients
