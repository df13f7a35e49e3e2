// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/listener.h"
#include "tests/support/testcase.h"
#include "tests/transport/fakehandler.h"
#include "tests/transport/rawclient.h"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace phx::server {

using phx::test::FakeHandler;
using phx::test::RawClient;

namespace {

// All descriptors of the process are taken while it lives.
class NoDescriptors
{
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit low = m_before;
        low.rlim_cur = 256;
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int one = ::dup(0); one >= 0; one = ::dup(0))
            m_taken.append(one);
    }
    ~NoDescriptors()
    {
        for (const int one : m_taken)
            ::close(one);
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_before = {};
    QList<int> m_taken;
};

// Read to the end without needing a descriptor of Qt's.
QByteArray receivedBy(int descriptor)
{
    QByteArray all;
    char bytes[512];
    for (ssize_t got = 1; got > 0;) {
        got = ::recv(descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got > 0)
            all.append(bytes, got);
    }
    return all;
}

} // namespace

class ListenerLimitsTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void answers503AboveTheLimit();
    void answers503WithoutADescriptorAndGoesOn();
    void handsDescriptorsOver();
    void aClientThatDoesNotReadItsAnswersIsNotAnsweredForEver();
};

void ListenerLimitsTest::answers503AboveTheLimit()
{
    FakeHandler handler;
    Listener listener(handler, {.maxConnections = 2});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient one(listener.port());
    RawClient two(listener.port());
    QTRY_COMPARE(listener.connectionCount(), 2);

    RawClient three(listener.port());
    three.send(RawClient::get("/"));

    QTRY_VERIFY(three.isEnded());
    QVERIFY(three.received().startsWith("HTTP/1.1 503 "));
    QCOMPARE(handler.refused.size(), 1);
    QCOMPARE(handler.refused.first().status, 503);
    QCOMPARE(listener.stats().overLimit, quint64(1));
    one.send(RawClient::get("/"));
    QTRY_VERIFY(one.received().endsWith("home"));
}

void ListenerLimitsTest::answers503WithoutADescriptorAndGoesOn()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(listener.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    QVERIFY(client >= 0);

    {
        const NoDescriptors none;
        QCOMPARE(::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address),
                 0);
        QByteArray received;
        QTRY_VERIFY((received += receivedBy(client)).startsWith("HTTP/1.1 503 "));
    }
    ::close(client);

    QCOMPARE(listener.stats().overLimit, quint64(1));
    RawClient next(listener.port());
    next.send(RawClient::get("/"));
    QTRY_VERIFY(next.received().endsWith("home"));
}

void ListenerLimitsTest::handsDescriptorsOver()
{
    FakeHandler handler;
    Listener accepting(handler, {});
    Listener running(handler, {});
    accepting.setDescriptorHook([&running](qintptr descriptor) { running.adopt(descriptor); });
    QVERIFY(accepting.listen(QHostAddress::LocalHost, 0));
    RawClient client(accepting.port());

    client.send(RawClient::get("/"));

    QTRY_VERIFY(client.received().endsWith("home"));
    QCOMPARE(accepting.connectionCount(), 0);
    QCOMPARE(running.connectionCount(), 1);
}

void ListenerLimitsTest::aClientThatDoesNotReadItsAnswersIsNotAnsweredForEver()
{
    FakeHandler handler;
    Listener listener(handler, {.queueDeadline = std::chrono::milliseconds(200)});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    client.socket().setReadBufferSize(1);

    client.send(RawClient::get("/big").repeated(500));

    QTRY_COMPARE(listener.stats().slowConsumers, quint64(1));
    QVERIFY(handler.requests.size() < 100);
    QTRY_COMPARE(listener.connectionCount(), 0);
}

PHX_TEST_CLASS(ListenerLimitsTest)

} // namespace phx::server

#include "tst_listenerlimits.moc"
