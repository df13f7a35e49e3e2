// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/realtimechannel.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>

using namespace phx;
using protocol::Vsn;
using server::RealtimeChannel;
using test::FakeTransport;
using test::Node;

namespace {

const QByteArray Topic = "realtime:a";
const QByteArray NoChanges = R"({"response":{"postgres_changes":[]},"status":"ok"})";

//! A node whose only channel is the one under test.
struct RealtimeNode : Node
{
    RealtimeNode() { routeTo<RealtimeChannel>("realtime:*"); }

    //! A client of the dialect that has joined with that config; its frames are taken.
    FakeTransport &member(const QByteArray &config, Vsn vsn = Vsn::V2)
    {
        FakeTransport &client = supabaseClient(vsn);
        client.receive(vsn == Vsn::V2
                           ? R"(["1","1","realtime:a","phx_join",{"config":)" + config + "}]"
                           : R"({"topic":"realtime:a","event":"phx_join","payload":{"config":)"
                               + config + R"(},"ref":"1","join_ref":"1"})");
        client.take();
        return client;
    }
};

const QByteArray Quiet = R"({"presence":{"enabled":false}})";

//! Kind 3 with join_ref 1, ref 2, the topic and the event "x".
QByteArray userPush(char encoding, const QByteArray &payload)
{
    return QByteArray::fromHex("0301010a0100") + encoding + "12" + Topic + "x" + payload;
}

//! Kind 4, as the tests' transport writes it.
QByteArray userBroadcast(char encoding, const QByteArray &payload)
{
    return "hex:" + (QByteArray::fromHex("040a0100") + encoding + Topic + "x" + payload).toHex();
}

QJsonArray parsed(const QByteArray &frame)
{
    return QJsonDocument::fromJson(frame).array();
}

const QByteArray Acknowledged =
    R"(["1","2","realtime:a","phx_reply",{"response":{},"status":"ok"}])";

} // namespace

