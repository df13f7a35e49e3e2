// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/binarycodec.h"
#include "tests/support/testcase.h"

using namespace phx::protocol;
using Code = DecodeError::Code;

namespace phx::test {

//! protocol.md §2.4, reliability.md §5.4. The bytes are those verified with Phoenix 1.8.12.
class BinaryCodecTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item57DecodesAPush();
    void emptyRefsAreEmptyTextAndNotNull();
    void items61To63EncodeAsPhoenix();
    void nullRefsAreWrittenEmpty();
    void item60OnlyPushesMayComeFromAClient();
    void everyTruncationOfTheHeaderIsRefused();
    void eachLengthBeyondTheFrameIsRefused();
    void eachFieldMustBeUtf8_data();
    void eachFieldMustBeUtf8();
    void items64And65FieldsOf255BytesFitAnd256DoNot();
    void aRefThatIsNoTextCannotBeEncoded();
    void aDecodedPushEncodesToTheSameBytes();
};

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

const char PushHex[] = "0001020603383330726f6f6d3a6162696e0506";

Message pushOf(const QByteArray &event)
{
    return {.joinRef = WireValue::text("8"),
            .topic = WireValue::text("room:a"),
            .event = WireValue::text(event),
            .payload = Payload::binary(hex("0908"))};
}

} // namespace

void BinaryCodecTest::item57DecodesAPush()
{
    const auto decoded = BinaryCodec::decodePush(hex(PushHex));

    QVERIFY(decoded.isOk());
    const Message expected {.joinRef = WireValue::text("8"),
                            .ref = WireValue::text("30"),
                            .topic = WireValue::text("room:a"),
                            .event = WireValue::text("bin"),
                            .payload = Payload::binary(hex("0506"))};
    QCOMPARE(decoded.value(), expected);
}

void BinaryCodecTest::emptyRefsAreEmptyTextAndNotNull()
{
    const auto decoded = BinaryCodec::decodePush(hex("0000000000"));

    QVERIFY(decoded.isOk());
    QCOMPARE(decoded.value().joinRef, WireValue::text({}));
    QVERIFY(!decoded.value().ref.isNull());
    QVERIFY(decoded.value().payload.isBinary());
    QVERIFY(decoded.value().payload.bytes().isEmpty());
}

void BinaryCodecTest::items61To63EncodeAsPhoenix()
{
    const Serializer &v2 = Serializer::forVsn(Vsn::V2);
    const auto push = v2.encode(pushOf("pushbin"));
    const auto reply = v2.encode(Reply {.joinRef = WireValue::text("8"),
                                        .ref = WireValue::text("30"),
                                        .topic = WireValue::text("room:a"),
                                        .response = Payload::binary(hex("050600"))});
    const auto broadcast = v2.encode(
        Broadcast {.topic = "room:a", .event = "bcbin", .payload = Payload::binary(hex("010203"))});

    QCOMPARE(push.value(),
             (Frame {Opcode::Binary, hex("0001060738726f6f6d3a617075736862696e0908")}));
    QCOMPARE(reply.value(),
             (Frame {Opcode::Binary, hex("0101020602383330726f6f6d3a616f6b050600")}));
    QCOMPARE(broadcast.value(),
             (Frame {Opcode::Binary, hex("020605726f6f6d3a61626362696e010203")}));
}

void BinaryCodecTest::nullRefsAreWrittenEmpty()
{
    const auto reply =
        BinaryCodec::encodeReply({.topic = WireValue::text("t"), .response = Payload::binary("x")});

    QCOMPARE(reply.value(), hex("0100000102746f6b78"));
}

void BinaryCodecTest::item60OnlyPushesMayComeFromAClient()
{
    for (int kind = 1; kind <= 255; ++kind) {
        QByteArray bytes = hex(PushHex);
        bytes[0] = static_cast<char>(kind);
        QCOMPARE(BinaryCodec::decodePush(bytes).error().code, Code::NotAPush);
    }
}

void BinaryCodecTest::everyTruncationOfTheHeaderIsRefused()
{
    const QByteArray whole = hex(PushHex).chopped(2);
    QVERIFY(BinaryCodec::decodePush(whole).isOk());

    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto decoded = BinaryCodec::decodePush(whole.first(size));
        QVERIFY(!decoded.isOk());
        QCOMPARE(decoded.error().code, Code::Truncated);
        QCOMPARE(decoded.error().offset, size);
    }
}

void BinaryCodecTest::eachLengthBeyondTheFrameIsRefused()
{
    for (qsizetype field = 1; field <= 4; ++field) {
        QByteArray bytes = hex(PushHex).chopped(2);
        bytes[field] = static_cast<char>(bytes.at(field) + 1);
        QCOMPARE(BinaryCodec::decodePush(bytes).error().code, Code::Truncated);
    }
    QCOMPARE(BinaryCodec::decodePush(hex("00ffffffff")).error().code, Code::Truncated);
    QVERIFY(BinaryCodec::decodePush(hex("00ffffffff") + QByteArray(4 * 255, 'x')).isOk());
}

void BinaryCodecTest::eachFieldMustBeUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("offset");
    QTest::newRow("join_ref") << hex("0001000000ff") << qsizetype(5);
    QTest::newRow("ref") << hex("000101000031ff") << qsizetype(6);
    QTest::newRow("topic as phoenix.js up to 1.8.0 cuts it") << hex("0001000403"
                                                                    "31e84b3a31"
                                                                    "62696e")
                                                             << qsizetype(6);
    QTest::newRow("event") << hex("0000000002c328") << qsizetype(5);
}

void BinaryCodecTest::eachFieldMustBeUtf8()
{
    QFETCH(const QByteArray, bytes);

    const auto decoded = BinaryCodec::decodePush(bytes);

    QVERIFY(!decoded.isOk());
    QCOMPARE(decoded.error().code, Code::BadUtf8);
    QTEST(decoded.error().offset, "offset");
}

void BinaryCodecTest::items64And65FieldsOf255BytesFitAnd256DoNot()
{
    QVERIFY(BinaryCodec::encodePush(pushOf(QByteArray(255, 'e'))).isOk());
    QVERIFY(!BinaryCodec::encodePush(pushOf(QByteArray(256, 'e'))).isOk());
    QVERIFY(!BinaryCodec::encodeBroadcast({.topic = QByteArray(256, 't'), .event = "e"}).isOk());
    QVERIFY(
        !BinaryCodec::encodeReply({.topic = WireValue::text("t"), .status = QByteArray(256, 's')})
             .isOk());
}

void BinaryCodecTest::aRefThatIsNoTextCannotBeEncoded()
{
    const auto reply =
        BinaryCodec::encodeReply({.ref = WireValue::other("3"), .topic = WireValue::text("t")});

    QVERIFY(!reply.isOk());
}

void BinaryCodecTest::aDecodedPushEncodesToTheSameBytes()
{
    for (const char *digits : {PushHex, "0000000000", "000000000001",
                               "0001000000"
                               "31",
                               "0002030504"
                               "c3a9"
                               "616263"
                               "e983a83a31"
                               "62696e21"
                               "00ff"}) {
        const auto decoded = BinaryCodec::decodePush(hex(digits));
        QVERIFY(decoded.isOk());
        QCOMPARE(BinaryCodec::encodeClientPush(decoded.value()).value(), hex(digits));
    }
}

PHX_TEST_CLASS(BinaryCodecTest)

} // namespace phx::test

#include "tst_binarycodec.moc"
