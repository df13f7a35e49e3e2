// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

#include <functional>

namespace phx::test {

using client::Channel;
using client::CloseEvent;
using client::TransportError;
using client::TransportKind;

//! protocol.md §12 H: disconnecting, messages, callbacks, encodings.
class ClientMessagesTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item187_disconnectStaysDisconnected();
    void item188_disconnectPassesCodeAndReason();
    void item189_teardownGivesUpOnStuckBuffersAndCloses();
    void item190_messagesWaitForTheConnectionInOrder();
    void item191_pingMeasuresTheRoundTrip();
    void item192_errorCallbacksGetTransportAndCount();
    void item193_offRemovesExactlyThoseCallbacks();
    void item194_onMessageGetsEveryMessage();
    void item195_ownEncodingsAreUsedForWebSocketsOnly();
    void item195_encodingsThatTakeLongerAreSentAsTheyComplete();
    void item196_theTokenIsAskedForAtEachConnect();
    void item197_binaryMessagesArriveAsBytes();
    void version1IsSpokenWithOldServers();
    void framesThatAreNoMessagesAreCountedAndIgnored();
    void aFullSendBufferRefuses();
    void callbacksMayConnectAndDisconnect();
    void theTapSeesWhatTravels();
};

void ClientMessagesTest::item187_disconnectStaysDisconnected()
{
    ClientFixture fixture;
    fixture.open();
    bool isDone = false;

    fixture.socket().disconnectSocket([&isDone] { isDone = true; });
    QVERIFY(!isDone);
    fixture.timers.advance(10min);

    QVERIFY(isDone);
    QCOMPARE(fixture.attempts(), 1);
    QCOMPARE(fixture.log.sent, QByteArrayList());
    QCOMPARE(fixture.socket().state(), client::Transport::State::Closed);
}

void ClientMessagesTest::item188_disconnectPassesCodeAndReason()
{
    ClientFixture fixture;
    fixture.open();

    fixture.socket().disconnectSocket([] {}, 1000, "reason");

    QCOMPARE(fixture.log.closes, (QList<std::pair<quint16, QByteArray>> {{1000, "reason"}}));
}

void ClientMessagesTest::item189_teardownGivesUpOnStuckBuffersAndCloses()
{
    ClientFixture fixture;
    fixture.open();
    fixture.transport().buffered = 1;
    fixture.transport().answersClose = false;
    bool isDone = false;

    fixture.socket().disconnectSocket([&isDone] { isDone = true; });
    fixture.timers.advance(1499ms);
    QCOMPARE(fixture.log.closes.size(), 0);
    fixture.timers.advance(1ms);
    QCOMPARE(fixture.log.closes.size(), 1);
    fixture.timers.advance(1499ms);
    QVERIFY(!isDone);
    fixture.timers.advance(1ms);
    QVERIFY(isDone);
}

void ClientMessagesTest::item190_messagesWaitForTheConnectionInOrder()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("room:a");
    fixture.transport().end({.code = 1006});
    const auto message = [](const char *ref) {
        return protocol::Message {.joinRef = {},
                                  .ref = protocol::WireValue::text(ref),
                                  .topic = protocol::WireValue::text("t"),
                                  .event = protocol::WireValue::text("e"),
                                  .payload = {}};
    };

    QCOMPARE(fixture.socket().push(message("a")), QString());
    QCOMPARE(fixture.socket().push(message("b")), QString());
    fixture.timers.advance(10ms);
    QCOMPARE(fixture.log.sent, QByteArrayList());
    fixture.transport().open();

    QCOMPARE(fixture.takeSent(),
             (QByteArrayList {R"([null,"a","t","e",{}])", R"([null,"b","t","e",{}])",
                              R"(["4","4","room:a","phx_join",{}])"}));
}

void ClientMessagesTest::item191_pingMeasuresTheRoundTrip()
{
    ClientFixture fixture;
    std::chrono::milliseconds roundTrip {-1};
    const auto note = [&roundTrip](std::chrono::milliseconds time) { roundTrip = time; };
    QVERIFY(!fixture.socket().ping(note));
    fixture.open();

    QVERIFY(fixture.socket().ping(note));
    fixture.timers.advance(7ms);
    fixture.transport().receive(
        R"([null,"1","phoenix","phx_reply",{"status":"ok","response":{}}])");

    QCOMPARE(fixture.log.sent, (QByteArrayList {R"([null,"1","phoenix","heartbeat",{}])"}));
    QCOMPARE(roundTrip, 7ms);
}

