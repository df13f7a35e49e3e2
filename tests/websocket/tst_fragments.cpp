// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framereader.h"
#include "tests/support/testcase.h"
#include "tests/websocket/clientframe.h"
#include "tests/websocket/readerlog.h"

namespace phx::websocket {

using test::ClientFrame;
using test::readByteByByte;
using test::readWhole;

namespace {

constexpr quint8 Continuation = 0;
constexpr quint8 Text = 1;
constexpr quint8 Binary = 2;

QByteArray message(quint8 opcode, const QByteArrayList &parts)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bytes += ClientFrame {.opcode = i == 0 ? opcode : Continuation,
                              .payload = parts[i],
                              .fin = i + 1 == parts.size()}
                     .toBytes();
    }
    return bytes;
}

QByteArrayList cutInto(const QByteArray &payload, qsizetype size)
{
    QByteArrayList parts;
    for (qsizetype at = 0; at < payload.size(); at += size)
        parts.append(payload.mid(at, size));
    return parts;
}

} // namespace

//! Group W-FR of the bad inputs: messages in several frames.
class TestFragments : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void charactersMayBeCutAnywhere();
    void readsThePatternsOfABrowser();
    void emptyFragments_data();
    void emptyFragments();
    void countsFragments();
    void item52ManySmallFragmentsMakeOneMessage();
    void sequenceErrorsAreRefused();
    void limitsTheFrameAndTheMessageApart();
    void badTextFailsAtTheByteThatShowsIt_data();
    void badTextFailsAtTheByteThatShowsIt();
    void binaryMayHoldAnything();
};

void TestFragments::charactersMayBeCutAnywhere()
{
    for (const char *character : {"\xC2\xB5", "\xE2\x82\xAC", "\xF0\xA4\xAD\xA2"}) {
        const QByteArray text = QByteArray("a") + character + 'z';
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            const QByteArray bytes = message(Text, {text.left(cut), text.mid(cut)});
            QCOMPARE(readWhole(bytes), "text \"" + text + '"');
        }
        QCOMPARE(readWhole(message(Text, cutInto(text, 1))), "text \"" + text + '"');
        QCOMPARE(readWhole(message(Text, {character, QByteArray(character).chopped(1)})),
                 "failure 1007");
    }
}

// Chromium cuts messages above about 64 KiB at any byte; these sizes were seen.
void TestFragments::readsThePatternsOfABrowser()
{
    const QByteArray text = QByteArray("\xE2\x82\xAC").repeated(100'000);
    QByteArrayList parts;
    qsizetype at = 0;
    for (const qsizetype size : {131'000, 93'000, 72, 72'000})
        parts.append(text.mid(std::exchange(at, at + size), size));
    parts.append(text.mid(at));

    QCOMPARE(readWhole(message(Text, parts)), "text 300000");
}

void TestFragments::emptyFragments_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("only one") << QByteArrayList {""} << QByteArray("text \"\"");
    QTest::newRow("first") << QByteArrayList {"", "ab"} << QByteArray("text \"ab\"");
    QTest::newRow("last") << QByteArrayList {"ab", ""} << QByteArray("text \"ab\"");
    QTest::newRow("first and last") << QByteArrayList {"", ""} << QByteArray("text \"\"");
    QTest::newRow("middle") << QByteArrayList {"a", "", "b"} << QByteArray("failure 1002");
}

void TestFragments::emptyFragments()
{
    QFETCH(QByteArrayList, parts);
    QFETCH(QByteArray, expected);

    QCOMPARE(readWhole(message(Text, parts)), expected);
    QCOMPARE(readByteByByte(message(Text, parts)), expected);
}

void TestFragments::countsFragments()
{
    const QByteArrayList parts = cutInto(QByteArray(1024, 'a'), 1);
    const QByteArrayList oneMore = parts + QByteArrayList {"a"};

    QCOMPARE(readWhole(message(Text, parts)), "text 1024");
    QCOMPARE(readWhole(message(Text, oneMore)), "failure 1008");
    QCOMPARE(readWhole(message(Text, parts) + message(Text, parts)), "text 1024; text 1024");
}

void TestFragments::item52ManySmallFragmentsMakeOneMessage()
{
    const QByteArray bytes = message(Binary, cutInto(QByteArray(100'000, 'a'), 1));

    QCOMPARE(readByteByByte(bytes, {.maxFragments = 100'000}), "binary 100000");
}

void TestFragments::sequenceErrorsAreRefused()
{
    const ClientFrame stray {Continuation, "a"};
    const ClientFrame open {.opcode = Continuation, .payload = "a", .fin = false};
    const ClientFrame begun {.opcode = Text, .payload = "a", .fin = false};
    const QByteArray text = ClientFrame {Text, "b"}.toBytes();
    const QByteArray binary = ClientFrame {Binary, "b"}.toBytes();

    QCOMPARE(readWhole(stray.toBytes()), "failure 1002");
    QCOMPARE(readWhole(open.toBytes()), "failure 1002");
    QCOMPARE(readWhole(message(Text, {"a", "b"}) + stray.toBytes()), "text \"ab\"; failure 1002");
    QCOMPARE(readWhole(begun.toBytes() + text), "failure 1002");
    QCOMPARE(readWhole(begun.toBytes() + binary), "failure 1002");
}

// As Bandit: max_frame_size is for a frame, the sum has a limit of its own (golden
// oversize_fragments).
void TestFragments::limitsTheFrameAndTheMessageApart()
{
    const ReaderLimits limits {.maxFrameBytes = 1'024, .maxMessageBytes = 4'000};
    const QByteArray payload(4'000, 'a');

    QCOMPARE(readWhole(message(Text, cutInto(payload, 1'000)), limits), "text 4000");
    QCOMPARE(readWhole(message(Text, cutInto(payload + 'a', 1'000)), limits), "failure 1009");
    QCOMPARE(readWhole(message(Text, {payload.left(1'025)}), limits), "failure 1009");
}

void TestFragments::badTextFailsAtTheByteThatShowsIt_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("stray continuation byte") << QByteArray("good") << QByteArray("\x80 more");
    QTest::newRow("overlong") << QByteArray("good\xE0") << QByteArray("\x80\x80 more");
    QTest::newRow("surrogate") << QByteArray("good\xED") << QByteArray("\xA0\x80 more");
    QTest::newRow("out of range") << QByteArray("\xCE\xBA\xF4") << QByteArray("\x90\x80\x80 more");
}

void TestFragments::badTextFailsAtTheByteThatShowsIt()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const QByteArray oneFrame = ClientFrame {Text, good + bad}.toBytes();
    const QByteArray twoFrames = message(Text, {good, bad});
    const struct
    {
        QByteArray bytes;
        qsizetype upToBadByte;
    } forms[] = {{oneFrame, oneFrame.size() - bad.size() + 1},
                 {twoFrames, twoFrames.size() - bad.size() + 1}};

    for (const auto &form : forms) {
        FrameReader reader;
        std::vector<ReaderEvent> events;
        reader.feed(form.bytes.first(form.upToBadByte - 1), events);
        QCOMPARE(test::toText(events), "");
        reader.feed(form.bytes.sliced(form.upToBadByte - 1, 1), events);
        QCOMPARE(test::toText(events), "failure 1007");
    }
}

void TestFragments::binaryMayHoldAnything()
{
    QCOMPARE(readWhole(message(Binary, {"\xFF\xFE", "\xC0"})), "binary \"\xFF\xFE\xC0\"");
}

PHX_TEST_CLASS(TestFragments)

} // namespace phx::websocket

#include "tst_fragments.moc"
