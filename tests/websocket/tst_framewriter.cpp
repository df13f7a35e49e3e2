// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framereader.h"
#include "server/websocket/framewriter.h"
#include "tests/support/testcase.h"

#include <set>

namespace phx::websocket {

using protocol::Opcode;

class TestFrameWriter : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void usesTheShortestLength();
    void appendsToWhatIsThere();
    void marksCompressedMessages();
    void writesControlFrames();
    void masksTheFramesOfAClient();
    void keysOfFramesAreNeverTheSame();
};

void TestFrameWriter::usesTheShortestLength()
{
    const struct
    {
        qsizetype size;
        const char *head;
    } rows[] = {{0, "8100"},
                {125, "817d"},
                {126, "817e007e"},
                {65535, "817effff"},
                {65536, "817f0000000000010000"}};
    for (const auto &row : rows) {
        const QByteArray payload(row.size, 'a');
        QByteArray frame;
        QByteArray head;

        appendFrame(frame, Opcode::Text, payload);
        appendHeader(head, Opcode::Text, row.size);

        QCOMPARE(head.toHex(), row.head);
        QCOMPARE(frame, head + payload);
    }
}

void TestFrameWriter::appendsToWhatIsThere()
{
    QByteArray out = "before";
    appendFrame(out, Opcode::Binary, "\x01");
    appendPong(out, "p");
    QCOMPARE(out, QByteArray("before\x82\x01\x01\x8A\x01p"));
}

void TestFrameWriter::marksCompressedMessages()
{
    QByteArray out;
    appendHeader(out, Opcode::Text, 3, true);
    QCOMPARE(out.toHex(), "c103");
}

void TestFrameWriter::writesControlFrames()
{
    QByteArray out;
    appendPong(out, {});
    appendClose(out, 1000);
    appendClose(out, 4000, "bye");
    appendClose(out, 1005);
    QCOMPARE(out.toHex(),
             "8a00"
             "880203e8"
             "88050fa0627965"
             "8800");
}

void TestFrameWriter::masksTheFramesOfAClient()
{
    const MaskingKey key {0x37, 0xFA, 0x21, 0x3D};
    QByteArray hello;
    QByteArray control;

    appendFrame(hello, Opcode::Text, "Hello", key);
    appendPong(control, {}, key);
    appendClose(control, 1000, {}, key);
    appendClose(control, 1005, {}, key);

    QCOMPARE(hello.toHex(), "818537fa213d7f9f4d5158"); // RFC 6455 §5.7
    QCOMPARE(control.toHex(),
             "8a8037fa213d"
             "888237fa213d3412"
             "888037fa213d");
    for (const qsizetype size : {0, 125, 126, 65535, 65536, 200'001}) {
        QByteArray frame;
        appendFrame(frame, Opcode::Binary, QByteArray(size, 'x'), key);
        FrameReader reader({.maxFrameBytes = size, .maxMessageBytes = size});
        std::vector<ReaderEvent> events;
        reader.feed(frame, events);
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events.front().payload, QByteArray(size, 'x'));
    }
}

void TestFrameWriter::keysOfFramesAreNeverTheSame()
{
    std::set<MaskingKey> keys;
    for (int i = 0; i < 200; ++i)
        keys.insert(nextMaskingKey());

    QVERIFY(keys.size() > 195); // of 4 billion
}

PHX_TEST_CLASS(TestFrameWriter)

} // namespace phx::websocket

#include "tst_framewriter.moc"