void ClientMessagesTest::item192_errorCallbacksGetTransportAndCount()
{
    ClientFixture fixture;
    QStringList errors;
    fixture.socket().onError([&errors](const TransportError &error, TransportKind kind, int count) {
        errors.append(QStringLiteral("%1 %2 %3")
                          .arg(error.status)
                          .arg(client::transportName(kind))
                          .arg(count));
    });

    fixture.socket().connectSocket();
    fixture.transport().refuse(403);
    fixture.timers.advance(10ms);
    fixture.transport().open();
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    fixture.transport().refuse();

    QCOMPARE(errors,
             (QStringList {QStringLiteral("403 WebSocket 0"), QStringLiteral("0 WebSocket 1")}));
}

void ClientMessagesTest::item193_offRemovesExactlyThoseCallbacks()
{
    ClientFixture fixture;
    QByteArray called;
    const QByteArray first = fixture.socket().onOpen([&called] { called += '1'; });
    fixture.socket().onOpen([&called] { called += '2'; });
    const QByteArray third = fixture.socket().onClose([&called](const auto &) { called += '3'; });
    fixture.socket().onClose([&called](const auto &) { called += '4'; });

    fixture.socket().off({first, third});
    fixture.open();
    fixture.transport().end({.code = 1006});

    QCOMPARE(called, QByteArray("24"));
}

void ClientMessagesTest::item194_onMessageGetsEveryMessage()
{
    ClientFixture fixture;
    QByteArrayList events;
    fixture.socket().onMessage([&events](const protocol::ServerMessage &received) {
        events.append(received.message.topic.bytes() + ' ' + received.message.event.bytes());
    });
    fixture.open();

    fixture.transport().receive(R"([null,null,"unknown","e",{}])");
    fixture.transport().receive(
        R"([null,"1","phoenix","phx_reply",{"status":"ok","response":{}}])");

    QCOMPARE(events, (QByteArrayList {"unknown e", "phoenix phx_reply"}));
}

void ClientMessagesTest::item195_ownEncodingsAreUsedForWebSocketsOnly()
{
    const auto sentBy = [](TransportKind kind) {
        ClientFixture fixture;
        fixture.options.transport = kind;
        fixture.options.encode = [](const protocol::Message &message, const auto &done) {
            done({protocol::Opcode::Text, "own " + message.topic.bytes()});
        };
        fixture.options.decode = [](const protocol::Frame &frame, const auto &done) {
            protocol::Message message;
            message.event = protocol::WireValue::text("own " + frame.bytes);
            done(protocol::ServerMessage::from(message));
        };
        QByteArray received;
        fixture.socket().onMessage([&received](const protocol::ServerMessage &message) {
            received = message.message.event.bytes();
        });
        const auto channel = fixture.socket().channel("t");
        fixture.open();
        std::ignore = channel->join();
        fixture.transport().receive(R"([null,null,"t","e",{}])");
        return fixture.takeSent().join() + " | " + received;
    };

    QCOMPARE(sentBy(TransportKind::WebSocket), QByteArray(R"(own t | own [null,null,"t","e",{}])"));
    QCOMPARE(sentBy(TransportKind::LongPoll), QByteArray(R"(["4","4","t","phx_join",{}] | e)"));
}

void ClientMessagesTest::item195_encodingsThatTakeLongerAreSentAsTheyComplete()
{
    ClientFixture fixture;
    QList<std::function<void()>> pending;
    fixture.options.encode = [&pending](const protocol::Message &message, const auto &done) {
        pending.append([message, done] { done({protocol::Opcode::Text, message.topic.bytes()}); });
    };
    const auto first = fixture.socket().channel("a");
    const auto second = fixture.socket().channel("b");
    fixture.open();
    std::ignore = first->join();
    std::ignore = second->join();

    pending.at(1)();
    pending.at(0)();

    QCOMPARE(fixture.takeSent(), (QByteArrayList {"b", "a"}));
}

void ClientMessagesTest::item196_theTokenIsAskedForAtEachConnect()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.options.authTokenFunction = [&asked] { return QByteArray::number(1233 + ++asked); };

    fixture.open();
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);

    QCOMPARE(fixture.log.requests.at(0).authToken, QByteArray("1234"));
    QCOMPARE(fixture.log.requests.at(1).authToken, QByteArray("1235"));
}

