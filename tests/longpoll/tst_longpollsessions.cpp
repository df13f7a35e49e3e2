// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/longpoll/pollclient.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

//! How sessions live and end, and that nothing is lost on the way: protocol.md §12 G by number.
class LongPollSessionsTest : public TestCase
{
    Q_OBJECT

private:
    static int statusOf(const QJsonObject &answer)
    {
        return answer.value(QLatin1String("status")).toInt();
    }
    static int statusOf(const std::optional<HttpAnswer> &answer)
    {
        return answer ? statusOf(jsonOf(*answer)) : 0;
    }

private Q_SLOTS:
    void items153And162GarbageEndsTheSession_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const QByteArray ndjson = "application/x-ndjson";
        QTest::newRow("garbage") << QByteArray("hello") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray("application/json");
        QTest::newRow("two lines as JSON") << QByteArray("[1]\n[2]") << QByteArray();
        QTest::newRow("bad UTF-8") << QByteArray("[\"1\",\"1\",\"\xff\",\"x\",{}]") << QByteArray();
        QTest::newRow("item 158: a last newline")
            << QByteArray("[null,\"1\",\"phoenix\",\"heartbeat\",{}]\n") << ndjson;
    }
    void items153And162GarbageEndsTheSession()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, type);
        PollServer server;
        PollClient client = server.joined("room:a");
        const QByteArray token = client.token;

        QCOMPARE(client.post(body, type), 408);

        QCOMPARE(client.post(R"([null,"1","phoenix","heartbeat",{}])"), 410);
        QCOMPARE(statusOf(client.poll()), 410);
        QVERIFY(client.token != token);
    }
    void item170ASessionWithoutPollsEnds()
    {
        PollServer server;
        PollClient client = server.joined("room:a");

        // POSTs do not keep it alive.
        QTRY_COMPARE_WITH_TIMEOUT(client.post(R"([null,"1","phoenix","heartbeat",{}])"), 410,
                                  5'000);
    }
    void item171ADisconnectEndsTheSessionAfterItsPoll()
    {
        PollServer server;
        PollClient client = server.client();
        client.query = "vsn=2.0.0&user_id=u1";
        client.poll();
        const auto waiting = client.beginPoll();

        server.endpoint.disconnectId("user_sockets:u1");

        QCOMPARE(statusOf(waiting->takeAnswer(std::chrono::seconds(10))), 204);
        QCOMPARE(statusOf(client.poll()), 410);
    }
    void anAbandonedPollLosesNothing_data()
    {
        QTest::addColumn<bool>("isReset"); // or ended in order
        QTest::newRow("RST") << true;
        QTest::newRow("FIN") << false;
    }
    void anAbandonedPollLosesNothing()
    {
        QFETCH(const bool, isReset);
        PollServer server;
        PollClient client = server.joined("room:a");
        for (int i = 0; i < 20; ++i) {
            const auto waiting = client.beginPoll();
            // The message and the end of the client meet on the way.
            server.endpoint.broadcast("room:a", "x" + QByteArray::number(i), {});
            if (isReset)
                waiting->reset();
            else
                waiting->disconnect();

            QJsonArray got;
            while (got.isEmpty())
                got = client.messages();

            QCOMPARE(got.size(), 1);
            QCOMPARE(got.at(0).toArray().at(3).toString(), QStringLiteral("x%1").arg(i));
        }
    }
    void aPostWhileAPollWaitsIsAnsweredByIt()
    {
        PollServer server;
        PollClient client = server.joined("room:a");
        const auto waiting = client.beginPoll();

        QCOMPARE(client.post(R"(["1","2","room:a","ack",{}])"), 200);

        const auto answer = waiting->takeAnswer(std::chrono::seconds(10));
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer->body.contains("phx_reply"));
    }
    void aSessionThatIsNotPolledIsBounded()
    {
        PollServer server;
        PollClient client = server.joined("room:a");
        const QByteArray big = "{\"s\":\"" + QByteArray(300'000, 'x') + "\"}";

        for (int i = 0; i < 5; ++i)
            server.endpoint.broadcast("room:a", "big", protocol::Payload::json(big));

        QTRY_COMPARE(client.post(R"([null,"1","phoenix","heartbeat",{}])"), 410);
    }
    void item163AJoinLongerThanTheWindowIsATimeout()
    {
        const auto never = std::make_shared<LambdaChannel::Callbacks>();
        never->join = [](auto &...) { return server::Pending {}; };
        PollServer server(
            1,
            {{.path = "/slow",
              .handler = std::make_shared<FixtureHandler>(std::vector<server::ChannelRoute> {
                  {.pattern = protocol::TopicPattern::parse("room:*").value(),
                   .channel = [never] { return std::make_unique<LambdaChannel>(never); }}})}});
        PollClient client = server.client("/slow/longpoll");
        client.poll();
        const QByteArray token = client.token;

        QCOMPARE(client.post(R"(["1","1","room:a","phx_join",{}])"), 408);

        // Nobody is there for a poll while the join runs: it gets another session.
        QCOMPARE(statusOf(client.poll()), 410);
        QVERIFY(client.token != token);
    }
    void item166AConnectThatRaisesIsAnErrorOfTheServer()
    {
        const auto handler = std::make_shared<FixtureHandler>(std::vector<server::ChannelRoute> {});
        handler->answer = server::ConnectCrashed {QStringLiteral("boom")};
        PollServer server(1, {{.path = "/raising", .handler = handler}});

        QCOMPARE(server.client("/raising/longpoll").request("GET").status, 500);
    }
    void item164ABodyAboveTheLimitIsABadRequest()
    {
        PollServer server;
        PollClient client = server.joined("room:a");
        QCOMPARE(client.post(QByteArray(8'000'001, ' ')), 400);
    }
    void item175ASessionIsReachedOverAnyNode()
    {
        PollServer server(3);
        PollClient client = server.joined("room:a");
        // One connection a request, in turn to the nodes.
        for (int i = 0; i < 6; ++i) {
            const QByteArray push =
                "[\"1\",\"" + QByteArray::number(i) + "\",\"room:a\",\"ack\",{}]";
            QCOMPARE(client.post(push + '\n' + push, "application/x-ndjson"), 200);
            QCOMPARE(client.messages().size(), 2);
        }
        const auto waiting = client.beginPoll();
        server.endpoint.broadcast("room:a", "x", {});
        QCOMPARE(statusOf(waiting->takeAnswer(std::chrono::seconds(10))), 200);
    }
    void theCaptureShowsOneSession()
    {
        PollServer server;
        PollClient client = server.joined("room:a");
        client.post("hello");

        std::vector<tap::TapEvent> events;
        for (const auto &tap : server.endpoint.taps())
            tap->drain(events);

        QList<tap::EventKind> kinds;
        QSet<quint64> connections;
        for (const tap::TapEvent &event : events) {
            if (event.kind == tap::EventKind::ServerStarted)
                continue;
            kinds.append(event.kind);
            if (event.connection != 0)
                connections.insert(event.connection);
            QCOMPARE(event.transport, tap::TransportKind::LongPoll);
        }
        using enum tap::EventKind;
        QCOMPARE(kinds,
                 (QList<tap::EventKind> {HandshakeAccepted, MessageIn, MessageOut, ChannelJoined,
                                         Undecodable, ChannelClosed, Closed, Note}));
        QCOMPARE(connections.size(), 1);
    }
};

PHX_TEST_CLASS(LongPollSessionsTest)

} // namespace phx::test

#include "tst_longpollsessions.moc"
