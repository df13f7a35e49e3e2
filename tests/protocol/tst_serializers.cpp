// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/events.h"
#include "server/protocol/serializer.h"
#include "tests/support/testcase.h"

using namespace phx::protocol;
using Code = DecodeError::Code;

Q_DECLARE_METATYPE(phx::protocol::DecodeError::Code)

namespace phx::test {

//! Both JSON serializers, row by row (protocol.md §2.2, §2.3, §2.5; reliability.md §5.3).
class SerializersTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void items46And53And56DecodeTheEnvelope_data();
    void items46And53And56DecodeTheEnvelope();
    void refusesABadEnvelope_data();
    void refusesABadEnvelope();
    void item68AnyJsonTypeIsAllowedInAnyField_data();
    void item68AnyJsonTypeIsAllowedInAnyField();
    void item70ThePayloadTextPassesThroughUntouched_data();
    void item70ThePayloadTextPassesThroughUntouched();
    void item54V1IgnoresTheOpcode();
    void v1TakesTheFirstOfEqualKeys();
    void encodesReplies_data();
    void encodesReplies();
    void encodesPushes();
    void encodesBroadcasts();
    void escapesTextFields();
    void v2RefusesAPushThatIsNoObject();
    void v1TakesAnyPayloadButBinary();
    void textThatIsNotUtf8CannotBeEncoded();
};

namespace {

Frame text(const QByteArray &bytes)
{
    return {.opcode = Opcode::Text, .bytes = bytes};
}

Message message(const char *joinRef, const char *ref, const char *topic, const char *event,
                const char *payload)
{
    const auto value = [](const char *utf8) {
        return utf8 == nullptr ? WireValue() : WireValue::text(utf8);
    };
    return {.joinRef = value(joinRef),
            .ref = value(ref),
            .topic = value(topic),
            .event = value(event),
            .payload = Payload::json(payload)};
}

//! The exact bytes, since the order of keys is ours.
template<class T>
void compareEncoded(Vsn vsn, const T &content, const QByteArray &expected)
{
    const auto frame = Serializer::forVsn(vsn).encode(content);
    QVERIFY2(frame.isOk(), "the message can be encoded");
    QCOMPARE(frame.value().bytes, expected);
    QCOMPARE(frame.value().opcode, Opcode::Text);
}

} // namespace

void SerializersTest::items46And53And56DecodeTheEnvelope_data()
{
    QTest::addColumn<int>("vsn");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Message>("expected");
    const auto row = [](const char *name, int vsn, const char *bytes, const Message &expected) {
        QTest::addRow("V%d %s", vsn, name) << vsn << QByteArray(bytes) << expected;
    };
    row("push", 2, R"(["8","9","room:a","echo",{"k":"v"}])",
        message("8", "9", "room:a", "echo", R"({"k":"v"})"));
    row("heartbeat", 2, R"([null,"1","phoenix","heartbeat",{}])",
        message(nullptr, "1", "phoenix", "heartbeat", "{}"));
    row("white space", 2, " [ \"8\" ,\n\"9\",\t\"t\" , \"e\" , { \"k\" : 1 } ] ",
        message("8", "9", "t", "e", "{ \"k\" : 1 }"));
    row("extra elements", 2, R"(["1","2","t","e",{},6,[7],8])", message("1", "2", "t", "e", "{}"));
    row("empty strings", 2, R"(["","","","",""])", message("", "", "", "", "\"\""));
    row("escapes", 2, R"(["\u0031","2","a\"b","\ud83d\ude00",[]])",
        message("1", "2", "a\"b", "\xf0\x9f\x98\x80", "[]"));
    row("push", 1, R"({"topic":"room:a","event":"echo","payload":{"k":"v"},"ref":"9"})",
        message(nullptr, "9", "room:a", "echo", R"({"k":"v"})"));
    row("join_ref", 1, R"({"topic":"t","event":"e","payload":{},"ref":"2","join_ref":"1"})",
        message("1", "2", "t", "e", "{}"));
    row("nulls", 1, R"({"topic":null,"event":null,"payload":null,"ref":null,"join_ref":null})",
        message(nullptr, nullptr, nullptr, nullptr, "null"));
    row("unknown keys", 1, R"({"zzz":[{}],"ref":"2","payload":{},"event":"e","topic":"t","":0})",
        message(nullptr, "2", "t", "e", "{}"));
}

