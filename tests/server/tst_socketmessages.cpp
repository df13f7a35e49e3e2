// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using namespace std::chrono_literals;
using protocol::Payload;
using server::ChannelResult;
using server::Crash;
using server::NoReply;
using server::ReplyWith;
using server::Stop;
using server::StopReason;
using test::FakeTransport;
using test::Node;

namespace {

//! A client that has joined `room:a` with join_ref and ref "1", its answer taken.
FakeTransport &joined(Node &node, protocol::Vsn vsn = protocol::Vsn::V2, const QByteArray &id = {})
{
    FakeTransport &client = node.client(vsn, id);
    client.receive(
        vsn == protocol::Vsn::V2
            ? R"(["1","1","room:a","phx_join",{}])"
            : R"({"topic":"room:a","event":"phx_join","payload":{},"ref":"1","join_ref":"1"})");
    client.take();
    return client;
}

void expectWarning(const char *pattern)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString::fromLatin1(pattern)));
}

} // namespace

//! Messages, broadcasts and ends: protocol.md §12 D, E and F; the numbers are in the names.
class SocketMessagesTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item99To101JoinRefDecidesWhoIsHeard()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = joined(node);

        client.receive(R"(["1","2","room:a","echo",{}])");
        client.receive(R"([null,"3","room:a","echo",{}])");
        client.receive(R"(["777","4","room:a","echo",{}])");
        client.receive(R"([1,"5","room:a","echo",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["1","3","room:a","phx_reply",{"response":{},"status":"ok"}])"});
    }
    void item102AJoinWithoutJoinRefHearsOnlyNull()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = node.client();
        client.receive(R"([null,"48","room:a","phx_join",{}])");
        client.take();

        client.receive(R"(["48","49","room:a","echo",{}])");
        QVERIFY(client.take().isEmpty());

        client.receive(R"([null,"50","room:a","echo",{}])");
        PHX_COMPARE_FRAMES(client,
                           {R"(["48","50","room:a","phx_reply",{"response":{},"status":"ok"}])"});
    }
    void item103To107RepliesAsTheHandlerSays()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &message,
                                      auto &context) -> ChannelResult {
            const QByteArray event = message.event.bytes();
            if (event == "noreply")
                return NoReply {};
            if (event == "push_me")
                context.push("pushed", Payload::json(R"({"a":1})"));
            return ReplyWith {.status = event == "push_me" ? QByteArray("ok") : event,
                              .response = message.payload};
        };
        FakeTransport &client = joined(node);

        client.receive(R"(["1","2","room:a","weird",[1,2]])");
        client.receive(R"(["1","3","room:a","error","text"])");
        client.receive(R"(["1","4","room:a","noreply",{}])");
        client.receive(R"(["1",null,"room:a","push_me",null])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","2","room:a","phx_reply",{"response":[1,2],"status":"weird"}])",
             R"(["1","3","room:a","phx_reply",{"response":"text","status":"error"}])",
             R"(["1",null,"room:a","pushed",{"a":1}])",
             R"(["1",null,"room:a","phx_reply",{"response":null,"status":"ok"}])"});
    }
    void item108LateRepliesGoOutEachTime()
    {
        Node node;
        const auto route = node.route("room:*");
        server::SocketRef ref;
        route->in = [&ref](const protocol::Message &, auto &context) {
            ref = context.socketRef();
            context.sendAfter(1, 1ms);
            return NoReply {};
        };
        route->info = [&ref](const QVariant &, auto &context) {
            context.reply(ref, "ok", {});
            context.reply(ref, "ok", {});
            return NoReply {};
        };
        FakeTransport &client = joined(node);

        client.receive(R"(["1","2","room:a","later",{}])");
        QVERIFY(client.take().isEmpty());

        QTRY_COMPARE(client.frames.size(), 2);
        const QByteArray reply = R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])";
        QCOMPARE(client.take(), (QByteArrayList {reply, reply}));
    }
    void item109AReplyWithoutRefCrashes()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &, auto &context) {
            context.reply(context.socketRef(), "ok", {});
            return NoReply {};
        };
        FakeTransport &client = joined(node);
        expectWarning("channel crashed: reply to a message that has no ref");

        client.receive(R"(["1",null,"room:a","x",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])"});
    }
    void item110And111ACrashEndsTheChannelAlone()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &message,
                                      auto &context) -> ChannelResult {
            if (message.event.bytes() == "crash")
                return Crash {QStringLiteral("boom")};
            if (message.event.bytes() == "badpush")
                context.push("x", Payload::json("[1]"));
            return ReplyWith {};
        };
        FakeTransport &client = joined(node);
        client.receive(R"(["9","9","room:b","phx_join",{}])");
        client.take();
        expectWarning("channel crashed: boom");
        expectWarning("channel crashed");

        client.receive(R"(["1","2","room:a","crash",{}])");
        client.receive(R"(["1","3","room:a","x",{}])");
        client.receive(R"(["4","4","room:a","phx_join",{}])");
        client.receive(R"(["4","5","room:a","badpush",{}])");
        client.receive(R"(["9","6","room:b","x",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])",
             R"([null,"3","room:a","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])",
             R"(["4","4","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"(["4","4","room:a","phx_error",{"reason":"channel_crash"}])",
             R"(["9","6","room:b","phx_reply",{"response":{},"status":"ok"}])"});
    }
    void item113ReservedEventsOfClientsGoToTheHandler()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = joined(node);

        client.receive(R"(["1","2","room:a","phx_close",{"x":1}])");

        PHX_COMPARE_FRAMES(
            client, {R"(["1","2","room:a","phx_reply",{"response":{"x":1},"status":"ok"}])"});
    }
    void item115And116BroadcastReachesAllAndFromTheOthers()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &message, auto &context) {
            if (message.event.bytes() == "from")
                context.broadcastFrom("from", message.payload);
            else
                context.broadcast("all", message.payload);
            return NoReply {};
        };
        FakeTransport &a = joined(node);
        FakeTransport &b = joined(node, protocol::Vsn::V1);

        a.receive(R"(["1","2","room:a","all",{"n":1.0}])");
        a.receive(R"(["1","3","room:a","from",{}])");

        QCOMPARE(a.take(), QByteArrayList {R"([null,null,"room:a","all",{"n":1.0}])"});
        PHX_COMPARE_FRAMES(b,
                           {R"({"topic":"room:a","event":"all","payload":{"n":1.0},"ref":null})",
                            R"({"topic":"room:a","event":"from","payload":{},"ref":null})"});
    }
    void item119To122InterceptedEventsGoThroughHandleOut()
    {
        Node node;
        int outs = 0;
        const auto route = node.route("room:*");
        route->intercepts = {"secret"};
        route->in = [](const protocol::Message &message, auto &context) {
            context.broadcast(message.event.bytes(), {});
            return ReplyWith {};
        };
        route->out = [&outs](const protocol::Broadcast &broadcast, auto &context) {
            if (++outs == 1)
                context.push(broadcast.event, Payload::json(R"({"by":"out"})"));
            return NoReply {};
        };
        FakeTransport &a = joined(node);
        FakeTransport &b = joined(node);

        a.receive(R"(["1","2","room:a","secret",{}])");
        a.receive(R"(["1","3","room:a","open",{}])");

        // The mailbox: the reply of the callback that broadcast comes before handle_out's push.
        PHX_COMPARE_FRAMES(a,
                           {R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["1",null,"room:a","secret",{"by":"out"}])",
                            R"([null,null,"room:a","open",{}])",
                            R"(["1","3","room:a","phx_reply",{"response":{},"status":"ok"}])"});
        PHX_COMPARE_FRAMES(b, {R"([null,null,"room:a","open",{}])"});
        QCOMPARE(outs, 2);
    }
    void item67And124AnUnencodableBroadcastCrashesTheBroadcaster()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &message, auto &context) {
            context.broadcast("x",
                              message.event.bytes() == "list" ? Payload::json("[1]")
                                                              : Payload::binary("\1"));
            return NoReply {};
        };
        FakeTransport &old = joined(node, protocol::Vsn::V1);
        FakeTransport &client = joined(node);
        expectWarning("channel crashed");

        client.receive(R"(["1","2","room:a","binary",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])"});
        QVERIFY(old.take().isEmpty());
        QCOMPARE(old.closeCode, 0);
    }
    void item127And128OtherTopicsArriveInHandleInfo()
    {
        Node node;
        QByteArrayList seen;
        const auto route = node.route("room:*");
        route->in = [](const protocol::Message &message, auto &context) {
            if (message.event.bytes() == "on")
                context.subscribe("news");
            else
                context.unsubscribe("news");
            return NoReply {};
        };
        route->info = [&seen](const QVariant &info, auto &) {
            seen.append(info.value<protocol::Broadcast>().event);
            return NoReply {};
        };
        FakeTransport &client = joined(node);
        const auto publish = [&node] {
            const server::TurnQueue::Turn turn(node.turns);
            node.pubsub.broadcast({"news", "flash", {}}, {});
        };

        client.receive(R"(["1","2","room:a","on",{}])");
        client.receive(R"(["1","3","room:a","on",{}])");
        publish();
        client.receive(R"(["1","4","room:a","off",{}])");
        publish();

        QCOMPARE(seen, (QByteArrayList {"flash", "flash"}));
        QVERIFY(client.take().isEmpty());
    }
    void item129To131StopClosesOrErrs()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &message, auto &) -> ChannelResult {
            const QByteArray event = message.event.bytes();
            if (event == "shutdown")
                return Stop {{StopReason::Kind::ShutdownWith, QStringLiteral("x")}, {}};
            if (event == "abnormal")
                return Stop {{StopReason::Kind::Other, QStringLiteral("{error, enoent}")}, {}};
            return Stop {{}, ReplyWith {.status = "ok", .response = Payload::json("7")}};
        };
        FakeTransport &client = joined(node);
        expectWarning("channel crashed");

        client.receive(R"(["1","2","room:a","shutdown",{}])");
        client.receive(R"(["3","3","room:a","phx_join",{}])");
        client.receive(R"(["3","4","room:a","abnormal",{}])");
        client.receive(R"(["5","5","room:a","phx_join",{}])");
        client.receive(R"(["5","6","room:a","reply",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","room:a","phx_close",{}])",
                            R"(["3","3","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["3","3","room:a","phx_error",{"reason":"channel_crash"}])",
                            R"(["5","5","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["5","6","room:a","phx_reply",{"response":7,"status":"ok"}])",
                            R"(["5","5","room:a","phx_close",{}])"});
    }
    void item134AClosedConnectionEndsItsChannels()
    {
        Node node;
        QStringList reasons;
        node.route("room:*")->terminate = [&reasons](const StopReason &reason, auto &) {
            reasons << reason.toString();
        };
        FakeTransport &client = joined(node);

        client.end({.code = 1006, .byPeer = true});

        QCOMPARE(reasons, QStringList {QStringLiteral("{shutdown, peer_closed}")});
        QCOMPARE(node.pubsub.subscriberCount("room:a"), 0);
        QCOMPARE(node.endedConnections.size(), 1);
    }
    void item135And136DisconnectClosesTheSocketsOfThatId()
    {
        Node node;
        node.route("room:*");
        FakeTransport &seven = joined(node, protocol::Vsn::V2, "users:7");
        FakeTransport &other = joined(node, protocol::Vsn::V2, "users:8");

        node.pubsub.broadcast({"users:7", "hello", {}}, {});
        QCOMPARE(seven.closeCode, 0);

        node.pubsub.broadcast({"users:7", "disconnect", {}}, {});
        QCOMPARE(seven.closeCode, 1001);
        QCOMPARE(other.closeCode, 0);
        QVERIFY(seven.take().isEmpty());
    }
    void aChannelThatSendsToItselfForEverYields()
    {
        Node node;
        int count = 0;
        const auto route = node.route("room:*");
        const auto again = [](const QVariant &, auto &context) {
            context.sendSelf(1);
            return NoReply {};
        };
        route->info = [&count, again](const QVariant &info, auto &context) {
            ++count;
            return again(info, context);
        };
        route->in = [](const protocol::Message &, auto &context) {
            context.sendSelf(1);
            return NoReply {};
        };
        FakeTransport &client = joined(node);

        client.receive(R"(["1","2","room:a","go",{}])");
        QCOMPARE(count, server::TurnQueue::MaxPerTurn);

        QTRY_VERIFY(count > server::TurnQueue::MaxPerTurn);
        client.end();
    }
    void everyFrameIsObservedWithItsPayload()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = joined(node);
        std::vector<tap::TapEvent> events;
        node.tap.drain(events);
        events.clear();

        client.receive(R"(["1","2","room:a","echo",{"n":1}])");

        node.tap.drain(events);
        QCOMPARE(events.size(), size_t(2));
        QCOMPARE(events[0].kind, tap::EventKind::MessageIn);
        QCOMPARE(events[0].event, QByteArray("echo"));
        QCOMPARE(events[0].frame.mid(events[0].payloadOffset, events[0].payloadSize),
                 QByteArray(R"({"n":1})"));
        QCOMPARE(events[1].kind, tap::EventKind::MessageOut);
        QCOMPARE(events[1].status, QByteArray("ok"));
        QCOMPARE(events[1].frame.mid(events[1].payloadOffset, events[1].payloadSize),
                 QByteArray(R"({"n":1})"));
    }
};

PHX_TEST_CLASS(SocketMessagesTest)
#include "tst_socketmessages.moc"
