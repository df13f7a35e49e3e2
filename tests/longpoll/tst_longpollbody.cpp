// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpollbody.h"
#include "tests/support/testcase.h"

namespace phx::test {

using protocol::Opcode;

//! The body of a POST: content types, lines, Base64 (reliability.md §5.5).
class LongPollBodyTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aBodyIsSplitIntoMessages_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QList<QByteArray>>("expected"); // binary ones in hex behind "hex:"

        using List = QList<QByteArray>;
        const auto row = [](const char *name, const char *type, const QByteArray &body,
                            const List &expected) {
            QTest::newRow(name) << QByteArray(type) << body << expected;
        };
        const char *ndjson = "application/x-ndjson";
        row("item 154: two lines", ndjson, "[1]\n[2]", {"[1]", "[2]"});
        row("item 154: CR LF", ndjson, "[1]\r\n[2]", {"[1]", "[2]"});
        row("a lone CR does not split", ndjson, "[1]\r[2]", {"[1]\r[2]"});
        row("item 156: Base64 is binary", ndjson, "AQID\n[2]", {"hex:010203", "[2]"});
        row("Base64 with padding", ndjson, "AQ==", {"hex:01"});
        row("Base64 with + and /", ndjson, "+//+", {"hex:fbfffe"});
        row("item 158: a last newline gives an empty message", ndjson, "[1]\n", {"[1]", "hex:"});
        row("an empty line is an empty message", ndjson, "[1]\n\n[2]", {"[1]", "hex:", "[2]"});
        row("nothing is one empty message", ndjson, "", {"hex:"});
        row("item 159: a charset is another type", "application/x-ndjson; charset=utf-8",
            "[1]\n[2]", {"[1]\n[2]"});
        row("another case is another type", "Application/x-ndjson", "[1]\n[2]", {"[1]\n[2]"});
        row("a charset without a space", "application/x-ndjson;charset=utf-8", "[1]\n[2]",
            {"[1]\n[2]"});
        row("two types", "application/x-ndjson, application/json", "[1]\n[2]", {"[1]\n[2]"});
        row("a type that looks like it", "application/ndjson", "[1]\n[2]", {"[1]\n[2]"});
        row("its suffix", "x-ndjson", "[1]\n[2]", {"[1]\n[2]"});
        row("nothing as JSON is one empty message", "application/json", "", {""});
        row("bytes that are no UTF-8 are for the serializer", ndjson, "[\"\xff\"]\n[2]",
            {"[\"\xff\"]", "[2]"});
        row("NUL is for the serializer, too", ndjson, QByteArray("[1\0]\n[2]", 8),
            {QByteArray("[1\0]", 4), "[2]"});
        row("a CR before the end belongs to the line break", ndjson, "[1]\r\n", {"[1]", "hex:"});
        row("two CRs, one belongs", ndjson, "[1]\r\r\n[2]", {"[1]\r", "[2]"});
        row("only CR LF", ndjson, "\r\n\r\n", {"hex:", "hex:", "hex:"});
        row("text, binary, text", ndjson, "[1]\nAA==\n[2]", {"[1]", "hex:00", "[2]"});
        row("binary first and last", ndjson, "AA==\n[1]\n/w==", {"hex:00", "[1]", "hex:ff"});
        row("a line break inside a text is the end of the line", ndjson, "[\"a\n[2]",
            {"[\"a", "[2]"});
        row("item 160: JSON", "application/json", "[1]\n[2]", {"[1]\n[2]"});
        row("item 160: no type", "", "{}", {"{}"});
        row("form", "application/x-www-form-urlencoded", "a=b", {"a=b"});
        for (const char *type : {"application/octet-stream", "multipart/form-data; boundary=a",
                                 "application/ndjson", "application/x-ndjson,application/json"})
            row(type, type, "[1]\n[2]", {"[1]\n[2]"});
        row("blanks of a line belong to it", ndjson, "[1] \n[ 2 ]", {"[1] ", "[ 2 ]"});
        row("CR LF at the end", ndjson, "[1]\r\n", {"[1]", "hex:"});
        row("text and bytes in turn", ndjson, "AQ==\n[1]\nAg==\n[2]",
            {"hex:01", "[1]", "hex:02", "[2]"});
        row("plain text", "text/plain", "[1]", {"[1]"});
        List hundred;
        QByteArray lines;
        for (int i = 0; i < 10'000; ++i) {
            lines += '[' + QByteArray::number(i) + "]\n";
            if (i < 100)
                hundred.append('[' + QByteArray::number(i) + ']');
        }
        row("item 155: only the first hundred count", ndjson, lines, hundred);
        const QByteArray exactly = hundred.join('\n');
        row("item 155: a hundred", ndjson, exactly, hundred);
        row("item 155: a hundred and one", ndjson, exactly + "\n[100]", hundred);
        row("item 155: what comes behind them is not even looked at", ndjson, exactly + "\n!!!",
            hundred);
    }
    void aBodyIsSplitIntoMessages()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, body);
        QFETCH(const QList<QByteArray>, expected);

        const auto frames = server::longpoll::messages(type, body);

        QVERIFY(frames);
        QList<QByteArray> got;
        for (const protocol::Frame &frame : *frames)
            got.append(frame.opcode == Opcode::Text ? frame.bytes : "hex:" + frame.bytes.toHex());
        QCOMPARE(got, expected);
    }

    void item157BadBase64IsRefusedWhole_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"{\"topic\":1}", "!!!", "AQI", "A", "AQ=", "A===", "====", "AQ ID",
                                 " AQID", "AQID ", "AQ-_", "AQID=", "\"[1]\"", " [1]", "\t[1]",
                                 "\xef\xbb\xbf[1]", "AQID\r\r", "%41QID", "AQ\xc3\xa9="})
            QTest::newRow(line) << QByteArray(line);
    }
    void item157BadBase64IsRefusedWhole()
    {
        QFETCH(const QByteArray, line);

        QVERIFY(!server::longpoll::messages("application/x-ndjson", "[1]\n" + line));
    }

    void eightMegabytesOfNewlinesCostAHundredMessages()
    {
        const QByteArray bomb(8'000'000, '\n');

        const auto frames = server::longpoll::messages("application/x-ndjson", bomb);

        QCOMPARE(frames->size(), server::longpoll::MaxMessages);
        qsizetype bytes = 0;
        for (const protocol::Frame &frame : *frames)
            bytes += frame.bytes.size();
        QCOMPARE(bytes, 0);
    }
};

PHX_TEST_CLASS(LongPollBodyTest)

} // namespace phx::test

#include "tst_longpollbody.moc"
