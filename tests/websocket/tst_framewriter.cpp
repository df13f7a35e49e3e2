// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framewriter.h"
#include "tests/support/testcase.h"

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

PHX_TEST_CLASS(TestFrameWriter)

} // namespace phx::websocket

#include "tst_framewriter.moc"
