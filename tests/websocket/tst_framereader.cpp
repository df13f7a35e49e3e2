// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framereader.h"
#include "tests/support/testcase.h"
#include "tests/websocket/clientframe.h"
#include "tests/websocket/readerlog.h"

namespace phx::websocket {

using test::ClientFrame;
using test::closeFrame;
using test::headerDeclaring;
using test::readByteByByte;
using test::readWhole;

namespace {

constexpr quint8 Continuation = 0;
constexpr quint8 Text = 1;
constexpr quint8 Binary = 2;
constexpr quint8 Close = 8;
constexpr quint8 Ping = 9;
constexpr quint8 Pong = 10;

using Form = ClientFrame::LengthForm;

QByteArray hello()
{
    return ClientFrame {Text, "hello"}.toBytes();
}

ClientFrame fragment(quint8 opcode, const QByteArray &payload)
{
    return {.opcode = opcode, .payload = payload, .fin = false};
}

} // namespace

//! The groups of bad input W-* (reliability study, section 5.2) that concern single frames.
class TestFrameReader : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKindOfFrame();
    void answersToFrames_data();
    void answersToFrames();
    void judgesLengthsByTheHeaderAlone_data();
    void judgesLengthsByTheHeaderAlone();
    void acceptsOnlyTheCloseCodesOfTheRegistry();
    void ignoresWhatFollowsAClose();
    void ignoresWhatFollowsAFailure();
    void reservedBitsAreRefusedOnEveryOpcode();
    void saysNothingToATruncatedFrame();
    void readsFramesThatArriveTogether();
    void unmasksAtEveryOffsetAndLength();
    void tellsWhetherAMessageIsUnderWay();
    void doesNotReserveWhatAHeaderPromises();
    void aClientReadsFramesWithoutAMask();
    void aClientRefusesFramesWithAMask();
};

void TestFrameReader::readsEveryKindOfFrame()
{
    const QByteArray bytes = hello() + ClientFrame {Binary, "\x01\x02"}.toBytes()
        + ClientFrame {Ping, "are you there"}.toBytes() + ClientFrame {Pong, ""}.toBytes()
        + closeFrame(4001, "bye");

    const QByteArray expected = "text \"hello\"; binary \"\x01\x02\"; ping \"are you there\"; pong "
                                "\"\"; close 4001 \"bye\"";
    QCOMPARE(readWhole(bytes), expected);
    QCOMPARE(readByteByByte(bytes), expected);
}

void TestFrameReader::answersToFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };
    const auto unmasked = [](quint8 opcode, const QByteArray &payload = {}) {
        return ClientFrame {
            .opcode = opcode, .payload = payload, .masking = ClientFrame::Masking::Off}
            .toBytes();
    };
    const auto keyed = [](quint32 key) {
        return ClientFrame {.payload = "hello", .key = key}.toBytes();
    };

    // W-MA masking
    row("unmasked text", unmasked(Text, "A"), "failure 1002");
    row("unmasked binary", unmasked(Binary, "A"), "failure 1002");
    row("unmasked continuation", fragment(Text, "a").toBytes() + unmasked(Continuation, "A"),
        "failure 1002");
    row("unmasked ping", unmasked(Ping), "failure 1002");
    row("unmasked pong", unmasked(Pong), "failure 1002");
    row("unmasked close", unmasked(Close), "failure 1002");
    row("zero key", keyed(0), "text \"hello\"");
    row("all ones key", keyed(0xFFFFFFFF), "text \"hello\"");
    row("changing keys", keyed(1) + keyed(0xA0B0C0D0), "text \"hello\"; text \"hello\"");
    row("unmasked after masked", hello() + unmasked(Text, "A"), "text \"hello\"; failure 1002");

    // W-CT control frames
    row("ping of 125", ClientFrame {Ping, QByteArray(125, 'p')}.toBytes(), "ping 125");
    row("ping of 126", ClientFrame {Ping, QByteArray(126, 'p')}.toBytes(), "failure 1002");
    row("pong of 126", ClientFrame {Pong, QByteArray(126, 'p')}.toBytes(), "failure 1002");
    row("fragmented ping", fragment(Ping, "p").toBytes(), "failure 1002");
    row("fragmented close", fragment(Close, {}).toBytes(), "failure 1002");
    row("pong unasked", ClientFrame {Pong, "x"}.toBytes(), "pong \"x\"");
    for (int opcode = 3; opcode <= 7; ++opcode) {
        QTest::addRow("opcode %d", opcode)
            << ClientFrame {quint8(opcode), "A"}.toBytes() << QByteArray("failure 1002");
        QTest::addRow("opcode %d", opcode + 8)
            << ClientFrame {quint8(opcode + 8), "A"}.toBytes() << QByteArray("failure 1002");
    }
    row("ping of 5 in 16 bits",
        ClientFrame {.opcode = Ping, .payload = "short", .lengthForm = Form::Bits16}.toBytes(),
        "failure 1002");
    row("ping inside fragments",
        fragment(Text, "a").toBytes() + ClientFrame {Ping, "p"}.toBytes()
            + ClientFrame {Continuation, "b"}.toBytes(),
        "ping \"p\"; text \"ab\"");
    row("close inside fragments", fragment(Text, "a").toBytes() + closeFrame(1000),
        "close 1000 \"\"");

    // W-CL close frames
    row("close without a body", ClientFrame {Close}.toBytes(), "close 1005 \"\"");
    row("close of 1 byte", ClientFrame {Close, "\x03"}.toBytes(), "failure 1002");
    row("close of 2 bytes", closeFrame(1000), "close 1000 \"\"");
    row("close of 125 bytes", closeFrame(1000, QByteArray(123, 'r')), "close 1000 123");
    row("close of 126 bytes", closeFrame(1000, QByteArray(124, 'r')), "failure 1002");
    row("close reason not UTF-8", closeFrame(1000, "\xFF"), "failure 1007");
    row("close reason cut in a character", closeFrame(1000, "\xE2\x82"), "failure 1007");
}

