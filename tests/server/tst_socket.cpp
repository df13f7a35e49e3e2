// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using protocol::Payload;
using server::Crash;
using server::JoinError;
using server::JoinOk;
using server::NoReply;
using test::FakeTransport;
using test::Node;

//! Joins, leaves and their limits: protocol.md §12 B (heartbeats) and C; the numbers are in the
//! names.
class SocketTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item42To44HeartbeatsAreAnsweredOnTopicPhoenix()
    {
        Node node;
        FakeTransport &client = node.client();

        client.receive(R"([null,"1","phoenix","heartbeat",{}])");
        client.receive(R"(["9","2","phoenix","heartbeat",{"a":1}])");
        client.receive(R"([null,3,"phoenix","heartbeat",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"([null,"1","phoenix","phx_reply",{"response":{},"status":"ok"}])",
                            R"([null,"2","phoenix","phx_reply",{"response":{},"status":"ok"}])",
                            R"([null,3,"phoenix","phx_reply",{"response":{},"status":"ok"}])"});
    }
    void item47AnUndecodableFrameClosesWith1011()
    {
        for (const char *text :
             {"hello", "", R"({"topic":"a"})", R"(["1","2","t","e"])", "1e400"}) {
            Node node;
            FakeTransport &client = node.client();

            client.receive(text);
            client.receive(R"([null,"1","phoenix","heartbeat",{}])");

            QCOMPARE(client.closeCode, 1011);
            QVERIFY(client.closeReason.isEmpty());
            QVERIFY(client.take().isEmpty());
        }
    }
    void item69ATopicOfAnyTypeIsUnmatched()
    {
        Node node;
        FakeTransport &client = node.client();

        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("Ignoring unmatched topic")));

        client.receive(R"([null,"2",5,"x",{}])");
        client.receive(R"(["3","3",null,"phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"([null,"2",5,"phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])",
             R"([null,"3",null,"phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])"});
        QCOMPARE(client.closeCode, 0);
    }
    void item71And72JoinAnswersOkWithItsReply()
    {
        Node node;
        node.route("room:*")->join = [](const QByteArray &, const Payload &payload, auto &) {
            return JoinOk {payload};
        };
        FakeTransport &client = node.client();

        client.receive(R"(["8","8","room:a","phx_join",{"n":1.0}])");

        QCOMPARE(client.take(),
                 QByteArrayList {
                     R"(["8","8","room:a","phx_reply",{"response":{"n":1.0},"status":"ok"}])"});
    }
    void item73ARefusedJoinLeavesTheTopicUnjoined()
    {
        Node node;
        QStringList reasons;
        const auto route = node.route("room:*");
        route->join = [](auto &...) { return JoinError {Payload::json(R"({"reason":"no"})")}; };
        route->terminate = [&reasons](const server::StopReason &reason, auto &) {
            reasons << reason.toString();
        };
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["1","2","room:a","x",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","room:a","phx_reply",{"response":{"reason":"no"},"status":"error"}])",
             R"([null,"2","room:a","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])"});
        QCOMPARE(reasons, QStringList {QStringLiteral("shutdown")});
    }
    void item74PushingInsideJoinCrashesIt()
    {
        Node node;
        node.route("room:push")->join = [](const QByteArray &, const Payload &, auto &context) {
            context.push("early", {});
            return JoinOk {};
        };
        node.route("room:crash")->join = [](auto &...) { return Crash {QStringLiteral("boom")}; };
        FakeTransport &client = node.client();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("join crashed")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("join crashed")));

        client.receive(R"(["41","41","room:push","phx_join",{}])");
        client.receive(R"(["42","43","room:crash","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["41","41","room:push","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])",
             R"(["42","43","room:crash","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])"});
    }
    void item75AnUnroutedTopicHasNoJoinRefInItsAnswer()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = node.client();
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("Ignoring unmatched topic")));

        client.receive(R"(["6","6","nope","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"([null,"6","nope","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])"});
    }
    void item78TheFirstDeclaredRouteWins()
    {
        Node node;
        node.route("room:a")->join = [](auto &...) { return JoinOk {Payload::json("1")}; };
        node.route("room:*")->join = [](auto &...) { return JoinOk {Payload::json("2")}; };
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["2","2","room:b","phx_join",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","room:a","phx_reply",{"response":1,"status":"ok"}])",
                            R"(["2","2","room:b","phx_reply",{"response":2,"status":"ok"}])"});
    }
    void item80WithoutJoinRefTheRefStandsInForIt()
    {
        Node node;
        node.route("room:*")->in = [](const protocol::Message &, auto &context) {
            context.push("pushed", {});
            return server::Stop {};
        };
        FakeTransport &client = node.client();

        client.receive(R"([null,"48","room:a","phx_join",{}])");
        client.receive(R"([null,"49","room:a","go",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"([null,"48","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["48",null,"room:a","pushed",{}])",
                            R"([null,null,"room:a","phx_close",{}])"});
    }
    void item82ADuplicateJoinIsAnsweredBeforeTheOldOneCloses()
    {
        Node node;
        int terminated = 0;
        node.route("room:*")->terminate = [&terminated](auto &...) { ++terminated; };
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["2","2","room:a","phx_join",{}])");
        client.receive(R"(["2","3","room:a","echo",{"alive":true}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"(["2","2","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"(["1","1","room:a","phx_close",{}])",
             R"(["2","3","room:a","phx_reply",{"response":{"alive":true},"status":"ok"}])"});
        QCOMPARE(terminated, 0);
    }
    void item85And86TheLimitOfChannelsCountsJoinedOnes()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = node.client(protocol::Vsn::V2, {}, 2);
        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["2","2","room:b","phx_join",{}])");
        client.take();
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("max channels")));

        client.receive(R"(["3","3","room:c","phx_join",{}])");
        client.receive(R"(["4","4","room:a","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["3","3","room:c","phx_reply",{"response":{"reason":"too many channels joined"},"status":"error"}])",
             R"(["4","4","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"(["1","1","room:a","phx_close",{}])"});
    }
    void item89To94LeavingAnswersThenCloses()
    {
        Node node;
        node.route("room:*");
        FakeTransport &client = node.client();
        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.take();

        client.receive(R"(["0","2","room:a","phx_leave",{}])"); // stale: nothing at all
        client.receive(R"(["1","3","room:a","phx_leave",{}])");
        client.receive(R"(["1","4","room:a","phx_leave",{}])"); // not joined: a plain ok
        client.receive(R"(["1","5","room:a","x",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","3","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"(["1","1","room:a","phx_close",{}])",
             R"(["1","4","room:a","phx_reply",{"response":{},"status":"ok"}])",
             R"([null,"5","room:a","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}])"});
    }
    void item95APushInTerminateFollowsTheClose()
    {
        Node node;
        node.route("room:*")->terminate = [](const server::StopReason &reason, auto &context) {
            QCOMPARE(reason.toString(), QStringLiteral("{shutdown, left}"));
            context.push("bye", {});
        };
        FakeTransport &client = node.client();
        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.take();

        client.receive(R"([null,"2","room:a","phx_leave",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["1","1","room:a","phx_close",{}])",
                            R"(["1",null,"room:a","bye",{}])"});
    }
    void item96WhatComesAfterJoinFollowsItsAnswer()
    {
        Node node;
        const auto route = node.route("room:*");
        route->join = [](const QByteArray &, const Payload &, auto &context) {
            context.sendSelf(QStringLiteral("after_join"));
            return JoinOk {};
        };
        route->info = [](const QVariant &, auto &context) {
            context.push("first", {});
            context.broadcast("second", {});
            return NoReply {};
        };
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","room:a","phx_join",{}])");

        PHX_COMPARE_FRAMES(client,
                           {R"(["1","1","room:a","phx_reply",{"response":{},"status":"ok"}])",
                            R"(["1",null,"room:a","first",{}])",
                            R"([null,null,"room:a","second",{}])"});
    }
    void item97And98AssignsAreCopiedAndTheRoutesWin()
    {
        Node node;
        node.assigns = {{QStringLiteral("user"), 7},
                        {QStringLiteral("role"), QStringLiteral("socket")}};
        const auto join = [](const QByteArray &, const Payload &, auto &context) {
            const Payload seen = Payload::object(context.assigns());
            context.assigns().insert(QStringLiteral("mine"), true);
            return JoinOk {seen};
        };
        node.route("room:*", {{QStringLiteral("role"), QStringLiteral("route")}})->join = join;
        FakeTransport &client = node.client();

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["2","2","room:b","phx_join",{}])");

        PHX_COMPARE_FRAMES(
            client,
            {R"(["1","1","room:a","phx_reply",{"response":{"role":"route","user":7},"status":"ok"}])",
             R"(["2","2","room:b","phx_reply",{"response":{"role":"route","user":7},"status":"ok"}])"});
    }
};

PHX_TEST_CLASS(SocketTest)
#include "tst_socket.moc"
