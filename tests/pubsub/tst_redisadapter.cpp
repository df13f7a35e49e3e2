// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/redisadapter.h"
#include "tests/pubsub/clusterfixture.h"
#include "tests/pubsub/fakeredis.h"
#include "tests/support/testcase.h"

#include <QSignalSpy>

using namespace phx;
using protocol::Etf;
using protocol::EtfTerm;
using server::ClusterStatus;
using server::RedisEnvelope;
using State = ClusterStatus::State;
using test::ClusterNode;
using test::FakeRedis;
using test::WireClient;

namespace {

const QByteArray Hi = R"([null,null,"room:1","new_msg",{"body":"hi"}])";

//! A broadcast of `event` on room:1 in an envelope with what the case is about.
RedisEnvelope envelope(const QByteArray &event, RedisEnvelope::Mode mode, const EtfTerm &node)
{
    const protocol::Broadcast broadcast {.topic = "room:1", .event = event, .payload = {}};
    return {.mode = mode,
            .node = node,
            .topic = "room:1",
            .message = server::broadcastterm::toTerm(broadcast).value(),
            .dispatcher = server::dispatcher::Channels};
}

} // namespace

//! Broadcasts through Redis, as other nodes and our own clients see them.
class RedisAdapterTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item261TheBytesOfARealNodeReachTheClientsOfEveryThread()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"), 3);
        QVERIFY(node.reaches(State::Connected));
        std::vector<WireClient *> clients;
        for (int i = 0; i < 6; ++i)
            clients.push_back(&node.client());

        redis.publish(test::sampleChannel(), test::sampleMessage());
        redis.publish(test::sampleChannel(), test::sampleMessage());

        // Each twice, and nothing more: the third is the end of the test's own, which could be
        // quicker than what comes by way of Redis.
        QTRY_COMPARE(node.endpoint.clusterStatus().received, 2U);
        node.endpoint.broadcast("room:1", "end", {});
        for (WireClient *client : clients) {
            QCOMPARE(client->next().data, Hi);
            QCOMPARE(client->next().data, Hi);
            QCOMPARE(client->next().data, QByteArray(R"([null,null,"room:1","end",{}])"));
        }
    }

    void item262WhatIsForOthersIsNotDelivered()
    {
        using Mode = RedisEnvelope::Mode;
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();
        const auto send = [&redis](const QByteArray &bytes) {
            redis.publish(test::sampleChannel(), bytes);
        };
        const auto version = [](qint64 number) {
            return Etf::encode(EtfTerm::tuple({EtfTerm::integer(number), EtfTerm::atom("except"),
                                               EtfTerm::atom("x"), EtfTerm::binary("room:1"),
                                               EtfTerm(), EtfTerm::atom("d")}));
        };

        send(envelope("own", Mode::Except, EtfTerm::binary("n")).encode(0));
        send(envelope("own", Mode::Except, EtfTerm::atom("n")).encode(0));
        send(envelope("other", Mode::Only, EtfTerm::binary("x")).encode(0));
        send(version(2));
        send(version(4));
        redis.publish("phx:Elixir.Other.PubSub.Adapter", test::sampleMessage());
        send(envelope("direct", Mode::Only, EtfTerm::atom("n")).encode(0));
        send(envelope("all", Mode::Except, EtfTerm::atom("x")).encode(0));

        QCOMPARE(client.next().data, QByteArray(R"([null,null,"room:1","direct",{}])"));
        QCOMPARE(client.next().data, QByteArray(R"([null,null,"room:1","all",{}])"));
        QTRY_COMPARE(node.endpoint.clusterStatus().received, 2U);
        QCOMPARE(node.endpoint.clusterStatus().ignored, 3U);
    }

    void item263ACompressedTermIsRead()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient &client = node.client();
        const QByteArray compressed =
            QByteArray::fromHex("8350") + qCompress(test::sampleMessage().mid(1), 9);

        redis.publish(test::sampleChannel(), compressed);

        QCOMPARE(client.next().data, Hi);
    }

    void aBroadcastIsPublishedOnceWhateverThreadItBeginsOn_data()
    {
        QTest::addColumn<int>("sender");
        for (int i = 0; i < 3; ++i)
            QTest::addRow("client %d", i) << i;
    }
    void aBroadcastIsPublishedOnceWhateverThreadItBeginsOn()
    {
        QFETCH(int, sender);
        FakeRedis redis;
        auto options = test::redisAt(redis.port(), "n");
        options.compressionLevel = 9;
        ClusterNode node(options, 3);
        QVERIFY(node.reaches(State::Connected));
        std::vector<WireClient *> clients;
        for (int i = 0; i < 3; ++i)
            clients.push_back(&node.client());

        const QByteArray payload =
            "{\"n\":12345678901234567890,\"text\":\"" + QByteArray(500, 'x') + "\"}";
        clients[size_t(sender)]->sendText(R"(["1","2","room:1","new_msg",)" + payload + "]");

        for (WireClient *client : clients)
            QCOMPARE(client->next().data, R"([null,null,"room:1","new_msg",)" + payload + "]");
        QTRY_COMPARE(test::broadcastsIn(redis.published()).size(), 1);
        const QByteArray bytes = test::broadcastsIn(redis.published()).constFirst();
        QVERIFY(bytes.size() < 400);
        const auto sent = RedisEnvelope::decode(bytes, 1'000'000);
        QCOMPARE(sent.value().node.bytes(), QByteArray("n"));
        const auto broadcast = server::broadcastterm::fromTerm(sent.value().message);
        QCOMPARE(broadcast.value().payload.bytes(), payload);
        // Redis has sent it back to us: nobody got it a second time.
        node.endpoint.broadcast("room:1", "end", {});
        for (WireClient *client : clients)
            QVERIFY(client->next().data.contains(R"("end")"));
        QTRY_COMPARE(test::broadcastsIn(redis.published()).size(), 2);
        QTRY_VERIFY(node.endpoint.clusterStatus().published >= 2U);
    }

    void aBroadcastOfAnotherNodeIsARowWithItsName()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"), 2);
        QVERIFY(node.reaches(State::Connected));

        redis.publish(test::sampleChannel(), test::sampleMessage());
        QTRY_COMPARE(node.endpoint.clusterStatus().received, 1U);

        // Nobody was there to hear it.
        const auto rows = node.observed(tap::EventKind::FanOut);
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows.front().detail, QByteArray("a@127.0.0.1"));
        QCOMPARE(rows.front().topic, QByteArray("room:1"));
        QVERIFY(rows.front().recipients.isEmpty());
    }

    void aForcedDisconnectOfAnotherNodeClosesTheClient()
    {
        FakeRedis redis;
        ClusterNode node(test::redisAt(redis.port(), "n"));
        QVERIFY(node.reaches(State::Connected));
        WireClient client(node.endpoint.status().port);
        QCOMPARE(client.upgrade("/socket/websocket?vsn=2.0.0&user_id=7", {}).status, 101);
        const protocol::Broadcast disconnect {
            .topic = "user_sockets:7", .event = "disconnect", .payload = {}};
        const RedisEnvelope message {.node = EtfTerm::atom("a@h"),
                                     .topic = disconnect.topic,
                                     .message = server::broadcastterm::toTerm(disconnect).value(),
                                     .dispatcher = server::dispatcher::Channels};

        redis.publish(test::sampleChannel(), message.encode(0));

        QCOMPARE(client.next().code, 1001);
    }

    void plainMessagesGoToWhoSubscribedAndNeverToChannels()
    {
        FakeRedis redis;
        server::RedisAdapter adapter(
            test::redisAt(redis.port(), "n"),
            {.deliver = [](const protocol::Broadcast &, const QByteArray &) { QFAIL("delivered"); },
             .note = [](const QString &) {}});
        QList<EtfTerm> received;
        adapter.subscribe("phx_presence:S",
                          [&received](const EtfTerm &message) { received.append(message); });
        adapter.start();
        QTRY_COMPARE(adapter.status().state, State::Connected);

        // From an Elixir node, whose name is an atom; then the answer to it alone.
        RedisEnvelope plain {.node = EtfTerm::atom("a@h"),
                             .topic = "phx_presence:S",
                             .message = EtfTerm::tuple({EtfTerm::atom("pub")}),
                             .dispatcher = server::dispatcher::Plain};
        redis.publish(test::sampleChannel(), plain.encode(0));
        QTRY_COMPARE(received.size(), 1);
        QCOMPARE(received.constFirst(), plain.message);
        plain.topic = "elsewhere";
        redis.publish(test::sampleChannel(), plain.encode(0));
        plain.dispatcher = server::dispatcher::Channels;
        redis.publish(test::sampleChannel(), plain.encode(0));
        QTRY_COMPARE(adapter.status().ignored, 2U);

        adapter.sendTo("a@h", "phx_presence:S", EtfTerm::atom("ack"));
        adapter.sendTo("b", "phx_presence:S", EtfTerm::atom("ack"));
        adapter.send("phx_presence:S", EtfTerm::atom("all"));
        QTRY_COMPARE(redis.published().size(), 3);
        const auto sent = [&redis](qsizetype i) {
            return RedisEnvelope::decode(redis.published().at(i), 1'000'000).value();
        };
        QCOMPARE(sent(0).mode, RedisEnvelope::Mode::Only);
        QCOMPARE(sent(0).node, EtfTerm::atom("a@h"));
        QCOMPARE(sent(1).node, EtfTerm::binary("b"));
        QCOMPARE(sent(2).mode, RedisEnvelope::Mode::Except);
        QCOMPARE(sent(2).dispatcher, QByteArray(server::dispatcher::Plain));
        QCOMPARE(sent(2).message, EtfTerm::atom("all"));
    }

    void logsInAndSelectsBeforeItSubscribes()
    {
        FakeRedis redis;
        auto options = test::redisAt(redis.port(), "n");
        options.address.username = "ann";
        options.address.password = "secret";
        options.address.database = 2;
        ClusterNode node(options);

        QVERIFY(node.reaches(State::Connected));

        QCOMPARE(redis.commands(),
                 (QByteArrayList {"AUTH ann secret", "SELECT 2", "AUTH ann secret", "SELECT 2",
                                  "SUBSCRIBE " + test::sampleChannel()}));
    }
};

PHX_TEST_CLASS(RedisAdapterTest)
#include "tst_redisadapter.moc"
