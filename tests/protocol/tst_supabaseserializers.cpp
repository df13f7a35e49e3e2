// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/events.h"
#include "server/protocol/serializer.h"
#include "tests/support/testcase.h"

using namespace phx::protocol;
using Code = DecodeError::Code;

namespace phx::test {

namespace {

const Serializer &supabase(Vsn vsn)
{
    return Serializer::forVsn(vsn, Dialect::Supabase);
}

Result<Message, DecodeError> decodeBinary(const QByteArray &bytes)
{
    return supabase(Vsn::V2).decode({.opcode = Opcode::Binary, .bytes = bytes});
}

Broadcast userBroadcast(const Payload &payload)
{
    return {.topic = "realtime:room7", .event = "broadcast:x", .payload = payload};
}

//! The example of ecosystem.md §1.3: join_ref 6, ref 7, topic realtime:room7, event x, {"n":1}.
const QByteArray Push =
    QByteArray::fromHex("0301010e010001") + "67" + "realtime:room7" + "x" + R"({"n":1})";

} // namespace

//! The two serializers of the dialect Supabase (protocol.md §11.3, §12 O 271 and 272).
class SupabaseSerializersTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsABroadcastOfJson()
    {
        const auto message = decodeBinary(Push);

        QVERIFY(message.isOk());
        QCOMPARE(message.value(),
                 (Message {.joinRef = WireValue::text("6"),
                           .ref = WireValue::text("7"),
                           .topic = WireValue::text("realtime:room7"),
                           .event = WireValue::text("broadcast:x"),
                           .payload = Payload::json(R"({"n":1})")}));
    }
    void readsABroadcastOfBytesAndSkipsItsMetadata()
    {
        const auto message = decodeBinary(QByteArray::fromHex("030000020203006161") + "ev" + "{}!"
                                          + QByteArray::fromHex("00ff"));

        QVERIFY(message.isOk());
        QCOMPARE(message.value().joinRef, WireValue::text(""));
        QCOMPARE(message.value().event, WireValue::text("broadcast:ev"));
        QCOMPARE(message.value().payload, Payload::binary(QByteArray::fromHex("00ff")));
    }
    void refusesABadBroadcast_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, Code code) {
            QTest::newRow(name) << bytes << int(code);
        };
        row("nothing but the kind", QByteArray(1, '\3'), Code::Truncated);
        row("half a header", Push.left(6), Code::Truncated);
        row("a field that ends early", Push.left(20), Code::Truncated);
        row("a topic that is no UTF-8", QByteArray::fromHex("03000001000001") + "\xff{}",
            Code::BadUtf8);
        row("no payload", Push.chopped(7), Code::NotJson);
        row("half of the JSON", Push.chopped(1), Code::NotJson);
        row("more than the JSON", Push + "]", Code::NotJson);
        row("JSON that is no UTF-8", Push.chopped(7) + "\"\xff\"", Code::NotJson);
        row("the server's kind", "\4" + Push.mid(1), Code::NotAPush);
    }
    void refusesABadBroadcast()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, code);

        const auto message = decodeBinary(bytes);

        QVERIFY(!message.isOk());
        QCOMPARE(int(message.error().code), code);
        QVERIFY(!message.error().sentence().isEmpty());
    }
    void everyPrefixOfABroadcastIsRefused()
    {
        for (qsizetype size = 1; size < Push.size(); ++size)
            QVERIFY2(!decodeBinary(Push.left(size)).isOk(), qPrintable(QString::number(size)));
    }
    void theUsersPayloadLeavesAsKind4()
    {
        const auto json = supabase(Vsn::V2).encode(userBroadcast(Payload::json(R"({"n":1.0})")));
        const auto binary = supabase(Vsn::V2).encode(userBroadcast(Payload::binary("\1\2")));

        const QByteArray topicAndEvent = "realtime:room7x";
        QVERIFY(json.isOk());
        QCOMPARE(
            json.value(),
            (Frame {.opcode = Opcode::Binary,
                    .bytes = QByteArray::fromHex("040e010001") + topicAndEvent + R"({"n":1.0})"}));
        QVERIFY(binary.isOk());
        QCOMPARE(binary.value(),
                 (Frame {.opcode = Opcode::Binary,
                         .bytes = QByteArray::fromHex("040e010000") + topicAndEvent + "\1\2"}));
    }
    void namesThatDoNotFitCannotLeave()
    {
        const auto longEvent = supabase(Vsn::V2).encode(
            Broadcast {.topic = "t", .event = "broadcast:" + QByteArray(256, 'e'), .payload = {}});
        const auto badTopic = supabase(Vsn::V2).encode(
            Broadcast {.topic = "\xff", .event = "broadcast:e", .payload = {}});

        QVERIFY(!longEvent.isOk());
        QCOMPARE(longEvent.error().effect, EncodeError::Effect::Crash);
        QVERIFY(!badTopic.isOk());
    }
    void version1GetsTheTextForm()
    {
        const auto frame = supabase(Vsn::V1).encode(
            Broadcast {.topic = "realtime:a", .event = "broadcast:\"e\"", .payload = {}});

        const QByteArray expected =
            "{\"event\":\"broadcast\",\"payload\":{\"event\":\"\\\"e\\\"\",\"payload\":{},\"type\":"
            "\"broadcast\"},\"ref\":null,\"topic\":\"realtime:a\"}";
        QVERIFY(frame.isOk());
        QCOMPARE(frame.value().bytes, expected);
    }
    void version1IsSkippedForBytes()
    {
        const auto frame = supabase(Vsn::V1).encode(userBroadcast(Payload::binary("\1")));

        QVERIFY(!frame.isOk());
        QCOMPARE(frame.error().effect, EncodeError::Effect::SkipClient);
    }
    void allElseIsAsPhoenixHasIt_data()
    {
        QTest::addColumn<int>("vsn");
        QTest::newRow("V1") << 1;
        QTest::newRow("V2") << 2;
    }
    void allElseIsAsPhoenixHasIt()
    {
        QFETCH(const int, vsn);
        const Serializer &ours = supabase(Vsn(vsn));
        const Serializer &phoenix = Serializer::forVsn(Vsn(vsn));
        const Broadcast broadcast {
            .topic = "realtime:a", .event = "broadcast", .payload = Payload::json(R"({"x":1})")};
        const Reply reply {.joinRef = WireValue::text("1"),
                           .ref = WireValue::text("2"),
                           .topic = WireValue::text("realtime:a")};

        QCOMPARE(ours.vsn(), phoenix.vsn());
        QCOMPARE(ours.encode(broadcast).value(), phoenix.encode(broadcast).value());
        QCOMPARE(ours.encode(reply).value(), phoenix.encode(reply).value());
        const Frame text = phoenix.encode(reply).value();
        QCOMPARE(ours.decode(text).isOk(), phoenix.decode(text).isOk());
    }
};

PHX_TEST_CLASS(SupabaseSerializersTest)

} // namespace phx::test

#include "tst_supabaseserializers.moc"
