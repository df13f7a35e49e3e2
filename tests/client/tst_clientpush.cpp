// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

#include <QRegularExpression>

namespace phx::test {

using client::Channel;
using protocol::Payload;

//! protocol.md §12 I: pushes, their replies, and what callbacks get.
class ClientPushTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item204_aPushWhileJoiningIsSentWithANewRef();
    void item205_aBufferedPushThatTimedOutIsNeverSent();
    void item206_aSentPushIsNotRepeated();
    void item207_onlyHooksOfTheStatusAreCalled();
    void item208_aHookAfterTheReplyIsCalledAtOnce();
    void item209_aSecondReplyIsIgnored();
    void item218_theMessageHookDecidesWhatCallbacksGet();
    void item218_aMessageHookMustReturnThePayload();
    void item219_callbacksMayUnsubscribeThemselves();
    void item220_offRemovesAllOrOne();
    void item221_callbacksGetRefAndJoinRef();
    void item222_bytesArePushedAsABinaryFrame();
    void item222_fieldsOfABinaryFrameHaveALimit();
    void aFullPushBufferRefuses();
};

void ClientPushTest::item204_aPushWhileJoiningIsSentWithANewRef()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    QVERIFY(channel->join());
    const auto push = channel->push("e", Payload::json("1"), 1000ms).value();
    int timeouts = 0;
    push->receive("timeout", [&timeouts](const Payload &) { ++timeouts; });
    fixture.takeSent();
    QVERIFY(channel->joinPush()->transmittedAt());
    QVERIFY(!push->transmittedAt());

    fixture.timers.advance(999ms);
    QCOMPARE(fixture.takeSent(), QByteArrayList());
    fixture.reply(*channel->joinPush(), "t", "ok");

    QVERIFY(push->transmittedAt());
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["3","5","t","e",1])"}));
    fixture.timers.advance(999ms);
    QCOMPARE(timeouts, 0);
    fixture.timers.advance(1ms);
    QCOMPARE(timeouts, 1);
}

void ClientPushTest::item205_aBufferedPushThatTimedOutIsNeverSent()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    QVERIFY(channel->join());
    int timeouts = 0;
    const auto push = channel->push("e", {}, 100ms).value();
    push->receive("timeout", [&timeouts](const Payload &) { ++timeouts; });
    fixture.takeSent();

    fixture.timers.advance(100ms);
    fixture.reply(*channel->joinPush(), "t", "ok");
    fixture.timers.advance(1s);

    QCOMPARE(timeouts, 1);
    QVERIFY(!push->transmittedAt());
    QCOMPARE(fixture.takeSent(), QByteArrayList());
}

void ClientPushTest::item206_aSentPushIsNotRepeated()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    int timeouts = 0;
    channel->push("e", {}, 1000ms).value()->receive("timeout", [&timeouts](const Payload &) {
        ++timeouts;
    });
    fixture.takeSent();

    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    fixture.transport().open();
    fixture.reply(*channel->joinPush(), "t", "ok");
    fixture.timers.advance(989ms);
    QCOMPARE(timeouts, 0);
    fixture.timers.advance(1ms);

    QCOMPARE(timeouts, 1);
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["5","5","t","phx_join",{}])"}));
}

void ClientPushTest::item207_onlyHooksOfTheStatusAreCalled()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArrayList called;
    const auto push = channel->push("e").value();
    for (const char *status : {"ok", "error", "timeout", "weird"}) {
        push->receive(status, [&called, status](const Payload &response) {
            called.append(QByteArray(status) + response.bytes());
        });
    }

    fixture.reply(*push, "t", "weird", "[1]");
    fixture.timers.advance(20s);

    QCOMPARE(called, (QByteArrayList {"weird[1]"}));
}

void ClientPushTest::item208_aHookAfterTheReplyIsCalledAtOnce()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    const auto push = channel->push("e").value();
    fixture.reply(*push, "t", "ok", "{\"a\":1}");
    QByteArray response;

    push->receive("ok", [&response](const Payload &payload) { response = payload.bytes(); });

    QCOMPARE(response, QByteArray("{\"a\":1}"));
}

void ClientPushTest::item209_aSecondReplyIsIgnored()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    int replies = 0;
    const auto push = channel->push("e").value();
    push->receive("ok", [&replies](const Payload &) { ++replies; });

    fixture.reply(*push, "t", "ok");
    fixture.reply(*push, "t", "ok");

    QCOMPARE(replies, 1);
}

