// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/io/loopthread.h"
#include "tests/support/testcase.h"

#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace phx;
using test::execute;
using test::LoopThread;

//! Qt's own network classes under the epoll dispatcher.
class EpollSocketsTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void tcpSocketsEchoMegabytesBothWays()
    {
        constexpr qsizetype Total = 4 * 1024 * 1024;
        LoopThread loop;
        qsizetype returned = 0;

        loop.run([&] {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
                QTcpSocket *peer = server.nextPendingConnection();
                QObject::connect(peer, &QTcpSocket::readyRead, peer,
                                 [peer] { peer->write(peer->readAll()); });
            });
            QTcpSocket client;
            QEventLoop events;
            QObject::connect(&client, &QTcpSocket::connected, &client,
                             [&] { client.write(QByteArray(Total, 'x')); });
            QObject::connect(&client, &QTcpSocket::readyRead, &client, [&] {
                returned += client.readAll().size();
                if (returned == Total)
                    events.quit();
            });
            client.connectToHost(QHostAddress::LocalHost, server.serverPort());
            QVERIFY(execute(events));
        });

        QCOMPARE(returned, Total);
    }

    void blockingCallsOfATcpSocketWork()
    {
        LoopThread serverLoop;
        LoopThread clientLoop;
        quint16 port = 0;
        QTcpServer *server = nullptr;
        QByteArray answer;
        bool hasEnded = false;

        serverLoop.run([&] {
            server = new QTcpServer(serverLoop.context());
            QVERIFY(server->listen(QHostAddress::LocalHost));
            port = server->serverPort();
            QObject::connect(server, &QTcpServer::newConnection, server, [server] {
                QTcpSocket *peer = server->nextPendingConnection();
                peer->write("hello");
                peer->disconnectFromHost();
            });
        });
        clientLoop.run([&] {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(client.waitForConnected());
            while (answer.size() < 5 && client.waitForReadyRead())
                answer += client.readAll();
            hasEnded =
                client.state() == QAbstractSocket::UnconnectedState || client.waitForDisconnected();
        });

        QCOMPARE(answer, "hello");
        QVERIFY(hasEnded);
    }

    void webSocketsExchangeMessagesPingsAndCloses()
    {
        constexpr int Messages = 200;
        LoopThread loop;
        QStringList received;
        bool hasPong = false;
        QWebSocketProtocol::CloseCode code = QWebSocketProtocol::CloseCodeAbnormalDisconnection;

        loop.run([&] {
            QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
            QVERIFY(server.listen(QHostAddress::LocalHost));
            QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&] {
                QWebSocket *peer = server.nextPendingConnection();
                QObject::connect(peer, &QWebSocket::textMessageReceived, peer,
                                 [peer](const QString &text) { peer->sendTextMessage(text); });
                QObject::connect(peer, &QWebSocket::disconnected, peer, &QObject::deleteLater);
            });
            QWebSocket client;
            QEventLoop events;
            QObject::connect(&client, &QWebSocket::connected, &client, [&] {
                client.ping();
                for (int i = 0; i < Messages; ++i)
                    client.sendTextMessage(QString::number(i));
            });
            QObject::connect(&client, &QWebSocket::pong, &client, [&] { hasPong = true; });
            QObject::connect(&client, &QWebSocket::textMessageReceived, &client,
                             [&](const QString &text) {
                                 received.append(text);
                                 if (received.size() == Messages)
                                     client.close();
                             });
            QObject::connect(&client, &QWebSocket::disconnected, &client, [&] {
                code = client.closeCode();
                events.quit();
            });
            client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(server.serverPort())));
            QVERIFY(execute(events));
        });

        QCOMPARE(received.size(), Messages);
        QCOMPARE(received.constLast(), QString::number(Messages - 1));
        QVERIFY(hasPong);
        QCOMPARE(code, QWebSocketProtocol::CloseCodeNormal);
    }

    void aProcessTellsItsOutputAndItsEnd()
    {
        LoopThread loop;
        QByteArray output;
        int exitCode = -1;

        loop.run([&] {
            QProcess process;
            QEventLoop events;
            QObject::connect(&process, &QProcess::finished, &events, [&](int code) {
                exitCode = code;
                events.quit();
            });
            process.start(QStringLiteral("/bin/sh"),
                          {QStringLiteral("-c"), QStringLiteral("read line; echo $line; exit 3")});
            process.write("hello\n");
            QVERIFY(execute(events));
            output = process.readAllStandardOutput();
        });

        QCOMPARE(output, "hello\n");
        QCOMPARE(exitCode, 3);
    }
};

PHX_TEST_CLASS(EpollSocketsTest)
#include "tst_epollsockets.moc"
