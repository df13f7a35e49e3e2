// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/longpolltransport.h"
#include "tests/client/pollstub.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::LongPollTransport;
using client::Transport;
using client::TransportError;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MaxBytes = 300'000;

//! Counts what a transport tells.
class CountingListener final : public client::TransportListener
{
public:
    void transportOpened() override { }
    void transportFailed(const TransportError &error) override { errors.append(error); }
    void frameReceived(const protocol::Frame &) override { ++frames; }
    void transportClosed(const client::CloseEvent &) override { }

    QList<TransportError> errors;
    int frames = 0;
};

} // namespace

//! What a server may not do to the long-poll transport.
class TestClientPollLimits : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenDoesNotFollowARedirectToAnotherServer();
    void anAnswerWithoutEndIsCutOff();
    void thereIsNoPollWhileTooManyMessagesWait();
    void aTokenWithALineBreakIsNotSent();

private:
    void start(const QByteArray &authToken = "secret")
    {
        m_transport = std::make_unique<LongPollTransport>(
            client::TransportRequest {.url = m_stub.url(),
                                      .authToken = authToken,
                                      .network = {.maxMessageBytes = MaxBytes},
                                      .timers = &client::Timers::ofThisThread()});
        m_transport->setListener(&m_listener);
    }

    PollStub m_stub;
    CountingListener m_listener;
    std::unique_ptr<LongPollTransport> m_transport;
};

void TestClientPollLimits::aTokenDoesNotFollowARedirectToAnotherServer()
{
    PollStub other;
    start();
    QTRY_COMPARE(m_stub.requests().size(), 1);

    m_stub.requests().at(0).connection->write(
        "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: http"
        + other.url().mid(2) + "\r\n\r\n");

    QTRY_COMPARE(m_listener.errors.size(), 1);
    QVERIFY(other.requests().isEmpty());
}

void TestClientPollLimits::anAnswerWithoutEndIsCutOff()
{
    m_listener.errors.clear();
    const qsizetype before = m_stub.requests().size();
    start();
    QTRY_COMPARE(m_stub.requests().size(), before + 1);
    QTcpSocket &connection = *m_stub.requests().constLast().connection;

    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 100 && m_listener.errors.isEmpty(); ++i) {
        connection.write("10000\r\n" + QByteArray(0x10000, 'x') + "\r\n");
        QTest::qWait(5);
    }

    QTRY_COMPARE(m_listener.errors.size(), 1);
    QCOMPARE(m_listener.errors.constFirst().status, 500);
}

void TestClientPollLimits::thereIsNoPollWhileTooManyMessagesWait()
{
    const qsizetype before = m_stub.requests().size();
    m_listener.frames = 0;
    start();
    QTRY_COMPARE(m_stub.requests().size(), before + 1);
    PollStub::answer(m_stub.requests().constLast(), R"({"status":410,"token":"T1","messages":[]})");
    QTRY_COMPARE(m_stub.requests().size(), before + 2);
    QByteArray messages;
    for (int i = 0; i < LongPollTransport::MaxInbox; ++i)
        messages += R"("m",)";
    messages.chop(1);

    PollStub::answer(m_stub.requests().constLast(),
                     R"({"status":200,"token":"T1","messages":[)" + messages + "]}");

    QTRY_VERIFY(m_listener.frames > 0);
    QCOMPARE(m_stub.requests().size(), before + 2);
    QTRY_COMPARE(m_stub.requests().size(), before + 3);
    QCOMPARE(m_listener.frames, int(LongPollTransport::MaxInbox));
}

void TestClientPollLimits::aTokenWithALineBreakIsNotSent()
{
    m_listener.errors.clear();
    const qsizetype before = m_stub.requests().size();

    start("a\r\nX-Evil: y");

    QTRY_COMPARE(m_listener.errors.size(), 1);
    QVERIFY(m_listener.errors.constFirst().sentence.contains(QLatin1String("control character")));
    QCOMPARE(m_stub.requests().size(), before);
}

PHX_TEST_CLASS(TestClientPollLimits)

} // namespace phx::test

#include "tst_clientpolllimits.moc"