void SerializersTest::items46And53And56DecodeTheEnvelope()
{
    QFETCH(const int, vsn);
    QFETCH(const QByteArray, bytes);

    const auto decoded = Serializer::forVsn(static_cast<Vsn>(vsn)).decode(text(bytes));

    QVERIFY(decoded.isOk());
    QTEST(decoded.value(), "expected");
}

void SerializersTest::refusesABadEnvelope_data()
{
    QTest::addColumn<int>("vsn");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Code>("expected");
    const auto row = [](int vsn, const QByteArray &bytes, Code expected) {
        QTest::addRow("V%d '%s'", vsn, bytes.toPercentEncoding().constData())
            << vsn << bytes << expected;
    };
    for (const int vsn : {1, 2}) {
        for (const char *bytes : {"", " ", "nope", "[", "{", "[]x", "{}{}", "\xef\xbb\xbf[]",
                                  "[\"\x01\"]", "[1e400,2,3,4,5]"})
            row(vsn, bytes, Code::NotJson);
        for (const char *bytes : {"1", "null", "true", "\"x\""})
            row(vsn, bytes, vsn == 1 ? Code::NotAnObject : Code::NotAnArray);
    }
    for (const char *bytes :
         {"[]", "[1]", "[1,2]", "[1,2,3]", R"(["1","2","t","e"])", R"([["1","2","t","e",{}]])"})
        row(2, bytes, Code::TooFewElements);
    row(2, R"({"topic":"t","event":"e","payload":{},"ref":"2"})", Code::NotAnArray);
    row(1, R"(["1","2","t","e",{}])", Code::NotAnObject);
    row(1, "{}", Code::MissingKey);
    row(1, R"({"event":"e","payload":{},"ref":"2"})", Code::MissingKey);
    row(1, R"({"topic":"t","payload":{},"ref":"2"})", Code::MissingKey);
    row(1, R"({"topic":"t","event":"e","ref":"2"})", Code::MissingKey);
    row(1, R"({"topic":"t","event":"e","payload":{}})", Code::MissingKey);
    row(1, R"({"message":{"topic":"t","event":"e","payload":{},"ref":"2"}})", Code::MissingKey);
    row(2, R"(["1","2","t","\ud800",{}])", Code::NotJson);
    row(2, R"(["1","2","t","e",{},])", Code::NotJson);
    row(2, R"(["1","2","t","e",{}/**/])", Code::NotJson);
}

void SerializersTest::refusesABadEnvelope()
{
    QFETCH(const int, vsn);
    QFETCH(const QByteArray, bytes);

    const auto decoded = Serializer::forVsn(static_cast<Vsn>(vsn)).decode(text(bytes));

    QVERIFY(!decoded.isOk());
    QTEST(decoded.error().code, "expected");
    QVERIFY(decoded.error().sentence().endsWith(QLatin1Char('.')));
}

void SerializersTest::item68AnyJsonTypeIsAllowedInAnyField_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"\"s\"", "\"\"", "3", "1.50", "true", "null", "[1, 2]", "{\"b\":1,\"a\":2}"})
        QTest::newRow(json) << QByteArray(json);
}

