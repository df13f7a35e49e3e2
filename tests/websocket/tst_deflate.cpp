// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/deflate.h"
#include "tests/support/testcase.h"
#include "tests/websocket/clientframe.h"
#include "tests/websocket/readerlog.h"

#include <QRandomGenerator>

namespace phx::websocket {

using test::ClientFrame;

namespace {

constexpr qsizetype MiB = 1024 * 1024;
constexpr quint8 Rsv1 = 4;

QByteArray noise(qsizetype size)
{
    QRandomGenerator generator(1);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(generator.generate());
    return bytes;
}

ClientFrame compressed(const QByteArray &payload, quint8 opcode = 1)
{
    return {.opcode = opcode, .payload = payload, .rsv = Rsv1};
}

// The reader's word on these bytes, fed whole and byte by byte; both must agree.
QByteArray read(const QByteArray &bytes, const ReaderLimits &limits = {},
                ContextTakeover takeover = ContextTakeover::Keep)
{
    QByteArray said;
    for (const qsizetype chop : {bytes.size(), qsizetype(1), qsizetype(1000)}) {
        FrameReader reader(limits);
        reader.enableDeflate(15, takeover == ContextTakeover::Drop);
        std::vector<ReaderEvent> events;
        for (qsizetype at = 0; at < bytes.size(); at += chop)
            reader.feed(QByteArrayView(bytes).sliced(at, std::min(chop, bytes.size() - at)),
                        events);
        const QByteArray text = test::toText(events);
        if (!said.isNull() && said != text)
            return "depends on the cut: " + said + " or " + text;
        said = text.isNull() ? QByteArray("") : text;
    }
    return said;
}

} // namespace

class TestDeflate : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheExamplesOfTheRfc_data();
    void readsTheExamplesOfTheRfc();
    void whatIsPackedUnpacksToTheSame_data();
    void whatIsPackedUnpacksToTheSame();
    void theWindowIsKeptOrDropped();
    void compressedMessagesMayBeFragmented();
    void plainMessagesMayComeBetween();
    void stopsABombAtTheRatio();
    void stopsABombAtTheMessageLimit();
    void smallMessagesMayInflateALot();
    void refusesWhatDoesNotInflate();
    void checksTheTextThatComesOut();
    void refusesRsv1WhereItDoesNotBelong();
    void writesAnEmptyMessageAsOneByte();
};

// RFC 7692 §7.2.3
void TestDeflate::readsTheExamplesOfTheRfc_data()
{
    QTest::addColumn<QByteArrayList>("payloads");
    QTest::newRow("one block") << QByteArrayList {"f248cdc9c90700"};
    QTest::newRow("shared window") << QByteArrayList {"f248cdc9c90700", "f200110000"};
    QTest::newRow("no compression") << QByteArrayList {"000500faff48656c6c6f00"};
    QTest::newRow("last block marked") << QByteArrayList {"f348cdc9c9070000"};
    QTest::newRow("two blocks") << QByteArrayList {"f248050000 00ffffcac9c90700"};
    QTest::newRow("last block, then the window")
        << QByteArrayList {"f348cdc9c9070000", "f200110000"};
}

void TestDeflate::readsTheExamplesOfTheRfc()
{
    QFETCH(QByteArrayList, payloads);

    QByteArray bytes;
    QByteArrayList expected;
    for (const QByteArray &payload : payloads) {
        bytes += compressed(QByteArray::fromHex(payload)).toBytes();
        expected.append("text \"Hello\"");
    }

    QCOMPARE(read(bytes), expected.join("; "));
}

void TestDeflate::whatIsPackedUnpacksToTheSame_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("drop");
    for (int bits = 9; bits <= 15; ++bits) {
        QTest::addRow("%d bits, kept", bits) << bits << false;
        QTest::addRow("%d bits, dropped", bits) << bits << true;
    }
}

void TestDeflate::whatIsPackedUnpacksToTheSame()
{
    QFETCH(int, windowBits);
    QFETCH(bool, drop);
    const ContextTakeover takeover = drop ? ContextTakeover::Drop : ContextTakeover::Keep;
    Deflater deflater(windowBits, takeover);
    Inflater inflater(takeover);
    const QByteArray json = QByteArray(R"(["1","2","room:a","echo",{"k":"v"}])");

    for (const QByteArray &message :
         {json, json, QByteArray(), json.repeated(3'000), noise(100'000), QByteArray(),
          QByteArray(64 * 1024, 'a'), json}) {
        const QByteArray packed = deflater.deflate(message);
        QByteArray unpacked;
        QVERIFY(!packed.isEmpty());
        QCOMPARE(inflater.inflate(packed, unpacked, 10 * MiB), Inflater::Status::Fine);
        QCOMPARE(inflater.finishMessage(unpacked, 10 * MiB), Inflater::Status::Fine);
        QVERIFY(unpacked == message);
    }
}

