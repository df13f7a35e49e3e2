// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using protocol::Payload;
using server::ChannelContext;
using server::Crash;
using server::JoinOk;
using server::NoReply;
using server::Pending;
using server::ReplyWith;
using server::Stop;
using test::FakeTransport;
using test::Node;

namespace {

//! A route whose code decides later: every call returns Pending and leaves its context here.
struct LateRoute
{
    explicit LateRoute(Node &node)
        : callbacks(node.route("room:*"))
    {
        callbacks->join = [this](const QByteArray &, const Payload &, ChannelContext &context) {
            contexts.push_back(context.shared());
            return Pending {};
        };
        callbacks->in = [this](const protocol::Message &message, ChannelContext &) {
            events.append(message.event.bytes());
            return Pending {};
        };
        callbacks->terminate = [this](const server::StopReason &reason, ChannelContext &) {
            ends.append(reason.toString());
        };
    }
    ChannelContext &context() { return *contexts.back(); }

    std::shared_ptr<Node::Callbacks> callbacks;
    std::vector<std::shared_ptr<ChannelContext>> contexts;
    QByteArrayList events;
    QStringList ends;
};

const QByteArray Join = R"(["1","1","room:a","phx_join",{}])";
const QByteArray Joined = R"(["1","1","room:a","phx_reply",{"response":{},"status":"ok"}])";

QByteArray reply(const char *ref)
{
    return QByteArray(R"(["1",")") + ref
        + R"(","room:a","phx_reply",{"response":{},"status":"ok"}])";
}

} // namespace

//! Channels whose code runs elsewhere: what the client sees is the same.
class PendingResultsTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aPendingJoinHoldsTheOtherFramesOfTheConnection()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        client.receive(R"([null,"2","phoenix","heartbeat",{}])");
        QVERIFY(client.isPaused);
        PHX_COMPARE_FRAMES(client, {});

        late.context().completeJoin(JoinOk {});

        QVERIFY(!client.isPaused);
        PHX_COMPARE_FRAMES(
            client, {Joined, R"([null,"2","phoenix","phx_reply",{"response":{},"status":"ok"}])"});
    }
    void aPushWithinAPendingJoinCrashesIt()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("join crashed")));

        late.context().push("early", {});
        late.context().completeJoin(JoinOk {});

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","room:a","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])"});
        QCOMPARE(late.ends, QStringList {QStringLiteral("shutdown")});
    }
    void aDuplicateJoinClosesTheOldChannelBehindTheLateAnswer()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});
        client.take();

        client.receive(R"(["2","2","room:a","phx_join",{}])");
        PHX_COMPARE_FRAMES(client, {});
        late.context().completeJoin(JoinOk {});

        PHX_COMPARE_FRAMES(client,
                           {R"(["2","2","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["1","1","room:a","phx_close",{}])"});
    }
    void resultsBelongToTheCallsInTheirOrder()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});
        client.take();

        client.receive(R"(["1","2","room:a","one",{}])");
        client.receive(R"(["1","3","room:a","two",{}])");
        client.receive(R"(["1","4","room:a","three",{}])");
        late.context().complete(ReplyWith {});
        late.context().push("between", {});
        late.context().complete(NoReply {});
        late.context().complete(ReplyWith {});

        QCOMPARE(late.events, QByteArrayList({"one", "two", "three"}));
        PHX_COMPARE_FRAMES(client, {reply("2"), R"(["1",null,"room:a","between",{}])", reply("4")});
    }
    void aLeaveWaitsForWhatIsPending()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});
        client.take();

        client.receive(R"(["1","2","room:a","one",{}])");
        client.receive(R"(["1","3","room:a","phx_leave",{}])");
        client.receive(R"(["1","4","room:a","lost",{}])");
        PHX_COMPARE_FRAMES(client, {});
        late.context().complete(ReplyWith {});

        QCOMPARE(late.events, QByteArrayList({"one"}));
        PHX_COMPARE_FRAMES(client,
                           {reply("2"), reply("3"), R"(["1","1","room:a","phx_close",{}])"});
    }
    void aPushOfTerminateArrivesAfterTheChannelHasEnded()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});
        client.receive(R"(["1","2","room:a","phx_leave",{}])");
        client.take();

        late.context().push("bye", {});

        PHX_COMPARE_FRAMES(client, {R"(["1",null,"room:a","bye",{}])"});
    }
    void aStopMakesWhatWasPendingBehindItVoid()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});
        client.take();
        client.receive(R"(["1","2","room:a","one",{}])");
        client.receive(R"(["1","3","room:a","two",{}])");

        late.context().complete(Stop {});
        late.context().complete(ReplyWith {});

        PHX_COMPARE_FRAMES(client, {R"(["1","1","room:a","phx_close",{}])"});
        QCOMPARE(late.ends, QStringList {QStringLiteral("normal")});
    }
    void aClosedConnectionEndsAJoinThatIsPending()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);

        client.end();
        late.context().completeJoin(JoinOk {});
        late.context().broadcast("after", {});

        PHX_COMPARE_FRAMES(client, {});
        QCOMPARE(late.ends, QStringList {QStringLiteral("{shutdown, peer_closed}")});
        QCOMPARE(node.pubsub.subscriberCount("room:a"), 0);
    }
    void aClientIsNotReadWhileTooMuchIsPending()
    {
        Node node;
        LateRoute late(node);
        FakeTransport &client = node.client();
        client.receive(Join);
        late.context().completeJoin(JoinOk {});

        for (qsizetype i = 0; i < 2 * server::Socket::MaxBacklog; ++i)
            client.receive(R"(["1","2","room:a","one",{}])");
        QVERIFY(client.isPaused);
        QCOMPARE(late.events.size(), server::Socket::MaxBacklog);
        for (qsizetype i = 0; i < 2 * server::Socket::MaxBacklog; ++i)
            late.context().complete(NoReply {});

        QCOMPARE(late.events.size(), 2 * server::Socket::MaxBacklog);
        QVERIFY(!client.isPaused);
    }
};

PHX_TEST_CLASS(PendingResultsTest)

#include "tst_pendingresults.moc"
