// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <utility>

namespace phx::test {

//! \brief A TCP client that sends any bytes and understands WebSocket frames that it gets.
class RawClient
{
public:
    //! First byte of a frame without extensions: FIN and opcode.
    enum Start : quint8 {
        Text = 0x81,
        Binary = 0x82,
        Close = 0x88,
        Ping = 0x89,
        Pong = 0x8a,
        FirstText = 0x01,
        LastContinuation = 0x80,
    };

    explicit RawClient(quint16 port);

    static QByteArray handshake(const QByteArray &target = "/ws");
    static QByteArray get(const QByteArray &target, const QByteArray &fields = {});
    //! Masked, as a client must.
    static QByteArray frame(Start start, const QByteArray &payload);
    static QByteArray closeFrame(quint16 code);

    void send(const QByteArray &bytes);
    //! Everything so far.
    [[nodiscard]] const QByteArray &received();
    [[nodiscard]] bool isUpgraded();
    //! Whole frames behind the 101 answer: first byte and payload.
    [[nodiscard]] QList<std::pair<int, QByteArray>> frames();
    //! Code of the close frame; 0: there is none yet. 1005: it has none.
    [[nodiscard]] int closeCode();
    [[nodiscard]] bool isEnded();
    QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace phx::test
