// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/websocket/clientframe.h"

#include <QtEndian>

#include <array>

namespace phx::test {

namespace {

constexpr char MaskBit = char(0x80);

template<typename Int>
QByteArray bigEndian(Int value)
{
    std::array<char, sizeof(Int)> bytes {};
    qToBigEndian(value, bytes.data());
    return {bytes.data(), qsizetype(bytes.size())};
}

} // namespace

QByteArray ClientFrame::toBytes() const
{
    QByteArray bytes;
    bytes += static_cast<char>((fin ? 0x80 : 0) | (rsv << 4) | opcode);
    const char mask = masking == Masking::On ? MaskBit : char(0);
    const qsizetype size = payload.size();
    if (lengthForm == LengthForm::Bits64 || size > 0xFFFF)
        bytes += char(mask | 127) + bigEndian(quint64(size));
    else if (lengthForm == LengthForm::Bits16 || size > 125)
        bytes += char(mask | 126) + bigEndian(quint16(size));
    else
        bytes += char(mask | char(size));
    if (masking == Masking::Off)
        return bytes + payload;

    // Byte by byte, on purpose: the codec's own way is what is tested.
    const QByteArray keyBytes = bigEndian(key);
    bytes += keyBytes;
    const qsizetype start = bytes.size();
    bytes += payload;
    for (qsizetype i = 0; i < size; ++i)
        bytes[start + i] = char(bytes[start + i] ^ keyBytes[i % 4]);
    return bytes;
}

QByteArray headerDeclaring(quint8 opcode, quint64 length)
{
    return char(0x80 | opcode) + (char(MaskBit | 127) + bigEndian(length)) + bigEndian(quint32(0));
}

QByteArray closeFrame(quint16 code, QByteArrayView reason)
{
    return ClientFrame {.opcode = 8, .payload = bigEndian(code) + reason.toByteArray()}.toBytes();
}

} // namespace phx::test
