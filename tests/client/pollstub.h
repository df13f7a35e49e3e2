// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

namespace phx::test {

//! \brief An HTTP server for long polls that the test answers by hand, or not at all.
//!
//! Lives in the thread of the test, so it answers while that waits. One request for each
//! connection.
class PollStub : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray target; //!< path and query
        QByteArray head; //!< request line and fields, as they came
        QByteArray body;
        QTcpSocket *connection = nullptr; //!< owned by the server
    };

    PollStub()
    {
        connect(&m_server, &QTcpServer::newConnection, this, &PollStub::accept);
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
    }

    //! As a socket has it before the long-poll transport makes its own of it.
    [[nodiscard]] QByteArray url() const
    {
        return "ws://127.0.0.1:" + QByteArray::number(m_server.serverPort())
            + "/socket/websocket?vsn=2.0.0";
    }
    //! All there were, complete ones only.
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] QList<Request> ofMethod(const QByteArray &method) const
    {
        QList<Request> found;
        for (const Request &request : m_requests) {
            if (request.method == method)
                found.append(request);
        }
        return found;
    }

    static void answer(const Request &request, const QByteArray &json)
    {
        request.connection->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                  "Connection: close\r\nContent-Length: "
                                  + QByteArray::number(json.size()) + "\r\n\r\n" + json);
        request.connection->disconnectFromHost();
    }
    //! Ends the connections and takes no more.
    void vanish()
    {
        m_server.close();
        for (const Request &request : m_requests)
            request.connection->abort();
    }

private:
    void accept()
    {
        while (QTcpSocket *connection = m_server.nextPendingConnection()) {
            connect(connection, &QTcpSocket::readyRead, this,
                    [this, connection] { read(connection); });
        }
    }
    void read(QTcpSocket *connection)
    {
        const QByteArray bytes = connection->peek(1 << 20);
        const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QByteArray head = bytes.left(headEnd);
        const qsizetype at = head.toLower().indexOf("content-length:");
        const qsizetype size =
            at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toLongLong();
        if (bytes.size() < headEnd + 4 + size)
            return;
        connection->readAll();
        const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
        m_requests.append({.method = words.value(0),
                           .target = words.value(1),
                           .head = head,
                           .body = bytes.mid(headEnd + 4, size),
                           .connection = connection});
    }

    QTcpServer m_server;
    QList<Request> m_requests;
};

} // namespace phx::test