void ClientMessagesTest::item197_binaryMessagesArriveAsBytes()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("room:a");
    QList<protocol::Payload> payloads;
    const auto note = [&payloads](const protocol::Payload &payload, const auto &, const auto &) {
        payloads.append(payload);
    };
    channel->on("bcbin", note);
    channel->on("text", note);
    QByteArray response;
    channel->push("bin").value()->receive(
        "ok", [&response](const protocol::Payload &payload) { response = payload.bytes(); });

    fixture.transport().receiveBinary(QByteArray::fromHex("020605726f6f6d3a61626362696e010203"));
    fixture.transport().receive(R"([null,null,"room:a","text",{"n":12345678901234567890}])");
    fixture.transport().receiveBinary(QByteArray::fromHex("010101060233") + "4room:aok"
                                      + QByteArray::fromHex("050600"));

    QCOMPARE(payloads,
             (QList<protocol::Payload> {protocol::Payload::binary(QByteArray::fromHex("010203")),
                                        protocol::Payload::json(R"({"n":12345678901234567890})")}));
    QCOMPARE(response, QByteArray::fromHex("050600"));
}

void ClientMessagesTest::version1IsSpokenWithOldServers()
{
    ClientFixture fixture;
    fixture.options.vsn = "1.0.0";
    fixture.open();
    const auto channel = fixture.socket().channel("room:a");
    std::ignore = channel->join();

    fixture.transport().receive(
        R"({"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"3","topic":"room:a"})");

    QCOMPARE(
        fixture.takeSent(),
        (QByteArrayList {
            R"({"event":"phx_join","payload":{},"join_ref":"3","ref":"3","topic":"room:a"})"}));
    QVERIFY(channel->isJoined());
    QVERIFY(fixture.log.requests.at(0).url.endsWith("vsn=1.0.0"));
}

void ClientMessagesTest::framesThatAreNoMessagesAreCountedAndIgnored()
{
    ClientFixture fixture;
    fixture.open();

    for (const char *text : {"", "[", "{}", "[1,2,3]", "5"})
        fixture.transport().receive(text);
    fixture.transport().receiveBinary({});
    fixture.transport().receiveBinary("\x07");
    fixture.transport().receiveBinary(QByteArray::fromHex("02ff01"));

    QCOMPARE(fixture.socket().undecodableFrames(), quint64(8));
    QVERIFY(fixture.socket().isConnected());
}

void ClientMessagesTest::aFullSendBufferRefuses()
{
    ClientFixture fixture;
    fixture.options.maxBuffered = 1;

    QCOMPARE(fixture.socket().push({}), QString());
    QVERIFY(!fixture.socket().push({}).isEmpty());

    QCOMPARE(fixture.socket().refusedMessages(), quint64(1));
}

void ClientMessagesTest::callbacksMayConnectAndDisconnect()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("room:a");
    fixture.socket().onClose([&fixture](const CloseEvent &) {
        fixture.socket().disconnectSocket();
        fixture.socket().connectSocket();
    });

    fixture.transport().end({.code = 1006});
    fixture.timers.advance(1s);

    QCOMPARE(fixture.attempts(), 2);
    fixture.transport().open();
    QCOMPARE(channel->state(), Channel::State::Joining);
}

void ClientMessagesTest::theTapSeesWhatTravels()
{
    ClientFixture fixture;
    fixture.options.tap = std::make_shared<tap::Tap>();
    fixture.options.connection = 7;
    fixture.open();
    const auto channel = fixture.joined("room:a");
    fixture.transport().receive(R"([null,null,"room:a","hi",{"a": 1}])");
    fixture.transport().end({.code = 1012, .reason = "restart"});

    std::vector<tap::TapEvent> events;
    fixture.options.tap->drain(events);

    QByteArrayList seen;
    for (const tap::TapEvent &event : events) {
        QCOMPARE(event.connection, quint64(7));
        const QByteArray payload = event.payloadOffset < 0
            ? QByteArray()
            : event.frame.mid(event.payloadOffset, event.payloadSize);
        seen.append(QByteArray::number(int(event.kind)) + ' ' + event.event + ' ' + payload);
    }
    QCOMPARE(
        seen,
        (QByteArrayList {"3  ", "5 phx_join {}", "6 phx_reply {\"status\":\"ok\",\"response\":{}}",
                         "10  ", "6 hi {\"a\": 1}", "9  ", "12  "}));
}

PHX_TEST_CLASS(ClientMessagesTest)

} // namespace phx::test

#include "tst_clientmessages.moc"
