// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/tcpwire.h"

#include <QHostAddress>

#include <utility>

namespace phx::autobahn {

namespace {

constexpr int DeadlineMs = 20'000; // passes only if the peer hangs
constexpr int ShortWaitMs = 20; // for what the peer should not send

} // namespace

bool TcpWire::open()
{
    m_rest.clear();
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!m_socket->waitForConnected(DeadlineMs))
        return false;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return shakeHands();
}

bool TcpWire::shakeHands()
{
    send(QByteArrayLiteral("GET / HTTP/1.1\r\n"
                           "Host: localhost\r\n"
                           "Connection: Upgrade\r\n"
                           "Upgrade: websocket\r\n"
                           "Sec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
    QByteArray answer;
    qsizetype end = -1;
    while (end < 0) {
        const QByteArray bytes = receive();
        if (bytes.isEmpty())
            return false;
        answer += bytes;
        end = answer.indexOf("\r\n\r\n");
    }
    m_rest = answer.mid(end + 4);
    return answer.startsWith("HTTP/1.1 101 ") && answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

void TcpWire::send(QByteArrayView bytes)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(bytes.data(), bytes.size());
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(DeadlineMs)) { }
}

QByteArray TcpWire::receive()
{
    if (m_rest.isEmpty() && m_socket->bytesAvailable() == 0
        && m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->waitForReadyRead(DeadlineMs);
    return std::exchange(m_rest, {}) + m_socket->readAll();
}

QByteArray TcpWire::receiveNow()
{
    m_socket->waitForReadyRead(ShortWaitMs);
    return std::exchange(m_rest, {}) + m_socket->readAll();
}

bool TcpWire::hasEnded()
{
    return m_socket->state() != QAbstractSocket::ConnectedState && m_socket->bytesAvailable() == 0;
}

} // namespace phx::autobahn
