// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/longpolltransport.h"
#include "tests/client/clientfixture.h"
#include "tests/client/pollstub.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::CloseEvent;
using client::LongPollTransport;
using client::Transport;
using client::TransportError;
using client::TransportKind;
using protocol::Frame;
using protocol::Opcode;

namespace {

//! Writes down what a transport tells.
class Listener final : public client::TransportListener
{
public:
    void transportOpened() override { log.append("open"); }
    void transportFailed(const TransportError &error) override
    {
        log.append("error " + QByteArray::number(error.status));
    }
    void frameReceived(const protocol::Frame &frame) override
    {
        log.append(frame.bytes);
        // Handled before any timer, but after the call that gave the frame.
        QMetaObject::invokeMethod(
            &context, [this] { log.append("turn"); }, Qt::QueuedConnection);
    }
    void transportClosed(const CloseEvent &event) override
    {
        log.append("close " + QByteArray::number(event.code) + ' ' + event.reason);
    }

    QByteArrayList log;
    QObject context;
};

const QByteArray Gone = R"({"status":410,"token":"T1","messages":[]})";
const QByteArray Taken = R"({"status":200})";

Frame text(const QByteArray &bytes)
{
    return {Opcode::Text, bytes};
}

} // namespace

//! protocol.md §12 J: the long-poll transport at a server that the test answers by hand.
class TestClientLongPoll : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void item224_theUrlIsThatOfTheWebSocket_data();
    void item224_theUrlIsThatOfTheWebSocket();
    void item225_theFirstAnswerOpensAndGivesTheToken();
    void item226_aLostSessionIsAnErrorAndAClose();
    void item227_answersAreFollowedByTheNextPoll();
    void item228_aRefusalClosesWith1008();
    void item229_answersThatAreNoneCloseWith1011_data();
    void item229_answersThatAreNoneCloseWith1011();
    void item229_anAnswerThatTakesTooLongClosesWith1005();
    void item230_sendsOfOneTurnTravelTogether();
    void item230_sendsWaitForTheAcknowledgement();
    void item230_aPostHasAHundredMessages();
    void item230_aRefusedPostCloses();
    void item231_bytesTravelAsBase64();
    void item232_thereAreNoHeartbeats();

private:
    LongPollTransport &transport(std::chrono::milliseconds timeout = 20s)
    {
        m_transport = std::make_unique<LongPollTransport>(
            client::TransportRequest {.url = m_stub->url(),
                                      .authToken = {},
                                      .longPollTimeout = timeout,
                                      .network = {},
                                      .timers = &client::Timers::ofThisThread()});
        m_transport->setListener(&m_listener);
        return *m_transport;
    }
    //! One that is open; its second poll waits.
    LongPollTransport &opened()
    {
        LongPollTransport &open = transport();
        [&] {
            QTRY_COMPARE(m_stub->requests().size(), 1);
            PollStub::answer(m_stub->requests().at(0), Gone);
            QTRY_COMPARE(m_stub->requests().size(), 2);
        }();
        m_listener.log.clear();
        return open;
    }
    void answerPoll(qsizetype index, const QByteArray &json)
    {
        PollStub::answer(m_stub->ofMethod("GET").at(index), json);
    }
    [[nodiscard]] QByteArray posted(qsizetype index) const
    {
        return m_stub->ofMethod("POST").value(index).body;
    }

    std::unique_ptr<PollStub> m_stub = std::make_unique<PollStub>();
    Listener m_listener;
    std::unique_ptr<LongPollTransport> m_transport;
};

void TestClientLongPoll::cleanup()
{
    m_transport.reset();
    m_stub = std::make_unique<PollStub>();
    m_listener.log.clear();
}

void TestClientLongPoll::item224_theUrlIsThatOfTheWebSocket_data()
{
    QTest::addColumn<QByteArray>("webSocket");
    QTest::addColumn<QByteArray>("longPoll");
    QTest::newRow("wss") << QByteArray("wss://h/socket/websocket?vsn=2.0.0")
                         << QByteArray("https://h/socket/longpoll?vsn=2.0.0");
    QTest::newRow("ws") << QByteArray("ws://h:4000/socket/websocket?a=1&vsn=2.0.0")
                        << QByteArray("http://h:4000/socket/longpoll?a=1&vsn=2.0.0");
    QTest::newRow("mount") << QByteArray("ws://h/websocket/v/websocket?vsn=2.0.0")
                           << QByteArray("http://h/websocket/v/longpoll?vsn=2.0.0");
}

void TestClientLongPoll::item224_theUrlIsThatOfTheWebSocket()
{
    QFETCH(const QByteArray, webSocket);
    QFETCH(const QByteArray, longPoll);

    QCOMPARE(LongPollTransport::pollUrl(webSocket), longPoll);
}

void TestClientLongPoll::item225_theFirstAnswerOpensAndGivesTheToken()
{
    LongPollTransport &opening = transport();
    QCOMPARE(opening.state(), Transport::State::Connecting);
    QTRY_COMPARE(m_stub->requests().size(), 1);
    const PollStub::Request first = m_stub->requests().at(0);
    QCOMPARE(first.method, QByteArray("GET"));
    QCOMPARE(first.target, QByteArray("/socket/longpoll?vsn=2.0.0&"));
    QVERIFY(first.head.contains("Accept: application/json"));

    PollStub::answer(first, Gone);

    QTRY_COMPARE(m_stub->requests().size(), 2);
    QCOMPARE(m_listener.log, QByteArrayList {"open"});
    QCOMPARE(opening.state(), Transport::State::Open);
    QCOMPARE(m_stub->requests().at(1).target, QByteArray("/socket/longpoll?vsn=2.0.0&token=T1"));
}

