// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/transport/rawclient.h"

#include <QHostAddress>

namespace phx::test {

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

QByteArray RawClient::handshake(const QByteArray &target)
{
    return get(target,
               "connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
               "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

QByteArray RawClient::get(const QByteArray &target, const QByteArray &fields)
{
    return "GET " + target + " HTTP/1.1\r\nhost: localhost\r\n" + fields + "\r\n";
}

QByteArray RawClient::frame(Start start, const QByteArray &payload)
{
    QByteArray bytes(1, static_cast<char>(start));
    const auto appendByte = [&bytes](qsizetype value) {
        bytes.append(static_cast<char>(static_cast<uchar>(value & 0xff)));
    };
    if (payload.size() < 126) {
        appendByte(0x80 | payload.size());
    } else if (payload.size() < 65'536) {
        appendByte(0x80 | 126);
        appendByte(payload.size() >> 8);
        appendByte(payload.size());
    } else {
        appendByte(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            appendByte(payload.size() >> shift);
    }
    const QByteArray mask("\x01\x02\x03\x04");
    bytes.append(mask);
    for (qsizetype i = 0; i < payload.size(); ++i)
        appendByte(payload[i] ^ mask[i % 4]);
    return bytes;
}

QByteArray RawClient::closeFrame(quint16 code)
{
    QByteArray payload(2, '\0');
    payload[0] = static_cast<char>(code >> 8);
    payload[1] = static_cast<char>(code & 0xff);
    return frame(Close, payload);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

const QByteArray &RawClient::received()
{
    m_received += m_socket.readAll();
    return m_received;
}

bool RawClient::isUpgraded()
{
    return received().startsWith("HTTP/1.1 101 ") && received().contains("\r\n\r\n");
}

QList<std::pair<int, QByteArray>> RawClient::frames()
{
    QList<std::pair<int, QByteArray>> found;
    if (!isUpgraded())
        return found;
    QByteArray rest = m_received.mid(m_received.indexOf("\r\n\r\n") + 4);
    while (rest.size() >= 2) {
        qsizetype size = static_cast<uchar>(rest[1]);
        qsizetype header = 2;
        if (size >= 126) {
            const qsizetype extra = size == 126 ? 2 : 8;
            if (rest.size() < 2 + extra)
                break;
            size = 0;
            for (qsizetype i = 0; i < extra; ++i)
                size = (size << 8) | static_cast<uchar>(rest[2 + i]);
            header += extra;
        }
        if (rest.size() < header + size)
            break;
        found.append({static_cast<uchar>(rest[0]), rest.mid(header, size)});
        rest.remove(0, header + size);
    }
    return found;
}

int RawClient::closeCode()
{
    const auto all = frames();
    for (const auto &[start, payload] : all) {
        if (start == Close)
            return payload.size() < 2
                ? 1005
                : static_cast<uchar>(payload[0]) * 256 + static_cast<uchar>(payload[1]);
    }
    return 0;
}

bool RawClient::isEnded()
{
    static_cast<void>(received());
    return m_socket.state() == QAbstractSocket::UnconnectedState;
}

} // namespace phx::test
