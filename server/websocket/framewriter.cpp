// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framewriter.h"

#include "server/protocol/closecode.h"

#include <QtEndian>

#include <array>

namespace phx::websocket {

namespace {

constexpr quint8 Fin = 0x80;
constexpr quint8 Rsv1 = 0x40;
constexpr quint8 CloseOpcode = 0x8;
constexpr quint8 PongOpcode = 0xA;
constexpr qsizetype MaxControlPayload = 125;
constexpr qsizetype MaxHeader = 10;

void appendHead(QByteArray &out, quint8 firstByte, qsizetype payloadSize)
{
    std::array<char, 10> head {};
    head[0] = static_cast<char>(firstByte);
    qsizetype size = 2;
    if (payloadSize <= MaxControlPayload) {
        head[1] = static_cast<char>(payloadSize);
    } else if (payloadSize <= 0xFFFF) {
        head[1] = 126;
        qToBigEndian(static_cast<quint16>(payloadSize), &head[2]);
        size += 2;
    } else {
        head[1] = 127;
        qToBigEndian(static_cast<quint64>(payloadSize), &head[2]);
        size += 8;
    }
    out.append(head.data(), size);
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
    if (code == quint16(protocol::CloseCode::NoStatus)) {
        appendHead(out, Fin | CloseOpcode, 0);
        return;
    }
    std::array<char, 2> codeBytes {};
    qToBigEndian(code, codeBytes.data());
    Q_ASSERT(reason.size() <= MaxControlPayload - qsizetype(codeBytes.size()));
    appendHead(out, Fin | CloseOpcode, qsizetype(codeBytes.size()) + reason.size());
    out.append(codeBytes.data(), codeBytes.size());
    out.append(reason);
}

} // namespace phx::websocket
