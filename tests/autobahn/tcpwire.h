// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/autobahn/wire.h"

#include <QTcpSocket>

#include <memory>

namespace phx::autobahn {

//! A plain TCP client on loopback that does the handshake and nothing else.
class TcpWire : public Wire
{
public:
    explicit TcpWire(quint16 port)
        : m_port(port)
    { }

    bool open() override;
    void send(QByteArrayView bytes) override;
    QByteArray receive() override;
    QByteArray receiveNow() override;
    bool hasEnded() override;

private:
    bool shakeHands();

    quint16 m_port = 0;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_rest; //!< what came behind the answer to the handshake
};

} // namespace phx::autobahn