void ClientPushTest::item218_theMessageHookDecidesWhatCallbacksGet()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    channel->setMessageHook([](const QByteArray &event, const Payload &, const auto &,
                               const auto &) -> std::optional<Payload> {
        if (event == "phx_reply")
            return Payload::json(R"({"status":"other","response":"changed"})");
        return Payload::json("\"changed\"");
    });
    QByteArrayList got;
    channel->on("e", [&got](const Payload &payload, const auto &, const auto &) {
        got.append(payload.bytes());
    });
    const auto push = channel->push("p").value();
    push->receive("other", [&got](const Payload &response) { got.append(response.bytes()); });

    fixture.transport().receive(R"([null,null,"t","e",{}])");
    fixture.reply(*push, "t", "ok");

    QCOMPARE(got, QByteArrayList(2, "\"changed\""));
}

void ClientPushTest::item218_aMessageHookMustReturnThePayload()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    channel->setMessageHook([](const auto &...) { return std::nullopt; });
    int calls = 0;
    channel->on("e", [&calls](const auto &...) { ++calls; });
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("must return the payload")));

    fixture.transport().receive(R"([null,null,"t","e",{}])");

    QCOMPARE(calls, 0);
}

void ClientPushTest::item219_callbacksMayUnsubscribeThemselves()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArray called;
    quint64 first = 0;
    first = channel->on("e", [&](const auto &...) {
        called += '1';
        channel->off("e", first);
    });
    channel->on("e", [&called](const auto &...) { called += '2'; });

    fixture.transport().receive(R"([null,null,"t","e",{}])");
    fixture.transport().receive(R"([null,null,"t","e",{}])");

    QCOMPARE(called, QByteArray("122"));
}

void ClientPushTest::item220_offRemovesAllOrOne()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArray called;
    const quint64 first = channel->on("e", [&called](const auto &...) { called += '1'; });
    const quint64 second = channel->on("e", [&called](const auto &...) { called += '2'; });
    channel->on("f", [&called](const auto &...) { called += 'f'; });
    channel->on("f", [&called](const auto &...) { called += 'f'; });
    QVERIFY(second > first);

    channel->off("e", first);
    channel->off("f");
    fixture.transport().receive(R"([null,null,"t","e",{}])");
    fixture.transport().receive(R"([null,null,"t","f",{}])");

    QCOMPARE(called, QByteArray("2"));
}

void ClientPushTest::item221_callbacksGetRefAndJoinRef()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArrayList got;
    channel->on(
        "e",
        [&got](const Payload &payload, const protocol::Ref &ref, const protocol::JoinRef &joinRef) {
            got.append(payload.bytes() + ' ' + ref.toJson() + ' ' + joinRef.toJson());
        });

    fixture.transport().receive(R"([null,null,"t","e",{"a":1}])");
    fixture.transport().receive(R"(["3","9","t","e",{}])");

    QCOMPARE(got, (QByteArrayList {"{\"a\":1} null \"3\"", "{} \"9\" \"3\""}));
}

void ClientPushTest::item222_bytesArePushedAsABinaryFrame()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("room:a");

    QVERIFY(channel->push("bin", Payload::binary(QByteArray::fromHex("0506"))));

    QCOMPARE(fixture.takeSent(),
             (QByteArrayList {"hex:0001010603" + QByteArray("34room:abin").toHex() + "0506"}));
}

void ClientPushTest::item222_fieldsOfABinaryFrameHaveALimit()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");

    const auto push = channel->push(QByteArray(256, 'e'), Payload::binary("x"));

    QVERIFY(!push);
    QCOMPARE(push.error(),
             QStringLiteral("The event of a binary frame must have at most 255 "
                            "bytes, but has 256."));
    QCOMPARE(fixture.takeSent(), QByteArrayList());
    QVERIFY(channel->push(QByteArray(255, 'e'), Payload::binary("x")));
}

void ClientPushTest::aFullPushBufferRefuses()
{
    ClientFixture fixture;
    fixture.options.maxBuffered = 2;
    const auto channel = fixture.socket().channel("t");
    QVERIFY(channel->join());

    QVERIFY(channel->push("e"));
    QVERIFY(channel->push("e"));
    QVERIFY(!channel->push("e"));

    QCOMPARE(channel->bufferedPushes(), 2);
    QCOMPARE(fixture.socket().refusedMessages(), quint64(1));
}

PHX_TEST_CLASS(ClientPushTest)

} // namespace phx::test

#include "tst_clientpush.moc"
