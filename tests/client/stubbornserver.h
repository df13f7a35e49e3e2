// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCryptographicHash>
#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace phx::test {

//! \brief A server that takes TCP connections and says what the test wants, or nothing.
class StubbornServer : public QObject
{
public:
    StubbornServer()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *connection = m_server.nextPendingConnection()) {
                connections.append(connection);
                connect(connection, &QTcpSocket::readyRead, this, [this, connection] {
                    if (!isReading)
                        return;
                    received[connection] += connection->readAll();
                    if (received[connection].contains("\r\n\r\n") && answer)
                        answer(*connection, received[connection]);
                });
            }
        });
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
    }
    [[nodiscard]] QByteArray url() const
    {
        return "ws://127.0.0.1:" + QByteArray::number(m_server.serverPort()) + "/socket";
    }
    //! Whether the client has ended the TCP connection.
    [[nodiscard]] bool isEnded(qsizetype index) const
    {
        return connections.value(index)
            && connections.at(index)->state() == QAbstractSocket::UnconnectedState;
    }
    //! The accept key for a request; empty if it has no key.
    static QByteArray acceptOf(const QByteArray &request)
    {
        const qsizetype at = request.toLower().indexOf("sec-websocket-key:");
        if (at < 0)
            return {};
        const QByteArray key = request.mid(at + 18, request.indexOf('\r', at) - at - 18).trimmed();
        return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                        QCryptographicHash::Sha1)
            .toBase64();
    }
    //! A valid handshake; nothing after it.
    static void acceptHandshake(QTcpSocket &connection, QByteArray &request)
    {
        const QByteArray accept = acceptOf(request);
        if (accept.isEmpty())
            return;
        request.clear();
        connection.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                         + accept + "\r\n\r\n");
    }

    //! Leaves what comes on a connection to the kernel, or takes it again.
    void setReading(QTcpSocket &connection, bool reading)
    {
        isReading = reading;
        connection.setReadBufferSize(reading ? 0 : 1);
    }

    QList<QTcpSocket *> connections; //!< owned by the server
    QHash<QTcpSocket *, QByteArray> received;
    std::function<void(QTcpSocket &connection, QByteArray &request)> answer; //!< empty: none

    bool isReading = true;

private:
    QTcpServer m_server;
};

} // namespace phx::test
