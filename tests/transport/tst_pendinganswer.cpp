// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/listener.h"
#include "tests/support/testcase.h"
#include "tests/transport/fakehandler.h"
#include "tests/transport/rawclient.h"

namespace phx::server {

using phx::test::FakeHandler;
using phx::test::RawClient;

namespace {

http::Response plain(const QByteArray &body)
{
    return {.status = 200, .fields = {}, .body = body};
}

} // namespace

//! A request whose answer takes a while, and what its client does meanwhile.
class PendingAnswerTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestsBehindItWait();
    void itMayBeTheUpgrade();
    void framesThatComeInPiecesKeepTheirOrder();
    void whoAnswersHearsThatTheClientHasGone();
    void anAnswerThatIsNotTakenInIsLost();
    void theNextRequestShowsThatItArrived();
    void aConnectionThatEndsWithItsAnswerLosesTheRest();
    void whoWantsToSeeTheAnswerSeesItInsteadOfTheHandler();
    void headHasNoBody();
};

void PendingAnswerTest::theRequestsBehindItWait()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send(RawClient::get("/nothing") + RawClient::get("/later")
                + RawClient::get("/").left(8));
    QTRY_VERIFY(client.received().endsWith("not found"));
    client.send(RawClient::get("/").mid(8) + RawClient::get("/later"));
    QTRY_COMPARE(handler.later.size(), 1U);
    handler.later[0]->answer(plain("late"));

    QTRY_COMPARE(handler.later.size(), 2U);
    handler.later[1]->answer(plain("later still"));
    QTRY_VERIFY(client.received().endsWith("later still"));
    QVERIFY(client.received().indexOf("late") < client.received().indexOf("home"));
    QCOMPARE(handler.answered, (QList<int> {404, 200, 200, 200}));
}

void PendingAnswerTest::itMayBeTheUpgrade()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    client.send(RawClient::handshake("/later") + RawClient::frame(RawClient::Text, "early"));
    QTRY_COMPARE(handler.later.size(), 1U);

    handler.later[0]->answer(handler.makeUpgrade());
    client.send(RawClient::frame(RawClient::Text, "then"));

    QTRY_COMPARE(handler.listeners.size(), 1U);
    QTRY_COMPARE(handler.listeners[0]->frames.size(), 2);
    QCOMPARE(handler.listeners[0]->frames[0].bytes, QByteArray("early"));
    QCOMPARE(handler.listeners[0]->frames[1].bytes, QByteArray("then"));
    QTRY_VERIFY(client.isUpgraded());
    QCOMPARE(handler.answered, (QList<int> {101}));
}

void PendingAnswerTest::framesThatComeInPiecesKeepTheirOrder()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    QByteArray frames;
    for (int i = 0; i < 20'000; ++i) // more than is held
        frames += RawClient::frame(RawClient::Text, QByteArray::number(i));
    client.send(RawClient::handshake("/later") + frames);
    QTRY_COMPARE(handler.later.size(), 1U);

    handler.later[0]->answer(handler.makeUpgrade());

    QTRY_COMPARE(handler.listeners.size(), 1U);
    QTRY_COMPARE(handler.listeners[0]->frames.size(), 20'000);
    for (int i = 0; i < 20'000; ++i)
        QCOMPARE(handler.listeners[0]->frames[i].bytes, QByteArray::number(i));
}

void PendingAnswerTest::whoAnswersHearsThatTheClientHasGone()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    int lost = 0;
    RawClient client(listener.port());
    client.send(RawClient::handshake("/later"));
    QTRY_COMPARE(handler.later.size(), 1U);
    handler.later[0]->onLost = [&lost] { ++lost; };

    client.socket().abort();

    QTRY_COMPARE(lost, 1);
    QVERIFY(handler.later[0]->isAnswered());
    handler.later[0]->answer(handler.makeUpgrade());
    QVERIFY(handler.listeners.empty());
    QCOMPARE(lost, 1);
    QTRY_COMPARE(listener.connectionCount(), 0);
}

void PendingAnswerTest::anAnswerThatIsNotTakenInIsLost()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    int lost = 0;
    RawClient client(listener.port());
    client.send(RawClient::get("/later"));
    QTRY_COMPARE(handler.later.size(), 1U);
    handler.later[0]->onLost = [&lost] { ++lost; };

    handler.later[0]->answer(plain(QByteArray(8'000'000, 'x')));
    client.socket().abort();

    QTRY_COMPARE(lost, 1);
}

void PendingAnswerTest::theNextRequestShowsThatItArrived()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    int lost = 0;
    RawClient client(listener.port());
    client.send(RawClient::get("/later"));
    QTRY_COMPARE(handler.later.size(), 1U);
    handler.later[0]->onLost = [&lost] { ++lost; };
    handler.later[0]->answer(plain("late"));
    QTRY_VERIFY(client.received().endsWith("late"));

    client.send(RawClient::get("/"));
    QTRY_VERIFY(client.received().endsWith("home"));
    client.socket().abort();

    QTRY_COMPARE(listener.connectionCount(), 0);
    QCOMPARE(lost, 0);
}

void PendingAnswerTest::aConnectionThatEndsWithItsAnswerLosesTheRest()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    client.send(RawClient::get("/later", "connection: close\r\n") + RawClient::get("/"));
    QTRY_COMPARE(handler.later.size(), 1U);

    handler.later[0]->answer(plain("late"));

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().endsWith("late"));
    QCOMPARE(handler.requests.size(), 1);
}

void PendingAnswerTest::whoWantsToSeeTheAnswerSeesItInsteadOfTheHandler()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    QByteArray seen;
    RawClient client(listener.port());
    client.send(RawClient::get("/later"));
    QTRY_COMPARE(handler.later.size(), 1U);
    handler.later[0]->onSent = [&seen](const QByteArray &sent) { seen = sent; };

    handler.later[0]->answer(plain("late"));

    QTRY_VERIFY(client.received().endsWith("late"));
    QCOMPARE(seen, client.received());
    QVERIFY(handler.answered.isEmpty());
}

void PendingAnswerTest::headHasNoBody()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    client.send("HEAD /later HTTP/1.1\r\nhost: a\r\n\r\n");
    QTRY_COMPARE(handler.later.size(), 1U);

    handler.later[0]->answer(plain("late"));

    QTRY_VERIFY(client.received().endsWith("\r\n\r\n"));
    QVERIFY(client.received().startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(!client.received().contains("late"));
}

PHX_TEST_CLASS(PendingAnswerTest)

} // namespace phx::server

#include "tst_pendinganswer.moc"