//! M-TY: each of the five fields with each type is decoded and echoed with the type and text
//! received.
void SerializersTest::item68AnyJsonTypeIsAllowedInAnyField()
{
    QFETCH(const QByteArray, json);
    const Serializer &v2 = Serializer::forVsn(Vsn::V2);
    const Serializer &v1 = Serializer::forVsn(Vsn::V1);

    for (qsizetype field = 0; field < 5; ++field) {
        QList<QByteArray> parts {"\"1\"", "\"2\"", "\"t\"", "\"e\"", "{}"};
        parts[field] = json;
        const QByteArray wire = '[' + parts.join(',') + ']';
        const auto decoded = v2.decode(text(wire));
        QVERIFY(decoded.isOk());
        if (decoded.value().payload.isObject())
            QCOMPARE(v2.encode(decoded.value()).value().bytes, wire);

        const QByteArray object = "{\"event\":" + parts[3] + ",\"payload\":" + parts[4]
            + ",\"ref\":" + parts[1] + ",\"topic\":" + parts[2] + '}';
        const auto decodedV1 = v1.decode(text(object));
        QVERIFY(decodedV1.isOk());
        QCOMPARE(v1.encode(decodedV1.value()).value().bytes, object);
    }
}

void SerializersTest::item70ThePayloadTextPassesThroughUntouched_data()
{
    QTest::addColumn<QByteArray>("payload");
    const QList<QByteArray> payloads {R"({"n":123456789012345678901234567890})",
                                      R"({"n":-0.0,"m":1e2,"k":1.0,"l":9007199254740993.0})",
                                      R"({"z":1,"m":2,"a":3,"z":4})",
                                      R"({"s":"\u0000\/\u00e9"})",
                                      "{ \"k\" :\t[ ] }",
                                      R"({"__proto__":{"constructor":""}})",
                                      "{\"d\":" + QByteArray(100'000, '[')
                                          + QByteArray(100'000, ']') + '}',
                                      "{\"s\":\"" + QByteArray(1'000'000, 'x') + "\"}"};
    for (const QByteArray &payload : payloads)
        QTest::newRow(payload.left(60).constData()) << payload;
}

void SerializersTest::item70ThePayloadTextPassesThroughUntouched()
{
    QFETCH(const QByteArray, payload);

    const auto decoded =
        Serializer::forVsn(Vsn::V2).decode(text("[\"1\",\"2\",\"t\",\"e\"," + payload + ']'));
    QVERIFY(decoded.isOk());
    QCOMPARE(decoded.value().payload.bytes(), payload);

    const Reply reply {.topic = WireValue::text("t"), .response = decoded.value().payload};
    compareEncoded(Vsn::V2, reply,
                   "[null,null,\"t\",\"phx_reply\",{\"response\":" + payload
                       + ",\"status\":\"ok\"}]");
    compareEncoded(Vsn::V1, reply,
                   "{\"event\":\"phx_reply\",\"payload\":{\"response\":" + payload
                       + ",\"status\":\"ok\"},\"ref\":null,\"topic\":\"t\"}");
}

void SerializersTest::item54V1IgnoresTheOpcode()
{
    const QByteArray bytes = R"({"topic":"t","event":"e","payload":{},"ref":"2"})";

    const auto decoded =
        Serializer::forVsn(Vsn::V1).decode({.opcode = Opcode::Binary, .bytes = bytes});

    QVERIFY(decoded.isOk());
    QCOMPARE(decoded.value(), message(nullptr, "2", "t", "e", "{}"));
}

void SerializersTest::v1TakesTheFirstOfEqualKeys()
{
    const QByteArray bytes =
        R"({"topic":"first","event":"e","payload":{},"ref":"2","topic":"second","ref":"3"})";

    const auto decoded = Serializer::forVsn(Vsn::V1).decode(text(bytes));

    QVERIFY(decoded.isOk());
    QCOMPARE(decoded.value(), message(nullptr, "2", "first", "e", "{}"));
}

void SerializersTest::encodesReplies_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("ok") << QByteArray("ok") << QByteArray("{}");
    QTest::newRow("error") << QByteArray("error") << QByteArray(R"({"reason":"unmatched topic"})");
    QTest::newRow("another status") << QByteArray("weird") << QByteArray("{}");
    for (const char *json : {"[1,2]", "\"s\"", "null", "1.0", "true"})
        QTest::newRow(json) << QByteArray("ok") << QByteArray(json);
}

