// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framewriter.h"

#include "server/protocol/closecode.h"
#include "server/websocket/unmask.h"

#include <QtEndian>

#include <array>

namespace phx::websocket {

namespace {

constexpr quint8 Fin = 0x80;
constexpr quint8 Rsv1 = 0x40;
constexpr quint8 Masked = 0x80; // in the second byte
constexpr quint8 CloseOpcode = 0x8;
constexpr quint8 PongOpcode = 0xA;
constexpr qsizetype MaxControlPayload = 125;
constexpr qsizetype MaxHeader = 10;

void appendHead(QByteArray &out, quint8 firstByte, qsizetype payloadSize, quint8 maskBit = 0)
{
    std::array<char, 10> head {};
    head[0] = static_cast<char>(firstByte);
    qsizetype size = 2;
    if (payloadSize <= MaxControlPayload) {
        head[1] = static_cast<char>(maskBit | payloadSize);
    } else if (payloadSize <= 0xFFFF) {
        head[1] = static_cast<char>(maskBit | 126);
        qToBigEndian(static_cast<quint16>(payloadSize), &head[2]);
        size += 2;
    } else {
        head[1] = static_cast<char>(maskBit | 127);
        qToBigEndian(static_cast<quint64>(payloadSize), &head[2]);
        size += 8;
    }
    out.append(head.data(), size);
}

void appendMasked(QByteArray &out, quint8 firstByte, QByteArrayView payload, const MaskingKey &key)
{
    // One allocation for the first frame; those behind it grow the array by factors.
    if (out.isEmpty())
        out.reserve(MaxHeader + qsizetype(key.size()) + payload.size());
    appendHead(out, firstByte, payload.size(), Masked);
    for (const quint8 byte : key)
        out.append(static_cast<char>(byte));
    const qsizetype start = out.size();
    out.resize(start + payload.size());
    unmask(out.data() + start, payload.data(), payload.size(), key, 0);
}

// RFC 6455 §5.5.1. Of 1005 nothing is written.
QByteArray closeBody(quint16 code, QByteArrayView reason)
{
    if (code == quint16(protocol::CloseCode::NoStatus))
        return {};
    QByteArray body(sizeof code, Qt::Uninitialized);
    qToBigEndian(code, body.data());
    Q_ASSERT(reason.size() <= MaxControlPayload - body.size());
    return body.append(reason);
}

} // namespace

void appendHeader(QByteArray &out, protocol::Opcode opcode, qsizetype payloadSize, bool compressed)
{
    const auto first = static_cast<quint8>(Fin | (compressed ? Rsv1 : 0) | quint8(opcode));
    appendHead(out, first, payloadSize);
}

void appendFrame(QByteArray &out, protocol::Opcode opcode, QByteArrayView payload)
{
    out.reserve(out.size() + MaxHeader + payload.size());
    appendHeader(out, opcode, payload.size());
    out.append(payload);
}

void appendPong(QByteArray &out, QByteArrayView payload)
{
    Q_ASSERT(payload.size() <= MaxControlPayload);
    appendHead(out, Fin | PongOpcode, payload.size());
    out.append(payload);
}

void appendClose(QByteArray &out, quint16 code, QByteArrayView reason)
{
    const QByteArray body = closeBody(code, reason);
    appendHead(out, Fin | CloseOpcode, body.size());
    out.append(body);
}

void appendFrame(QByteArray &out, protocol::Opcode opcode, QByteArrayView payload,
                 const MaskingKey &key)
{
    appendMasked(out, static_cast<quint8>(Fin | quint8(opcode)), payload, key);
}

void appendPong(QByteArray &out, QByteArrayView payload, const MaskingKey &key)
{
    Q_ASSERT(payload.size() <= MaxControlPayload);
    appendMasked(out, Fin | PongOpcode, payload, key);
}

void appendClose(QByteArray &out, quint16 code, QByteArrayView reason, const MaskingKey &key)
{
    appendMasked(out, Fin | CloseOpcode, closeBody(code, reason), key);
}

} // namespace phx::websocket
