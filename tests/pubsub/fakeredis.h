// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <functional>
#include <memory>

namespace phx::test {

//! \brief A Redis that knows PING, SELECT, SUBSCRIBE and PUBLISH, or says what a test wants.
//!
//! Lives in a thread of its own, so that blocking clients can wait; its functions may be called
//! from the test's thread.
class FakeRedis
{
public:
    FakeRedis();
    ~FakeRedis();

    [[nodiscard]] quint16 port() const { return m_port; }
    //! Says this instead of its usual answer to that command; empty: nothing.
    void setAnswer(const QByteArray &command, const QByteArray &answer);
    //! To all who have subscribed.
    void publish(const QByteArray &channel, const QByteArray &message);
    //! Any bytes, to the same.
    void sendRaw(const QByteArray &bytes);
    //! All connections end.
    void drop();
    //! Messages of PUBLISH, in order.
    [[nodiscard]] QByteArrayList published();
    //! All commands as their words with spaces between; without PING and PUBLISH.
    [[nodiscard]] QByteArrayList commands();

private:
    void inThread(const std::function<void()> &work);
    void accept();
    void read(QTcpSocket *socket);
    void handle(QTcpSocket *socket, const QByteArrayList &words);

    QThread m_thread;
    QObject m_context; //!< lives in the thread
    std::unique_ptr<QTcpServer> m_server;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<QTcpSocket *> m_subscribers;
    QHash<QByteArray, QByteArray> m_answers;
    QByteArrayList m_published;
    QByteArrayList m_commands;
    quint16 m_port = 0;
};

} // namespace phx::test