void TestFrameReader::answersToFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);

    QCOMPARE(readWhole(bytes), expected);
    QCOMPARE(readByteByByte(bytes), expected);
}

void TestFrameReader::judgesLengthsByTheHeaderAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto form = [](qsizetype size, Form lengthForm) {
        return ClientFrame {.payload = QByteArray(size, 'a'), .lengthForm = lengthForm}.toBytes();
    };
    const auto head = [](quint64 length) { return headerDeclaring(Text, length); };

    // W-LN
    QTest::newRow("0 in 16 bits") << form(0, Form::Bits16) << QByteArray("failure 1002");
    QTest::newRow("125 in 16 bits") << form(125, Form::Bits16) << QByteArray("failure 1002");
    QTest::newRow("126 in 16 bits") << form(126, Form::Bits16) << QByteArray("text 126");
    QTest::newRow("65535 in 16 bits") << form(65535, Form::Bits16) << QByteArray("text 65535");
    QTest::newRow("125 in 64 bits") << form(125, Form::Bits64) << QByteArray("failure 1002");
    QTest::newRow("65535 in 64 bits") << form(65535, Form::Bits64) << QByteArray("failure 1002");
    QTest::newRow("65536 in 64 bits") << form(65536, Form::Bits64) << QByteArray("text 65536");
    QTest::newRow("at the limit") << form(100'000, Form::Shortest) << QByteArray("text 100000");
    QTest::newRow("limit + 1") << head(100'001) << QByteArray("failure 1009");
    QTest::newRow("2^31") << head(Q_UINT64_C(1) << 31) << QByteArray("failure 1009");
    QTest::newRow("2^32") << head(Q_UINT64_C(1) << 32) << QByteArray("failure 1009");
    QTest::newRow("2^63 - 1") << head((Q_UINT64_C(1) << 63) - 1) << QByteArray("failure 1009");
    QTest::newRow("2^63") << head(Q_UINT64_C(1) << 63) << QByteArray("failure 1002");
    QTest::newRow("2^64 - 1") << head(~Q_UINT64_C(0)) << QByteArray("failure 1002");
}

void TestFrameReader::judgesLengthsByTheHeaderAlone()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const ReaderLimits limits {.maxFrameBytes = 100'000, .maxMessageBytes = 200'000};

    QCOMPARE(readWhole(bytes, limits), expected);
    QCOMPARE(readByteByByte(bytes, limits), expected);
}

void TestFrameReader::acceptsOnlyTheCloseCodesOfTheRegistry()
{
    for (int code = 0; code <= 0xFFFF; ++code) {
        const bool isAllowed = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
            || (code >= 3000 && code <= 4999);
        const QByteArray expected =
            isAllowed ? "close " + QByteArray::number(code) + " \"\"" : "failure 1002";
        QCOMPARE(readWhole(closeFrame(quint16(code))), expected);
    }
}

void TestFrameReader::ignoresWhatFollowsAClose()
{
    QCOMPARE(readWhole(closeFrame(1000) + hello()), "close 1000 \"\"");
    QCOMPARE(readWhole(closeFrame(1000) + closeFrame(1001)), "close 1000 \"\"");
    QCOMPARE(readByteByByte(closeFrame(1000) + QByteArray(1000, '\xFF')), "close 1000 \"\"");
}

void TestFrameReader::ignoresWhatFollowsAFailure()
{
    FrameReader reader;
    std::vector<ReaderEvent> events;
    reader.feed(ClientFrame {.opcode = 3}.toBytes() + hello(), events);
    reader.feed(hello() + closeFrame(1000), events);

    QCOMPARE(test::toText(events), "failure 1002");
    QVERIFY(!events.front().detail.isEmpty());
    QVERIFY(!reader.isInsideMessage());
}

void TestFrameReader::reservedBitsAreRefusedOnEveryOpcode()
{
    for (quint8 rsv = 1; rsv <= 7; ++rsv) {
        for (const quint8 opcode : {Text, Binary, Close, Ping, Pong}) {
            const ClientFrame frame {.opcode = opcode, .rsv = rsv};
            QCOMPARE(readWhole(frame.toBytes()), "failure 1002");
        }
        const ClientFrame continuation {.opcode = Continuation, .payload = "b", .rsv = rsv};
        QCOMPARE(readWhole(fragment(Text, "a").toBytes() + continuation.toBytes()), "failure 1002");
    }
}