//! What the clients of Supabase Realtime need (protocol.md §11.3, §12 O 271 to 274).
class RealtimeChannelTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aTopicNeedsAName()
    {
        RealtimeNode node;
        FakeTransport &client = node.supabaseClient();

        client.receive(R"(["1","1","realtime:","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","realtime:","phx_reply",{"response":{"reason":"TopicNameRequired: You must provide a topic name"},"status":"error"}])"});
    }
    void item274AJoinWithoutConfigIsWelcome_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("a token") << QByteArray(R"({"access_token":"x"})");
        QTest::newRow("nonsense") << QByteArray(
            R"({"config":{"broadcast":7,"presence":[],"postgres_changes":{"a":1}}})");
    }
    void item274AJoinWithoutConfigIsWelcome()
    {
        QFETCH(const QByteArray, payload);
        RealtimeNode node;
        FakeTransport &client = node.supabaseClient();

        client.receive(R"(["1","1","realtime:a","phx_join",)" + payload + ']');

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","realtime:a","phx_reply",)" + NoChanges + ']',
                            R"(["1",null,"realtime:a","presence_state",{}])"});
    }
    void item273RequestedChangesGetIdsInTheirOrderAndAreConfirmed()
    {
        RealtimeNode node;
        FakeTransport &client = node.supabaseClient();

        client.receive(
            R"(["1","1","realtime:a","phx_join",{"config":{"presence":{"enabled":false},"postgres_changes":[{"event":"*","schema":"public","table":"t"},{"event":"INSERT","schema":"public","filter":"id=eq.1"}]}}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","realtime:a","phx_reply",{"response":{"postgres_changes":[{"event":"*","id":1,"schema":"public","table":"t"},{"event":"INSERT","filter":"id=eq.1","id":2,"schema":"public"}]},"status":"ok"}])",
             R"(["1",null,"realtime:a","system",{"channel":"a","extension":"postgres_changes","message":"Subscribed to PostgreSQL","status":"ok"}])"});
    }
    void item271ABroadcastGoesToTheOthersUnanswered()
    {
        RealtimeNode node;
        FakeTransport &sender = node.member(Quiet);
        FakeTransport &other = node.member(Quiet);

        sender.receive(
            R"(["1","2","realtime:a","broadcast",{"type":"broadcast","event":"x","payload":{}}])");
        sender.receiveBinary(userPush(1, R"({"n":1.0})"));
        sender.receiveBinary(userPush(0, "\1\2"));

        QVERIFY(sender.take().isEmpty());
        QCOMPARE(
            other.take(),
            (QByteArrayList {
                R"([null,null,"realtime:a","broadcast",{"type":"broadcast","event":"x","payload":{}}])",
                userBroadcast(1, R"({"n":1.0})"), userBroadcast(0, "\1\2")}));
    }
    void item271SelfAndAckAreAskedForAtJoin_data()
    {
        QTest::addColumn<QByteArray>("yes");
        QTest::newRow("boolean") << QByteArray("true");
        QTest::newRow("text") << QByteArray(R"("true")");
    }
    void item271SelfAndAckAreAskedForAtJoin()
    {
        QFETCH(const QByteArray, yes);
        RealtimeNode node;
        FakeTransport &client = node.member(R"({"presence":{"enabled":false},"broadcast":{"self":)"
                                            + yes + R"(,"ack":)" + yes + "}}");

        client.receiveBinary(userPush(1, "{}"));

        PHX_COMPARE_FRAMES(client, {userBroadcast(1, "{}"), Acknowledged});
    }
    void item272ClientsOfVersion1GetText()
    {
        RealtimeNode node;
        FakeTransport &sender = node.member(Quiet);
        FakeTransport &old = node.member(Quiet, Vsn::V1);

        sender.receiveBinary(userPush(1, R"({"n":1})"));

        PHX_COMPARE_FRAMES(
            old,
            {R"({"event":"broadcast","payload":{"event":"x","payload":{"n":1},"type":"broadcast"},"ref":null,"topic":"realtime:a"})"});
    }
    void bytesSkipTheClientsOfVersion1()
    {
        RealtimeNode node;
        FakeTransport &sender = node.member(Quiet);
        FakeTransport &old = node.member(Quiet, Vsn::V1);
        FakeTransport &current = node.member(Quiet);

        sender.receiveBinary(userPush(0, "\1\2"));

        QVERIFY(sender.take().isEmpty());
        QVERIFY(old.take().isEmpty());
        QCOMPARE(current.take(), QByteArrayList {userBroadcast(0, "\1\2")});
    }
    void presenceIsTrackedUnderTheKeyOfTheJoin()
    {
        RealtimeNode node;
        FakeTransport &client = node.member(R"({"presence":{"key":"ada","enabled":true}})");

        client.receive(
            R"(["1","2","realtime:a","presence",{"type":"presence","event":"track","payload":{"at":1}}])");
        const QByteArrayList frames = client.take();

        QCOMPARE(frames.size(), 2);
        QCOMPARE(test::normalised({frames.at(0)}), test::normalised({Acknowledged}));
        const QJsonArray diff = parsed(frames.at(1));
        QCOMPARE(diff.at(3).toString(), QStringLiteral("presence_diff"));
        const QJsonValue meta =
            diff.at(4)[QLatin1String("joins")][QLatin1String("ada")][QLatin1String("metas")]
                .toArray()
                .at(0);
        QCOMPARE(meta[QLatin1String("at")].toInt(), 1);
        QVERIFY(!meta[QLatin1String("phx_ref")].toString().isEmpty());
    }
    void trackingTheSameAgainSaysNothingToTheOthers()
    {
        RealtimeNode node;
        FakeTransport &client = node.member(R"({"presence":{"key":"ada","enabled":true}})");
        const QByteArray track =
            R"(["1","2","realtime:a","presence",{"event":"TRACK","payload":{"at":1}}])";
        client.receive(track);
        client.take();

        client.receive(track);

        PHX_COMPARE_FRAMES(client, {Acknowledged});
    }
    void trackingAnewReplacesTheOldOne()
    {
        RealtimeNode node;
        FakeTransport &client = node.member(R"({"presence":{"key":"ada","enabled":true}})");
        client.receive(R"(["1","2","realtime:a","presence",{"event":"track","payload":{"at":1}}])");
        client.take();

        client.receive(R"(["1","3","realtime:a","presence",{"event":"track","payload":{"at":2}}])");

        const QJsonValue diff = parsed(client.take().value(1)).at(4);
        QVERIFY(diff[QLatin1String("joins")].toObject().contains(QLatin1String("ada")));
        QVERIFY(diff[QLatin1String("leaves")].toObject().contains(QLatin1String("ada")));
    }
    void untrackingLeaves()
    {
        RealtimeNode node;
        FakeTransport &client = node.member(R"({"presence":{"key":"ada","enabled":true}})");
        client.receive(R"(["1","2","realtime:a","presence",{"event":"track","payload":{}}])");
        client.take();

        client.receive(R"(["1","2","realtime:a","presence",{"event":"untrack"}])");

        const QByteArrayList frames = client.take();
        QCOMPARE(frames.size(), 2);
        const QJsonValue diff = parsed(frames.at(1)).at(4);
        QVERIFY(diff[QLatin1String("leaves")].toObject().contains(QLatin1String("ada")));
        QVERIFY(node.presence.list(Topic).isEmpty());
    }
    void whoTracksWithoutHavingAskedGetsTheStateThen()
    {
        RealtimeNode node;
        FakeTransport &client = node.member(Quiet);

        client.receive(R"(["1","2","realtime:a","presence",{"event":"track","payload":{}}])");

        QStringList events;
        for (const QByteArray &frame : client.take())
            events.append(parsed(frame).at(3).toString());
        QCOMPARE(events,
                 (QStringList {QStringLiteral("phx_reply"), QStringLiteral("presence_diff"),
                               QStringLiteral("presence_state")}));
    }
    void aMissingKeyIsANewOneForEachMember()
    {
        RealtimeNode node;
        FakeTransport &one = node.member(R"({"presence":{"key":""}})");
        FakeTransport &other = node.member("{}");

        for (FakeTransport *client : {&one, &other})
            client->receive(R"(["1","2","realtime:a","presence",{"event":"track"}])");

        QCOMPARE(node.presence.list(Topic).size(), 2);
    }
    void badPresenceIsAnError_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("response");
        QTest::newRow("an unknown event") << QByteArray(R"({"event":"dance"})") << QByteArray("{}");
        QTest::newRow("a meta that is no object")
            << QByteArray(R"({"event":"track","payload":[1]})")
            << QByteArray(R"({"reason":"Presence track payload must be a map"})");
    }
    void badPresenceIsAnError()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const QByteArray, response);
        RealtimeNode node;
        FakeTransport &client = node.member(Quiet);

        client.receive(R"(["1","2","realtime:a","presence",)" + payload + ']');

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","2","realtime:a","phx_reply",{"response":)" + response
                            + R"(,"status":"error"}])"});
    }
    void tokensAndUnknownEventsAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("access_token") << QByteArray(R"("access_token",{"access_token":"x"})");
        QTest::newRow("unknown") << QByteArray(R"("whatever",{})");
        QTest::newRow("a broadcast that is no object") << QByteArray(R"("broadcast",[1])");
    }
    void tokensAndUnknownEventsAreIgnored()
    {
        QFETCH(const QByteArray, message);
        RealtimeNode node;
        FakeTransport &client = node.member(Quiet);
        FakeTransport &other = node.member(Quiet);

        client.receive(R"(["1","2","realtime:a",)" + message + ']');

        QVERIFY(client.take().isEmpty());
        QVERIFY(other.take().isEmpty());
    }
};

PHX_TEST_CLASS(RealtimeChannelTest)

#include "tst_realtimechannel.moc"
