// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/fallback.h"
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::LongPollFallback;
using client::SessionStorage;
using client::Socket;
using client::TransportKind;

//! protocol.md §12 J: going over to long-poll, against a fake clock.
class TestClientFallback : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item233_aRefusedWebSocketFallsBackAndIsRemembered();
    void item233_aWebSocketThatTakesTooLongFallsBack();
    void item233_whatWaitedIsSentOverTheOther();
    void item234_anAnsweredPingKeepsTheWebSocket();
    void item235_anUnansweredPingFallsBack();
    void item236_aRememberedFallbackIsTakenAtOnce();

private:
    using Kinds = QList<TransportKind>;

    //! Asks for a fallback after 20 ms.
    void prepare(ClientFixture &fixture)
    {
        fixture.options.longPollFallback = 20ms;
        fixture.options.sessionStorage = &m_storage;
        m_storage.clear();
    }

    SessionStorage m_storage;
};

void TestClientFallback::item233_aRefusedWebSocketFallsBackAndIsRemembered()
{
    ClientFixture fixture;
    prepare(fixture);
    fixture.socket().connectSocket();

    fixture.transport().refuse();

    QCOMPARE(fixture.log.kinds, (Kinds {TransportKind::WebSocket, TransportKind::LongPoll}));
    QVERIFY(m_storage.isEmpty());
    fixture.transport().open();
    QVERIFY(fixture.socket().isConnected());
    QCOMPARE(m_storage.value("phx:fallback:LongPoll"), QByteArray("true"));
}

void TestClientFallback::item233_aWebSocketThatTakesTooLongFallsBack()
{
    ClientFixture fixture;
    prepare(fixture);
    fixture.socket().connectSocket();

    fixture.timers.advance(19ms);
    QCOMPARE(fixture.attempts(), 1);
    fixture.timers.advance(1ms);

    QCOMPARE(fixture.log.kinds.constLast(), TransportKind::LongPoll);
}

void TestClientFallback::item233_whatWaitedIsSentOverTheOther()
{
    ClientFixture fixture;
    prepare(fixture);
    const auto channel = fixture.socket().channel("room:a");
    std::ignore = channel->join();
    fixture.socket().connectSocket();
    fixture.transport().refuse();
    fixture.takeSent();

    fixture.transport().open();

    const QByteArrayList sent = fixture.takeSent();
    QCOMPARE(sent.size(), 1);
    QVERIFY(sent.constFirst().contains("phx_join"));
    fixture.reply(*channel->joinPush(), "room:a", "ok");
    QVERIFY(channel->isJoined());
}

void TestClientFallback::item234_anAnsweredPingKeepsTheWebSocket()
{
    ClientFixture fixture;
    prepare(fixture);
    fixture.open();
    const QByteArrayList sent = fixture.takeSent();
    QCOMPARE(sent.size(), 1);
    const QByteArray ref = sent.constFirst().split(',').at(1);

    fixture.transport().receive("[null," + ref
                                + R"(,"phoenix","phx_reply",{"status":"ok","response":{}}])");
    fixture.timers.advance(1s);

    QCOMPARE(fixture.attempts(), 1);
    // Later failures are the WebSocket's own matter.
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    QCOMPARE(fixture.log.kinds, (Kinds {TransportKind::WebSocket, TransportKind::WebSocket}));
    QVERIFY(m_storage.isEmpty());
}

void TestClientFallback::item235_anUnansweredPingFallsBack()
{
    ClientFixture fixture;
    prepare(fixture);
    fixture.open();
    const auto channel = fixture.joined("room:a");

    fixture.timers.advance(20ms);

    QCOMPARE(fixture.log.kinds, (Kinds {TransportKind::WebSocket, TransportKind::LongPoll}));
    QCOMPARE(channel->state(), client::Channel::State::Errored);
    fixture.transport().open();
    QCOMPARE(channel->state(), client::Channel::State::Joining);
    QCOMPARE(m_storage.value(LongPollFallback::StorageKey), QByteArray("true"));
}

void TestClientFallback::item236_aRememberedFallbackIsTakenAtOnce()
{
    ClientFixture fixture;
    prepare(fixture);
    m_storage.insert(LongPollFallback::StorageKey, "true");

    fixture.socket().connectSocket();

    QCOMPARE(fixture.log.kinds, Kinds {TransportKind::LongPoll});
}

PHX_TEST_CLASS(TestClientFallback)

} // namespace phx::test

#include "tst_clientfallback.moc"
