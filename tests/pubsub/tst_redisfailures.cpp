// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/redisenvelope.h"
#include "tests/pubsub/clusterfixture.h"
#include "tests/pubsub/fakeredis.h"
#include "tests/support/testcase.h"

#include <QLoggingCategory>

using namespace phx;
using protocol::EtfTerm;
using server::RedisEnvelope;
using State = server::ClusterStatus::State;
using test::ClusterNode;
using test::FakeRedis;
using test::WireClient;

//! A Redis that is away, refuses, or is none; and messages that are none.
class RedisFailuresTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    // Each of these cases warns; what it says is asked of the status and the rows.
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("phx.server.pubsub.warning=false"));
    }
    void cleanupTestCase() { QLoggingCategory::setFilterRules({}); }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *command, const QByteArray &answer,
                            const char *words) {
            QTest::newRow(name) << QByteArray(command) << answer << QString::fromLatin1(words);
        };

        row("wrong password", "AUTH", "-WRONGPASS invalid username-password pair\r\n",
            "refused the user or password: WRONGPASS invalid");
        row("no password", "SUBSCRIBE", "-NOAUTH Authentication required.\r\n",
            "wants a password: give it in the URL");
        row("no such database", "SELECT", "-ERR DB index is out of range\r\n",
            "has no database 2: ERR DB index");
        row("forbidden channel", "SUBSCRIBE", "-NOPERM this user has no permissions\r\n",
            "refused to subscribe to phx:Elixir.MyApp.PubSub.Adapter: NOPERM");
        row("a web server", "AUTH", "HTTP/1.1 400 Bad Request\r\n\r\n", "is it a Redis?");
        row("silence", "SUBSCRIBE", "", "did not answer within 300 ms");
        row("other answer", "SUBSCRIBE", "+OK\r\n", "as no Redis does");
        row("endless number", "PING", "*99999999999\r\n", "is it a Redis?");
        row("control characters", "AUTH", "-ERR \x1b[2J\r\n", "ERR ?[2J");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        QFETCH(QString, words);
        FakeRedis redis;
        redis.setAnswer(command, answer);
        auto options = test::redisAt(redis.port(), "n");
        options.address.password = "secret";
        options.address.database = 2;
        options.connectDeadline = std::chrono::milliseconds(300);

        ClusterNode node(options);

        QVERIFY(node.reaches(State::Lost));
        const QString problem = node.endpoint.clusterStatus().problem;
        QVERIFY2(problem.contains(words), qPrintable(problem));
        QVERIFY(!problem.contains(QLatin1String("secret")));
        // One row, however often it is tried.
        QTRY_VERIFY(redis.commands().size() > 6);
        QCOMPARE(node.observed(tap::EventKind::Note).size(), 1U);
    }

    void nobodyListens()
    {
        ClusterNode node(test::redisAt(1, "n"));

        QVERIFY(node.reaches(State::Lost));

        QVERIFY(node.endpoint.clusterStatus().problem.contains(QLatin1String("127.0.0.1:1")));
        // The server works without it.
        WireClient &client = node.client();
        node.endpoint.broadcast("room:1", "here", {});
        QVERIFY(client.next().data.contains("here"));
        QTRY_VERIFY(node.endpoint.clusterStatus().lost >= 1U);
    }

    void comesBackAndSubscribesAnew()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();

        redis.setAnswer("AUTH", {});
        redis.setAnswer("PING", "-LOADING Redis is loading the dataset in memory\r\n");
        redis.drop();
        QVERIFY(node.reaches(State::Lost));
        QTRY_VERIFY(node.endpoint.clusterStatus().problem.contains(QLatin1String("LOADING")));
        node.endpoint.broadcast("room:1", "lost", {});
        QVERIFY(client.next().data.contains("lost"));
        redis.setAnswer("PING", "+PONG\r\n");
        QVERIFY(node.reaches(State::Connected));

        redis.publish(test::sampleChannel(), test::sampleMessage());
        QVERIFY(client.next().data.contains("new_msg"));
        QVERIFY(node.endpoint.clusterStatus().lost >= 1U);
        QVERIFY(test::broadcastsIn(redis.published()).isEmpty());
        QByteArray last;
        for (const tap::TapEvent &note : node.observed(tap::EventKind::Note))
            last = note.detail;
        QVERIFY2(last.contains("is back after"), last.constData());
        QVERIFY2(last.contains("messages were not published meanwhile"), last.constData());
    }

    void noticesThatRedisHasGoneSilent()
    {
        FakeRedis redis;
        auto options = test::redisAt(redis.port(), "n");
        options.keepAlive = std::chrono::milliseconds(100);
        ClusterNode node(options);
        QVERIFY(node.reaches(State::Connected));

        redis.setAnswer("PING", {});

        QVERIFY(node.reaches(State::Lost));
        QTRY_VERIFY(
            node.endpoint.clusterStatus().problem.contains(QLatin1String("silent"))
            || node.endpoint.clusterStatus().problem.contains(QLatin1String("did not answer")));
    }

    void refusedMessagesAreCountedAsLost()
    {
        FakeRedis redis;
        redis.setAnswer("PUBLISH", "-NOPERM no\r\n");
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));

        node.endpoint.broadcast("room:1", "e", {});

        QTRY_VERIFY(node.endpoint.clusterStatus().lost >= 1U);
        QTRY_COMPARE(node.endpoint.clusterStatus().published, 0U);
        QCOMPARE(node.endpoint.clusterStatus().state, State::Connected);
    }

    void whatRedisNeverConfirmedIsLostWithTheConnection()
    {
        FakeRedis redis;
        redis.setAnswer("PUBLISH", {});
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        node.endpoint.broadcast("room:1", "e", {});
        QTRY_COMPARE(node.endpoint.clusterStatus().published, 1U);

        redis.drop();

        QTRY_COMPARE(node.endpoint.clusterStatus().lost, 1U);
        QCOMPARE(node.endpoint.clusterStatus().published, 0U);
    }

    void aMessageAboveTheLimitIsPassedOver()
    {
        FakeRedis redis;
        auto options = test::redisAt(redis.port(), "n");
        options.maxMessageBytes = 10'000;
        ClusterNode node(options);
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();

        redis.publish(test::sampleChannel(), QByteArray(100'000, 'x'));
        redis.publish(test::sampleChannel(), test::sampleMessage());

        QVERIFY(client.next().data.contains(R"({"body":"hi"})"));
        QTRY_COMPARE(node.endpoint.clusterStatus().undecodable, 1U);
        QCOMPARE(node.endpoint.clusterStatus().state, State::Connected);
    }

    void undecodableMessagesAreCountedAndTheLinkStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto broadcast = [](const QList<EtfTerm> &payload) {
            return RedisEnvelope {
                .node = EtfTerm::atom("a"),
                .topic = "room:1",
                .message = EtfTerm::map(
                    {EtfTerm::atom("__struct__"), EtfTerm::atom("Elixir.Phoenix.Socket.Broadcast"),
                     EtfTerm::atom("event"), EtfTerm::binary("e"), EtfTerm::atom("topic"),
                     EtfTerm::binary("room:2"), EtfTerm::atom("payload"), EtfTerm::map(payload)}),
                .dispatcher = server::dispatcher::Channels}
                .encode(0);
        };

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("{\"topic\":\"room:1\"}");
        QTest::newRow("cut off") << test::sampleMessage().first(100);
        QTest::newRow("bytes behind") << test::sampleMessage() + 'x';
        QTest::newRow("two topics") << broadcast({});
        QTest::newRow("tuple in payload")
            << broadcast({EtfTerm::binary("k"), EtfTerm::tuple({EtfTerm::integer(1)})});
    }
    void undecodableMessagesAreCountedAndTheLinkStays()
    {
        QFETCH(QByteArray, bytes);
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();

        redis.publish(test::sampleChannel(), bytes);
        redis.publish(test::sampleChannel(), test::sampleMessage());

        QVERIFY(client.next().data.contains(R"({"body":"hi"})"));
        QTRY_COMPARE(node.endpoint.clusterStatus().undecodable, 1U);
        QCOMPARE(node.endpoint.clusterStatus().state, State::Connected);
        QCOMPARE(node.observed(tap::EventKind::Note).size(), 2U); // connected, and this
    }

    void unencodableBroadcastsStayHere()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();
        const QByteArray deep = R"({"a":)" + QByteArray(100, '[') + QByteArray(100, ']') + '}';

        node.endpoint.broadcast("room:1", "deep", protocol::Payload::json(deep));

        QVERIFY(client.next().data.contains("deep"));
        QTRY_COMPARE(node.endpoint.clusterStatus().unencodable, 1U);
        QVERIFY(test::broadcastsIn(redis.published()).isEmpty());
    }
};

PHX_TEST_CLASS(RedisFailuresTest)
#include "tst_redisfailures.moc"