void TestDeflate::theWindowIsKeptOrDropped()
{
    const QByteArray message = noise(1'000);
    Deflater keeps(15, ContextTakeover::Keep);
    Deflater drops(15, ContextTakeover::Drop);

    const qsizetype first = keeps.deflate(message).size();
    const qsizetype second = keeps.deflate(message).size();

    QVERIFY(second < first / 4);
    const QByteArray alone = drops.deflate(message);
    QCOMPARE(drops.deflate(message), alone);

    // A message that refers to the window of the one before cannot be read without it.
    Deflater again(15, ContextTakeover::Keep);
    QByteArray bytes = compressed(again.deflate(message), 2).toBytes();
    bytes += compressed(again.deflate(message), 2).toBytes();
    QCOMPARE(read(bytes), "binary 1000; binary 1000");
    QCOMPARE(read(bytes, {}, ContextTakeover::Drop), "binary 1000; failure 1007");
}

void TestDeflate::compressedMessagesMayBeFragmented()
{
    const QByteArray hello = QByteArray::fromHex("f248cdc9c90700");
    for (qsizetype cut = 0; cut <= hello.size(); ++cut) {
        ClientFrame first = compressed(hello.left(cut));
        first.fin = false;
        const ClientFrame last {.opcode = 0, .payload = hello.mid(cut)};
        QCOMPARE(read(first.toBytes() + ClientFrame {9, "p"}.toBytes() + last.toBytes()),
                 "ping \"p\"; text \"Hello\"");
    }
}

void TestDeflate::plainMessagesMayComeBetween()
{
    const QByteArray hello = compressed(QByteArray::fromHex("f248cdc9c90700")).toBytes();
    const QByteArray window = compressed(QByteArray::fromHex("f200110000")).toBytes();
    QCOMPARE(read(hello + ClientFrame {1, "plain"}.toBytes() + window),
             "text \"Hello\"; text \"plain\"; text \"Hello\"");
}

void TestDeflate::stopsABombAtTheRatio()
{
    Deflater deflater(15, ContextTakeover::Drop);
    const QByteArray bomb = deflater.deflate(QByteArray(9 * MiB, 'a'));
    QVERIFY(bomb.size() * 25 < 9 * MiB);

    QCOMPARE(read(compressed(bomb).toBytes()), "failure 1009");
    QCOMPARE(read(compressed(bomb).toBytes(), {.maxInflateRatio = 100'000}),
             "text " + QByteArray::number(9 * MiB));
}

void TestDeflate::stopsABombAtTheMessageLimit()
{
    Deflater deflater(15, ContextTakeover::Drop);
    const QByteArray message(200'000, 'a');
    const ReaderLimits wide {.maxMessageBytes = 200'000, .maxInflateRatio = 100'000};
    const ReaderLimits narrow {.maxMessageBytes = 199'999, .maxInflateRatio = 100'000};
    const QByteArray bytes = compressed(deflater.deflate(message)).toBytes();

    QCOMPARE(read(bytes, wide), "text 200000");
    QCOMPARE(read(bytes, narrow), "failure 1009");
}

void TestDeflate::smallMessagesMayInflateALot()
{
    Deflater deflater(15, ContextTakeover::Drop);
    const QByteArray atLimit = deflater.deflate(QByteArray(64 * 1024, 'a'));
    const QByteArray above = deflater.deflate(QByteArray(64 * 1024 + 1, 'a'));
    QVERIFY(atLimit.size() < 200);

    QCOMPARE(read(compressed(atLimit).toBytes()), "text 65536");
    QCOMPARE(read(compressed(above).toBytes()), "failure 1009");
}

void TestDeflate::refusesWhatDoesNotInflate()
{
    QCOMPARE(read(compressed(QByteArray::fromHex("ff")).toBytes()), "failure 1007"); // block type 3
    QCOMPARE(read(compressed(QByteArray::fromHex("000500ffff")).toBytes()),
             "failure 1007"); // bad LEN
    QCOMPARE(read(compressed(QByteArray::fromHex("f248cd")).toBytes()), "failure 1007"); // cut off
    QCOMPARE(read(compressed({}).toBytes()), "failure 1007"); // not even an empty block
}

void TestDeflate::checksTheTextThatComesOut()
{
    Deflater deflater(15, ContextTakeover::Drop);
    QCOMPARE(read(compressed(deflater.deflate("bad \xFF")).toBytes()), "failure 1007");
    QCOMPARE(read(compressed(deflater.deflate("cut \xE2\x82")).toBytes()), "failure 1007");
    QCOMPARE(read(compressed(deflater.deflate("fine \xE2\x82\xAC")).toBytes()),
             "text \"fine \xE2\x82\xAC\"");
    QCOMPARE(read(compressed(deflater.deflate("\xFF"), 2).toBytes()), "binary \"\xFF\"");
}

void TestDeflate::refusesRsv1WhereItDoesNotBelong()
{
    const QByteArray hello = QByteArray::fromHex("f248cdc9c90700");
    ClientFrame first = compressed(hello.left(3));
    first.fin = false;
    const ClientFrame marked {.opcode = 0, .payload = hello.mid(3), .rsv = Rsv1};

    QCOMPARE(read(first.toBytes() + marked.toBytes()), "failure 1002");
    QCOMPARE(read(ClientFrame {.opcode = 9, .rsv = Rsv1}.toBytes()), "failure 1002");
    QCOMPARE(read(ClientFrame {.payload = hello, .rsv = 5}.toBytes()), "failure 1002");
    QCOMPARE(test::readWhole(compressed(hello).toBytes()), "failure 1002");
}

void TestDeflate::writesAnEmptyMessageAsOneByte()
{
    Deflater deflater(15, ContextTakeover::Keep);
    QCOMPARE(deflater.deflate({}).toHex(), "00");
    QCOMPARE(deflater.deflate({}).toHex(), "00");
}

PHX_TEST_CLASS(TestDeflate)

} // namespace phx::websocket

#include "tst_deflate.moc"
