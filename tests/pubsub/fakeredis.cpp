// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/pubsub/fakeredis.h"

#include <QMetaObject>

namespace phx::test {

namespace {

QByteArray bulk(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

//! The words of one command at the start of the buffer, which loses it; empty: it is not whole.
QByteArrayList takeCommand(QByteArray &buffer)
{
    qsizetype at = 0;
    const auto number = [&buffer, &at](char mark) -> qsizetype {
        const qsizetype end = buffer.indexOf("\r\n", at);
        if (end < 0 || buffer.at(at) != mark)
            return -1;
        const qsizetype value = buffer.mid(at + 1, end - at - 1).toLongLong();
        at = end + 2;
        return value;
    };
    QByteArrayList words;
    for (qsizetype left = number('*'); left > 0; --left) {
        const qsizetype size = at < buffer.size() ? number('$') : -1;
        if (size < 0 || at + size + 2 > buffer.size())
            return {};
        words.append(buffer.mid(at, size));
        at += size + 2;
    }
    buffer.remove(0, at);
    return words;
}

} // namespace

FakeRedis::FakeRedis()
    : m_server(std::make_unique<QTcpServer>())
{
    m_thread.setObjectName(QStringLiteral("fake-redis"));
    m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    m_port = m_server->serverPort();
    m_server->moveToThread(&m_thread);
    m_context.moveToThread(&m_thread);
    QObject::connect(m_server.get(), &QTcpServer::newConnection, &m_context, [this] { accept(); });
    m_thread.start();
}

FakeRedis::~FakeRedis()
{
    inThread([this] {
        m_subscribers.clear();
        m_server.reset();
    });
    m_thread.quit();
    m_thread.wait();
}

void FakeRedis::inThread(const std::function<void()> &work)
{
    QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
}

void FakeRedis::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        QObject::connect(socket, &QTcpSocket::readyRead, &m_context,
                         [this, socket] { read(socket); });
        QObject::connect(socket, &QTcpSocket::disconnected, &m_context, [this, socket] {
            m_buffers.remove(socket);
            m_subscribers.removeAll(socket);
            socket->deleteLater();
        });
    }
}

void FakeRedis::read(QTcpSocket *socket)
{
    m_buffers[socket] += socket->readAll();
    for (;;) {
        const QByteArrayList words = takeCommand(m_buffers[socket]);
        if (words.isEmpty())
            return;
        handle(socket, words);
    }
}

void FakeRedis::handle(QTcpSocket *socket, const QByteArrayList &words)
{
    const QByteArray &command = words.constFirst();
    if (command == "PUBLISH")
        m_published.append(words.at(2));
    else if (command != "PING")
        m_commands.append(words.join(' '));
    const auto answer = m_answers.constFind(command);
    if (answer != m_answers.cend()) {
        socket->write(*answer);
        return;
    }
    if (command == "SUBSCRIBE") {
        m_subscribers.append(socket);
        socket->write("*3\r\n" + bulk("subscribe") + bulk(words.at(1)) + ":1\r\n");
    } else if (command == "PUBLISH") {
        const QByteArray message =
            "*3\r\n" + bulk("message") + bulk(words.at(1)) + bulk(words.at(2));
        for (QTcpSocket *subscriber : std::as_const(m_subscribers))
            subscriber->write(message);
        socket->write(':' + QByteArray::number(m_subscribers.size()) + "\r\n");
    } else if (command == "PING" && m_subscribers.contains(socket)) {
        socket->write("*2\r\n" + bulk("pong") + bulk(""));
    } else {
        socket->write(command == "PING" ? "+PONG\r\n" : "+OK\r\n");
    }
}

void FakeRedis::setAnswer(const QByteArray &command, const QByteArray &answer)
{
    inThread([&] { m_answers.insert(command, answer); });
}

void FakeRedis::publish(const QByteArray &channel, const QByteArray &message)
{
    sendRaw("*3\r\n" + bulk("message") + bulk(channel) + bulk(message));
}

void FakeRedis::sendRaw(const QByteArray &bytes)
{
    inThread([&] {
        for (QTcpSocket *subscriber : std::as_const(m_subscribers))
            subscriber->write(bytes);
    });
}

void FakeRedis::drop()
{
    inThread([this] {
        const auto sockets = m_buffers.keys();
        for (QTcpSocket *socket : sockets)
            socket->abort();
    });
}

QByteArrayList FakeRedis::published()
{
    QByteArrayList copy;
    inThread([&] { copy = m_published; });
    return copy;
}

QByteArrayList FakeRedis::commands()
{
    QByteArrayList copy;
    inThread([&] { copy = m_commands; });
    return copy;
}

} // namespace phx::test