void TestClientLongPoll::item226_aLostSessionIsAnErrorAndAClose()
{
    LongPollTransport &lost = opened();

    answerPoll(1, R"({"status":410,"token":"T2","messages":[]})");

    QTRY_COMPARE(m_listener.log, (QByteArrayList {"error 410", "close 3410 session_gone"}));
    // As phoenix.js, until the socket closes it.
    QCOMPARE(lost.state(), Transport::State::Connecting);
}

void TestClientLongPoll::item227_answersAreFollowedByTheNextPoll()
{
    opened();

    answerPoll(1, R"({"status":204,"token":"T1","messages":[]})");
    QTRY_COMPARE(m_stub->requests().size(), 3);
    QCOMPARE(m_listener.log, QByteArrayList());
    answerPoll(2, R"({"status":200,"token":"T1","messages":["a","b","c"]})");

    QTRY_COMPARE(m_stub->requests().size(), 4);
    // Each in a turn of its own.
    QTRY_COMPARE(m_listener.log, (QByteArrayList {"a", "turn", "b", "turn", "c", "turn"}));
}

void TestClientLongPoll::item228_aRefusalClosesWith1008()
{
    LongPollTransport &refused = transport();
    QTRY_COMPARE(m_stub->requests().size(), 1);

    answerPoll(0, R"({"status":403})");

    QTRY_COMPARE(m_listener.log, (QByteArrayList {"error 403", "close 1008 forbidden"}));
    QCOMPARE(refused.state(), Transport::State::Closed);
}

void TestClientLongPoll::item229_answersThatAreNoneCloseWith1011_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("500") << QByteArray(R"({"status":500})");
    QTest::newRow("no JSON") << QByteArray("<html>");
    QTest::newRow("no status") << QByteArray("{}");
}

void TestClientLongPoll::item229_answersThatAreNoneCloseWith1011()
{
    QFETCH(const QByteArray, answer);
    opened();

    // Qt repeats a request whose connection ended, so the server is gone altogether.
    if (answer.isEmpty())
        m_stub->vanish();
    else
        answerPoll(1, answer);

    QTRY_COMPARE(m_listener.log,
                 (QByteArrayList {"error 500", "close 1011 internal server error"}));
}

void TestClientLongPoll::item229_anAnswerThatTakesTooLongClosesWith1005()
{
    transport(50ms);
    QTRY_COMPARE(m_stub->requests().size(), 1);

    QTRY_COMPARE(m_listener.log, (QByteArrayList {"error 0", "close 1005 timeout"}));
}

void TestClientLongPoll::item230_sendsOfOneTurnTravelTogether()
{
    LongPollTransport &open = opened();

    for (const char *line : {"a", "b", "c"})
        open.send(text(line));

    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 1);
    QCOMPARE(posted(0), QByteArray("a\nb\nc"));
    const PollStub::Request post = m_stub->ofMethod("POST").constFirst();
    QCOMPARE(post.target, QByteArray("/socket/longpoll?vsn=2.0.0&token=T1"));
    QVERIFY(post.head.contains("Content-Type: application/x-ndjson"));
}

void TestClientLongPoll::item230_sendsWaitForTheAcknowledgement()
{
    LongPollTransport &open = opened();
    open.send(text("a"));
    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 1);

    open.send(text("b"));
    open.send(text("c"));
    // A poll goes around meanwhile, and no second post.
    answerPoll(1, R"({"status":204,"token":"T1","messages":[]})");
    QTRY_COMPARE(m_stub->ofMethod("GET").size(), 3);
    QCOMPARE(m_stub->ofMethod("POST").size(), 1);
    PollStub::answer(m_stub->ofMethod("POST").at(0), Taken);

    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 2);
    QCOMPARE(posted(1), QByteArray("b\nc"));
}

void TestClientLongPoll::item230_aPostHasAHundredMessages()
{
    LongPollTransport &open = opened();

    for (int i = 0; i < 150; ++i)
        open.send(text(QByteArray::number(i)));

    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 1);
    QCOMPARE(posted(0).split('\n').size(), 100);
    PollStub::answer(m_stub->ofMethod("POST").at(0), Taken);
    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 2);
    QCOMPARE(posted(1).split('\n').size(), 50);
    QVERIFY(posted(1).startsWith("100\n"));
}

void TestClientLongPoll::item230_aRefusedPostCloses()
{
    LongPollTransport &open = opened();
    open.send(text("a"));
    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 1);

    PollStub::answer(m_stub->ofMethod("POST").at(0), R"({"status":410})");

    QTRY_COMPARE(m_listener.log,
                 (QByteArrayList {"error 410", "close 1011 internal server error"}));
}

void TestClientLongPoll::item231_bytesTravelAsBase64()
{
    LongPollTransport &open = opened();

    open.send({Opcode::Binary, QByteArray::fromHex("00fbff3e")});
    open.send(text("a"));

    QTRY_COMPARE(m_stub->ofMethod("POST").size(), 1);
    QCOMPARE(posted(0), QByteArray("APv/Pg==\na"));
}

void TestClientLongPoll::item232_thereAreNoHeartbeats()
{
    ClientFixture fixture;
    fixture.options.transport = TransportKind::LongPoll;
    fixture.open();

    fixture.timers.advance(10min);

    QCOMPARE(fixture.takeSent(), QByteArrayList());
    QVERIFY(fixture.socket().isConnected());
}

PHX_TEST_CLASS(TestClientLongPoll)

} // namespace phx::test

#include "tst_clientlongpoll.moc"
