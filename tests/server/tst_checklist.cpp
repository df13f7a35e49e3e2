// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>

using namespace phx;
using protocol::Payload;
using server::ChannelContext;
using server::ChannelResult;
using server::JoinError;
using server::JoinOk;
using server::JoinResult;
using server::NoReply;
using server::Pending;
using server::ReplyWith;
using server::StopReason;
using test::FakeTransport;
using test::Node;

namespace {

const QByteArray Ok = R"({"response":{},"status":"ok"}])";
const QByteArray Unmatched = R"({"response":{"reason":"unmatched topic"},"status":"error"}])";

//! A client that has joined `room:a` with join_ref and ref "1", its answer taken.
FakeTransport &joined(Node &node, protocol::Vsn vsn = protocol::Vsn::V2)
{
    FakeTransport &client = node.client(vsn);
    client.receive(
        vsn == protocol::Vsn::V2
            ? R"(["1","1","room:a","phx_join",{}])"
            : R"({"topic":"room:a","event":"phx_join","payload":{},"ref":"1","join_ref":"1"})");
    client.take();
    return client;
}

QByteArray refOf(const protocol::Frame &frame)
{
    return QJsonDocument::fromJson(frame.bytes).array().at(1).toString().toUtf8();
}

} // namespace

//! What protocol.md §12 B to F asks of a socket and no other test class has; the numbers are in the
//! names.
class ChecklistTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item45OtherEventsOfTheTopicPhoenixAreUnmatched();
    void item55TheCloseOfAV1ChannelHasTheRefOfItsJoin();
    void item58ABinaryPayloadMayBeEmpty();
    void item59ABinaryPushToAnUnjoinedTopicIsAnsweredInText();
    void item66ATopicIsCountedInBytes();
    void item81IntegerRefsStayIntegers();
    void item83ARefusedDuplicateJoinLeavesTheTopicUnjoined();
    void item84NothingKeepsADuplicateJoinWaiting();
    void items87And88ASlowJoinHoldsItsOwnConnectionOnly();
    void item112APushToATopicThatWasNeverJoinedHasNoJoinRefInItsAnswer();
    void item114PipelinedPushesAreAnsweredInOrder();
    void items117And118ABroadcastReachesWhoHasJoinedAndNobodyElse();
    void item126ABroadcastIsNotKeptForWhoIsAway();
    void item132AKilledChannelIsAnError();
    void item133TheReasonOfTheEndIsTold();
};

void ChecklistTest::item45OtherEventsOfTheTopicPhoenixAreUnmatched()
{
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client();

    client.receive(R"([null,"4","phoenix","foo",{}])");

    PHX_COMPARE_FRAMES(client, {R"([null,"4","phoenix","phx_reply",)" + Unmatched});
}

