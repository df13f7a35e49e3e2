// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/respreader.h"
#include "tests/support/testcase.h"

Q_DECLARE_METATYPE(phx::server::RespValue)

using namespace phx;
using server::RespReader;
using server::RespValue;
using Kind = RespValue::Kind;
using Outcome = RespReader::Outcome;

namespace {

RespValue text(Kind kind, const QByteArray &bytes)
{
    return {.kind = kind, .text = bytes};
}

RespValue integer(qint64 value)
{
    return {.kind = Kind::Integer, .integer = value};
}

RespValue list(const QList<RespValue> &items)
{
    return {.kind = Kind::Array, .items = items};
}

} // namespace

//! RESP2 as it comes from a socket: in pieces, and from whom nobody knows.
class RespReaderTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachKindOfValue_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<RespValue>("value");
        const auto row = [](const char *name, const QByteArray &bytes, const RespValue &value) {
            QTest::newRow(name) << bytes << value;
        };

        row("simple", "+OK\r\n", text(Kind::Simple, "OK"));
        row("simple, empty", "+\r\n", text(Kind::Simple, ""));
        row("error", "-ERR no\r\n", text(Kind::Error, "ERR no"));
        row("integer", ":42\r\n", integer(42));
        row("negative", ":-1\r\n", integer(-1));
        row("bulk", "$2\r\nhi\r\n", text(Kind::Bulk, "hi"));
        row("bulk with line ends", "$4\r\n\r\n\r\n\r\n", text(Kind::Bulk, "\r\n\r\n"));
        row("empty bulk", "$0\r\n\r\n", text(Kind::Bulk, ""));
        row("null bulk", "$-1\r\n", {});
        row("null array", "*-1\r\n", {});
        row("empty array", "*0\r\n", list({}));
        row("message", "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$0\r\n\r\n",
            list({text(Kind::Bulk, "message"), text(Kind::Bulk, "c"), text(Kind::Bulk, "")}));
        row("nested", "*2\r\n*1\r\n:1\r\n$-1\r\n", list({list({integer(1)}), {}}));
    }
    void readsEachKindOfValue()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(RespValue, value);

        // Whole, and byte by byte with a second value behind.
        RespReader whole;
        whole.feed(bytes);
        RespValue read;
        QCOMPARE(whole.next(read), Outcome::Value);
        QVERIFY(read == value);
        QCOMPARE(whole.next(read), Outcome::NeedsMore);
        RespReader pieces;
        const QByteArray twice = bytes + bytes;
        qsizetype values = 0;
        for (const char byte : twice) {
            pieces.feed(QByteArrayView(&byte, 1));
            while (pieces.next(read) == Outcome::Value) {
                QVERIFY(read == value);
                ++values;
            }
        }

        QCOMPARE(values, 2);
        QCOMPARE(pieces.bufferedBytes(), 0);
    }

    void refusesWhatIsNoResp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &bytes, const char *words) {
            QTest::newRow(name) << bytes << QString::fromLatin1(words);
        };

        row("HTTP", "HTTP/1.1 400\r\n", "starts with the byte 0x48");
        row("empty line", "\r\n", "a line is empty");
        row("no CR", "+OK\n", "does not end with CR LF");
        row("no integer", ":1x\r\n", "an integer is none");
        row("plus sign", ":+1\r\n", "an integer is none");
        row("integer too large", ":9223372036854775808\r\n", "an integer is none");
        row("bulk without length", "$\r\n", "no length");
        row("bulk of -2", "$-2\r\n", "no length");
        row("bulk too large", "$201\r\n", "a text has 201 bytes; the limit is 200");
        row("bulk longer than said", "$2\r\nhiho\r\n", "longer than its length");
        row("array too long", "*9\r\n", "a list has 9 items; the limit is 8");
        row("array of -2", "*-2\r\n", "no length");
        row("too deep", "*1\r\n*1\r\n*1\r\n:1\r\n", "nested too deeply");
        row("endless line", '+' + QByteArray(50, 'x'), "a line has more than 20 bytes");
        row("long line", '+' + QByteArray(30, 'x') + "\r\n", "a line has more than 20 bytes");
        row("many texts", "*3\r\n$90\r\n" + QByteArray(90, 'x') + "\r\n$90\r\n",
            "a value has more than 100 bytes");
    }
    void refusesWhatIsNoResp()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        RespReader reader({.maxLineBytes = 20,
                           .maxValueBytes = 100,
                           .maxItems = 8,
                           .maxDepth = 2,
                           .maxSkippedBytes = 200});

        reader.feed(bytes);
        RespValue value;
        const Outcome outcome = reader.next(value);

        QCOMPARE(outcome, Outcome::Broken);
        QVERIFY2(reader.sentence().contains(words), qPrintable(reader.sentence()));
        reader.feed("+OK\r\n");
        QCOMPARE(reader.next(value), Outcome::Broken);
        QCOMPARE(reader.bufferedBytes(), 0);
    }

    void aTextAboveTheLimitIsPassedOver_data()
    {
        QTest::addColumn<qsizetype>("piece");
        for (const qsizetype piece : {1, 7, 1'000})
            QTest::addRow("%d bytes at once", int(piece)) << piece;
    }
    void aTextAboveTheLimitIsPassedOver()
    {
        QFETCH(const qsizetype, piece);
        const QByteArray bytes =
            "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$150\r\n" + QByteArray(150, '+') + "\r\n+OK\r\n";
        RespReader reader({.maxValueBytes = 100, .maxSkippedBytes = 200});
        QList<Outcome> outcomes;
        RespValue value;

        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            reader.feed(bytes.mid(at, piece));
            for (Outcome outcome = reader.next(value); outcome != Outcome::NeedsMore;
                 outcome = reader.next(value))
                outcomes.append(outcome);
        }

        QCOMPARE(outcomes, (QList<Outcome> {Outcome::TooLarge, Outcome::Value}));
        QCOMPARE(reader.tooLargeBytes(), 150);
        QCOMPARE(value.text, QByteArray("OK"));
    }
};

PHX_TEST_CLASS(RespReaderTest)
#include "tst_respreader.moc"