// W-TR
void TestFrameReader::saysNothingToATruncatedFrame()
{
    for (const QByteArray &frame :
         {hello(), ClientFrame {Binary, QByteArray(300, 'b')}.toBytes(),
          ClientFrame {Binary, QByteArray(70'000, 'b')}.toBytes(),
          ClientFrame {Ping, "ping"}.toBytes(), closeFrame(1000, "bye")}) {
        const qsizetype step = std::max<qsizetype>(1, frame.size() / 100);
        for (qsizetype size = 0; size < frame.size(); size += step)
            QCOMPARE(readWhole(frame.first(size)), "");
        QCOMPARE(readWhole(frame.chopped(1)), "");
    }
}

// W-PL, as the transport feeds what came with the handshake
void TestFrameReader::readsFramesThatArriveTogether()
{
    const QByteArray ping = ClientFrame {Ping, "p"}.toBytes();
    QCOMPARE(readWhole(hello() + ping + hello() + closeFrame(1000)),
             "text \"hello\"; ping \"p\"; text \"hello\"; close 1000 \"\"");
    QCOMPARE(readWhole(hello() + headerDeclaring(Text, 10'000'001)),
             "text \"hello\"; failure 1009");
    QCOMPARE(readWhole(hello() + hello().first(7)), "text \"hello\"");
}

void TestFrameReader::unmasksAtEveryOffsetAndLength()
{
    QByteArray all;
    for (int i = 0; i < 40; ++i)
        all += char(i * 7);
    for (qsizetype size = 0; size <= all.size(); ++size) {
        const QByteArray bytes =
            ClientFrame {.opcode = Binary, .payload = all.first(size), .key = 0x01FE8055}.toBytes();
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            FrameReader reader;
            std::vector<ReaderEvent> events;
            reader.feed(QByteArrayView(bytes).first(cut), events);
            reader.feed(QByteArrayView(bytes).sliced(cut), events);
            QCOMPARE(events.size(), std::size_t(1));
            QCOMPARE(events.front().payload, all.first(size));
        }
    }
}

void TestFrameReader::tellsWhetherAMessageIsUnderWay()
{
    FrameReader reader;
    std::vector<ReaderEvent> events;
    const auto feed = [&](const QByteArray &bytes) { reader.feed(bytes, events); };
    QVERIFY(!reader.isInsideMessage());

    const QByteArray bytes = hello();
    feed(bytes.first(1));
    QVERIFY(reader.isInsideMessage());
    feed(bytes.mid(1, 7));
    QVERIFY(reader.isInsideMessage());
    QCOMPARE(reader.bufferedBytes(), qsizetype(2));
    feed(bytes.mid(8));
    QVERIFY(!reader.isInsideMessage());
    QCOMPARE(reader.bufferedBytes(), qsizetype(0));

    feed(fragment(Text, "abc").toBytes());
    feed(ClientFrame {Ping}.toBytes());
    QVERIFY(reader.isInsideMessage());
    QCOMPARE(reader.bufferedBytes(), qsizetype(3));
    feed(ClientFrame {Continuation, "d"}.toBytes());
    QVERIFY(!reader.isInsideMessage());
    QCOMPARE(test::toText(events), "text \"hello\"; ping \"\"; text \"abcd\"");
}

void TestFrameReader::doesNotReserveWhatAHeaderPromises()
{
    FrameReader reader;
    std::vector<ReaderEvent> events;

    reader.feed(headerDeclaring(Binary, 9'000'000) + "abc", events);

    QCOMPARE(reader.bufferedBytes(), qsizetype(3));
    QVERIFY(events.empty());
}

void TestFrameReader::aClientReadsFramesWithoutAMask()
{
    const auto plain = [](ClientFrame frame) {
        frame.masking = ClientFrame::Masking::Off;
        return frame.toBytes();
    };
    const QByteArray bytes = plain({Text, "hello"}) + plain({Ping, ""}) + plain({Binary, ""})
        + plain(fragment(Text, "h\xc3")) + plain({Pong, "p"}) + plain({Continuation, "\xa9!"})
        + plain({Binary, QByteArray(70'000, 'b')}) + plain({Close, "\x03\xf4"});
    const QByteArray expected = "text \"hello\"; ping \"\"; binary \"\"; pong \"p\"; "
                                "text \"h\xc3\xa9!\"; binary 70000; close 1012 \"\"";

    QCOMPARE(readWhole(bytes, {}, Role::Client), expected);
    QCOMPARE(readByteByByte(bytes, {}, Role::Client), expected);
}

void TestFrameReader::aClientRefusesFramesWithAMask()
{
    QCOMPARE(readWhole(hello(), {}, Role::Client), QByteArray("failure 1002"));
    QCOMPARE(readWhole(closeFrame(1000), {}, Role::Client), QByteArray("failure 1002"));
}

PHX_TEST_CLASS(TestFrameReader)

} // namespace phx::websocket

#include "tst_framereader.moc"