void ChecklistTest::item55TheCloseOfAV1ChannelHasTheRefOfItsJoin()
{
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client(protocol::Vsn::V1);
    const auto send = [&client](const char *event, const QByteArray &rest) {
        client.receive(QByteArray(R"({"topic":"room:a","event":")") + event + R"(","payload":{},)"
                       + rest + '}');
        return client.take().constLast();
    };

    send("phx_join", R"("ref":"19","join_ref":"19")");
    const QByteArray withRef = send("phx_leave", R"("ref":"20","join_ref":"19")");
    send("phx_join", R"("ref":"21")");
    const QByteArray without = send("phx_leave", R"("ref":"22")");

    QCOMPARE(
        test::normalised({withRef, without}),
        test::normalised({R"({"topic":"room:a","event":"phx_close","payload":{},"ref":"19"})",
                          R"({"topic":"room:a","event":"phx_close","payload":{},"ref":null})"}));
}

void ChecklistTest::item58ABinaryPayloadMayBeEmpty()
{
    Node node;
    QList<Payload> seen;
    node.route("room:*")->in = [&seen](const protocol::Message &message, auto &) {
        seen.append(message.payload);
        return NoReply {};
    };
    FakeTransport &client = joined(node);

    client.receiveBinary(QByteArray("\x00\x01\x01\x06\x03\x31\x32room:abin", 16));

    QCOMPARE(seen.size(), 1);
    QVERIFY(seen.constFirst().isBinary());
    QVERIFY(seen.constFirst().bytes().isEmpty());
}

void ChecklistTest::item59ABinaryPushToAnUnjoinedTopicIsAnsweredInText()
{
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client();

    client.receiveBinary(QByteArray("\x00\x01\x01\x06\x03\x31\x32room:abin\x05", 17));

    PHX_COMPARE_FRAMES(client, {R"([null,"2","room:a","phx_reply",)" + Unmatched});
}

void ChecklistTest::item66ATopicIsCountedInBytes()
{
    Node node;
    node.route("room:*")->in = [](const protocol::Message &, auto &context) {
        context.push("out", Payload::binary("\x07"));
        return NoReply {};
    };
    FakeTransport &client = node.client();
    client.receive(R"(["1","1","room:café","phx_join",{}])");
    client.take();

    client.receive(R"(["1","2","room:café","go",{}])");

    QCOMPARE(
        client.take(),
        QByteArrayList {
            "hex:" + (QByteArray("\x00\x01\x0a\x03\x31", 5) + "room:café" + "out\x07").toHex()});
}

void ChecklistTest::item81IntegerRefsStayIntegers()
{
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client();

    client.receive(R"([47,47,"room:a","phx_join",{}])");
    client.receive(R"([47,48,"room:a","echo",{}])");
    client.receive(R"(["47",49,"room:a","echo",{}])");

    PHX_COMPARE_FRAMES(
        client, {R"([47,47,"room:a","phx_reply",)" + Ok, R"([47,48,"room:a","phx_reply",)" + Ok});
}

void ChecklistTest::item83ARefusedDuplicateJoinLeavesTheTopicUnjoined()
{
    Node node;
    int joins = 0;
    node.route("room:*")->join = [&joins](auto &...) -> JoinResult {
        if (++joins == 1)
            return JoinOk {};
        return JoinError {Payload::json(R"({"reason":"no"})")};
    };
    FakeTransport &client = joined(node);

    client.receive(R"(["2","2","room:a","phx_join",{}])");
    client.receive(R"(["1","3","room:a","echo",{}])");

    PHX_COMPARE_FRAMES(
        client,
        {R"(["2","2","room:a","phx_reply",{"response":{"reason":"no"},"status":"error"}])",
         R"(["1","1","room:a","phx_close",{}])", R"([null,"3","room:a","phx_reply",)" + Unmatched});
}

// Phoenix waits 5 s for a channel that traps exits and does not end, and the whole connection with
// it. Here no channel traps exits: at a duplicate join its code is not asked, terminate() is not
// called, and a result that it still gives has no effect any more. What may wait is the new join of
// a script, in the helper behind the old channel's callback, and that is ended after 5 s at the
// latest (tst_scriptlimits, item 84).
void ChecklistTest::item84NothingKeepsADuplicateJoinWaiting()
{
    Node node;
    std::shared_ptr<ChannelContext> old;
    const auto route = node.route("room:*");
    route->in = [&old](const protocol::Message &, ChannelContext &context) -> ChannelResult {
        old = context.shared();
        return Pending {};
    };
    FakeTransport &client = joined(node);
    client.receive(R"(["1","2","room:a","never ends",{}])");

    client.receive(R"(["3","3","room:a","phx_join",{}])");
    old->complete(ReplyWith {});

    PHX_COMPARE_FRAMES(
        client, {R"(["3","3","room:a","phx_reply",)" + Ok, R"(["1","1","room:a","phx_close",{}])"});
}

void ChecklistTest::items87And88ASlowJoinHoldsItsOwnConnectionOnly()
{
    Node node;
    std::shared_ptr<ChannelContext> slow;
    node.route("room:slow")->join = [&slow](const QByteArray &, const Payload &,
                                            ChannelContext &context) -> JoinResult {
        slow = context.shared();
        return Pending {};
    };
    node.route("room:*");
    FakeTransport &client = node.client();
    FakeTransport &other = node.client();
    const QByteArray beat = R"([null,"2","phoenix","phx_reply",)" + Ok;

    client.receive(R"(["1","1","room:slow","phx_join",{}])");
    client.receive(R"([null,"2","phoenix","heartbeat",{}])");
    other.receive(R"(["1","1","room:a","phx_join",{}])");
    other.receive(R"([null,"2","phoenix","heartbeat",{}])");

    QVERIFY(client.take().isEmpty());
    PHX_COMPARE_FRAMES(other, {R"(["1","1","room:a","phx_reply",)" + Ok, beat});
    slow->completeJoin(JoinOk {});
    PHX_COMPARE_FRAMES(client, {R"(["1","1","room:slow","phx_reply",)" + Ok, beat});
}

void ChecklistTest::item112APushToATopicThatWasNeverJoinedHasNoJoinRefInItsAnswer()
{
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client();

    client.receive(R"(["9","4","room:never","echo",{}])");

    PHX_COMPARE_FRAMES(client, {R"([null,"4","room:never","phx_reply",)" + Unmatched});
}

void ChecklistTest::item114PipelinedPushesAreAnsweredInOrder()
{
    constexpr int Count = 1'000;
    Node node;
    node.route("room:*");
    FakeTransport &client = joined(node);

    for (int i = 0; i < Count; ++i)
        client.receive(R"(["1",")" + QByteArray::number(i) + R"(","room:a","echo",{}])");

    QCOMPARE(client.frames.size(), Count);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(refOf(client.frames.at(i)), QByteArray::number(i));
}

void ChecklistTest::items117And118ABroadcastReachesWhoHasJoinedAndNobodyElse()
{
    Node node;
    node.route("room:*");
    FakeTransport &a = joined(node);
    FakeTransport &b = joined(node);
    FakeTransport &elsewhere = node.client();
    elsewhere.receive(R"(["1","1","room:b","phx_join",{}])");
    FakeTransport &nowhere = node.client();
    elsewhere.take();

    node.pubsub.broadcast({"room:a", "news", Payload::json(R"({"n":1})")}, {});

    const QByteArrayList news {R"([null,null,"room:a","news",{"n":1}])"};
    QCOMPARE(a.take(), news);
    QCOMPARE(b.take(), news);
    QVERIFY(elsewhere.take().isEmpty());
    QVERIFY(nowhere.take().isEmpty());
}

void ChecklistTest::item126ABroadcastIsNotKeptForWhoIsAway()
{
    Node node;
    node.route("room:*");
    joined(node).end();

    node.pubsub.broadcast({"room:a", "missed", {}}, {});
    FakeTransport &again = node.client();
    again.receive(R"(["1","1","room:a","phx_join",{}])");
    node.pubsub.broadcast({"room:a", "heard", {}}, {});

    PHX_COMPARE_FRAMES(
        again, {R"(["1","1","room:a","phx_reply",)" + Ok, R"([null,null,"room:a","heard",{}])"});
}

void ChecklistTest::item132AKilledChannelIsAnError()
{
    Node node;
    std::shared_ptr<ChannelContext> channel;
    node.route("room:*")->in = [&channel](const protocol::Message &, ChannelContext &context) {
        channel = context.shared();
        return ChannelResult(NoReply {});
    };
    FakeTransport &client = joined(node);
    client.receive(R"(["1","2","room:a","who",{}])");
    QTest::ignoreMessage(QtWarningMsg, "channel crashed: killed");

    channel->crash(QStringLiteral("killed"));
    client.receive(R"(["1","3","room:a","echo",{}])");

    PHX_COMPARE_FRAMES(client,
                       {R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])",
                        R"([null,"3","room:a","phx_reply",)" + Unmatched});
}

void ChecklistTest::item133TheReasonOfTheEndIsTold()
{
    Node node;
    QStringList reasons;
    const auto route = node.route("room:*");
    route->join = [](const QByteArray &topic, const Payload &, auto &) -> JoinResult {
        if (topic == "room:refused")
            return JoinError {};
        return JoinOk {};
    };
    route->terminate = [&reasons](const StopReason &reason, auto &) {
        reasons << reason.toString();
    };
    FakeTransport &client = joined(node);

    client.receive(R"(["1","2","room:a","phx_leave",{}])");
    QCOMPARE(std::exchange(reasons, {}), QStringList {QStringLiteral("{shutdown, left}")});

    client.receive(R"(["3","3","room:refused","phx_join",{}])");
    QCOMPARE(std::exchange(reasons, {}), QStringList {QStringLiteral("shutdown")});

    client.receive(R"(["4","4","room:a","phx_join",{}])");
    client.receive(R"(["5","5","room:a","phx_join",{}])");
    QVERIFY(reasons.isEmpty());

    client.end();
    QCOMPARE(reasons.size(), 1);
}

PHX_TEST_CLASS(ChecklistTest)

#include "tst_checklist.moc"