void SerializersTest::encodesReplies()
{
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, response);

    const Reply reply {.joinRef = WireValue::text("8"),
                       .ref = WireValue::other("3"),
                       .topic = WireValue::text("room:a"),
                       .status = status,
                       .response = Payload::json(response)};

    const QByteArray payload = "{\"response\":" + response + ",\"status\":\"" + status + "\"}";
    compareEncoded(Vsn::V2, reply, "[\"8\",3,\"room:a\",\"phx_reply\"," + payload + ']');
    compareEncoded(Vsn::V1, reply,
                   "{\"event\":\"phx_reply\",\"payload\":" + payload
                       + ",\"ref\":3,\"topic\":\"room:a\"}");
}

void SerializersTest::encodesPushes()
{
    const Message close = message("8", "8", "room:a", "phx_close", "{}");

    compareEncoded(Vsn::V2, close, R"(["8","8","room:a","phx_close",{}])");
    compareEncoded(Vsn::V1, close,
                   R"({"event":"phx_close","payload":{},"ref":"8","topic":"room:a"})");
}

void SerializersTest::encodesBroadcasts()
{
    const Broadcast broadcast {
        .topic = "room:a", .event = "bc", .payload = Payload::json(R"({"z":1})")};

    compareEncoded(Vsn::V2, broadcast, R"([null,null,"room:a","bc",{"z":1}])");
    compareEncoded(Vsn::V1, broadcast,
                   R"({"event":"bc","payload":{"z":1},"ref":null,"topic":"room:a"})");
}

void SerializersTest::escapesTextFields()
{
    const Message push =
        message("\"", "\\", "a/\b\f\n\r\t\x01\x1f\x7f", "\xe9\x83\xa8\xe2\x80\xa8", "{}");

    const QByteArray expected = R"(["\"","\\","a/\b\f\n\r\t\u0001\u001F)"
                                "\x7f\",\"\xe9\x83\xa8\xe2\x80\xa8\",{}]";
    compareEncoded(Vsn::V2, push, expected);
    QCOMPARE(Serializer::forVsn(Vsn::V2).decode(text(expected)).value(), push);
}

void SerializersTest::v2RefusesAPushThatIsNoObject()
{
    const Serializer &v2 = Serializer::forVsn(Vsn::V2);
    for (const char *json : {"[1]", "\"s\"", "1", "null", "true"}) {
        QVERIFY(!v2.encode(message("1", nullptr, "t", "e", json)).isOk());
        QVERIFY(!v2.encode(Broadcast {.topic = "t", .event = "e", .payload = Payload::json(json)})
                     .isOk());
    }
}

void SerializersTest::v1TakesAnyPayloadButBinary()
{
    const Serializer &v1 = Serializer::forVsn(Vsn::V1);
    const Payload binary = Payload::binary("x");

    QVERIFY(v1.encode(message("1", nullptr, "t", "e", "[1]")).isOk());
    QVERIFY(
        v1.encode(Broadcast {.topic = "t", .event = "e", .payload = Payload::json("1")}).isOk());
    QVERIFY(!v1.encode(Message {.topic = WireValue::text("t"), .payload = binary}).isOk());
    QVERIFY(!v1.encode(Reply {.topic = WireValue::text("t"), .response = binary}).isOk());
    QVERIFY(!v1.encode(Broadcast {.topic = "t", .event = "e", .payload = binary}).isOk());
}

void SerializersTest::textThatIsNotUtf8CannotBeEncoded()
{
    for (const Vsn vsn : {Vsn::V1, Vsn::V2}) {
        const Serializer &serializer = Serializer::forVsn(vsn);
        QVERIFY(!serializer.encode(Broadcast {.topic = "t\xff", .event = "e"}).isOk());
        QVERIFY(!serializer.encode(Broadcast {.topic = "t", .event = "\xc3"}).isOk());
        QVERIFY(!serializer.encode(Reply {.topic = WireValue::text("t"), .status = "\xff"}).isOk());
    }
}

PHX_TEST_CLASS(SerializersTest)

} // namespace phx::test

#include "tst_serializers.moc"
