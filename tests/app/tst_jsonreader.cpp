// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/jsonreader.h"
#include "app/workspace/visibletext.h"
#include "tests/support/testcase.h"

using namespace phx;
using namespace phx::app;
using namespace phx::test;

class TestJsonReader : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void refusesBrokenSyntaxAtItsPlace_data();
    void refusesBrokenSyntaxAtItsPlace();
    void keepsTheExactTextOfValues();
    void visibleTextEscapesWhatATerminalObeys();
};

void TestJsonReader::refusesBrokenSyntaxAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &text, const char *place,
                        const char *words) {
        QTest::newRow(name) << text << QString::fromLatin1(place) << QString::fromLatin1(words);
    };

    row("empty", "", "1:1", "expected a value, found the end");
    row("spaces", " \n\t", "2:2", "found the end");
    row("no end", "{\"a\":1", "1:7", "expected ',' or '}', found the end");
    row("no value", "{\"a\":}", "1:6", "expected a value, found '}'");
    row("no colon", "{\"a\" 1}", "1:6", "expected ':'");
    row("bare key", "{a:1}", "1:2", "expected a key in double quotes");
    row("single quotes", "{'a':1}", "1:2", "expected a key in double quotes");
    row("comma at the end", "{\"a\":1,\n}", "2:1", "expected a key");
    row("comma in list", "[1,]", "1:4", "expected a value, found ']'");
    row("missing comma", "[1 2]", "1:4", "expected ',' or ']'");
    row("comment", "// x\n{}", "1:1", "expected a value, found '/'");
    row("two values", "{} {}", "1:4", "expected the end");
    row("NaN", "NaN", "1:1", "expected a value, found 'N'");
    row("leading zero", "[01]", "1:3", "must not begin with 0");
    row("plus", "[+1]", "1:2", "expected a value");
    row("lonely minus", "[-]", "1:3", "expected a digit");
    row("lonely point", "[1.]", "1:4", "expected a digit");
    row("lonely exponent", "[1e+]", "1:5", "expected a digit");
    row("word", "nul", "1:1", "expected a value");
    row("open text", "\"abc", "1:5", "not closed");
    row("line break in text", "\"a\nb\"", "1:3", "must be escaped");
    row("bad escape", "\"a\\x\"", "1:3", "must be followed by one of");
    row("bad hex", "\"\\u12g4\"", "1:6", "four hexadecimal digits");
    row("half a pair", "\"\\ud800\"", "1:8", "half of a surrogate pair");
    row("low half", "\"\\udc00\"", "1:8", "half of a surrogate pair");
    row("bad UTF-8", "\"a\xff\"", "1:3", "not valid UTF-8");
    row("overlong UTF-8", "\"\xc0\xaf\"", "1:2", "not valid UTF-8");
    row("surrogate in UTF-8", "\"\xed\xa0\x80\"", "1:2", "not valid UTF-8");
    row("byte order mark", "\xef\xbb\xbf{}", "1:1", "byte order mark");
    row("UTF-16", QByteArray("{\0}\0", 4), "1:2", "found '\\u{0}'");
    row("too deep", QByteArray(100'000, '['), "1:65", "nested deeper than 64 levels");
    row("too many values", '[' + QByteArray("1,").repeated(100'000) + "1]", "1:200000",
        "more than 100000 values");
    row("too long", QByteArray(16 * 1024 * 1024 + 1, ' '), "1:1", "longer than 16777216 bytes");
}

void TestJsonReader::refusesBrokenSyntaxAtItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, words);

    const auto node = JsonReader::read(text);

    QVERIFY(!node);
    const JsonPosition &position = node.error().position;
    QCOMPARE(QStringLiteral("%1:%2").arg(position.line).arg(position.column), place);
    QVERIFY2(node.error().sentence.contains(words), qPrintable(node.error().sentence));
}

void TestJsonReader::keepsTheExactTextOfValues()
{
    const QByteArray text = R"({"b":1.50, "a":{"y": 12345678901234567890, "x":"é"}})";

    const auto node = JsonReader::read(text);

    QVERIFY(node);
    const JsonNode &inner = node.value().members.at(1).value;
    QCOMPARE(text.mid(inner.begin, inner.end - inner.begin),
             QByteArray(R"({"y": 12345678901234567890, "x":"é"})"));
    QCOMPARE(node.value().members.at(0).value.text, QStringLiteral("1.50"));
}

void TestJsonReader::visibleTextEscapesWhatATerminalObeys()
{
    QCOMPARE(visibleText(QStringLiteral("a\x1b[2J\r\nb\x7f")),
             QStringLiteral("a\\u{1b}[2J\\u{d}\\u{a}b\\u{7f}"));
    QCOMPARE(visibleText(QStringLiteral(u"\u009b\u202e\u2066\u2028\u200b")),
             QStringLiteral("\\u{9b}\\u{202e}\\u{2066}\\u{2028}\\u{200b}"));
    QCOMPARE(visibleText(QString(QChar(0xd800))), QStringLiteral("\\u{d800}"));
    QCOMPARE(visibleText(QStringLiteral(u"日本😀é")), QStringLiteral(u"日本😀é"));
    QCOMPARE(visibleText(QStringLiteral(u"😀😀😀"), 2), QStringLiteral(u"😀😀…"));
}

PHX_TEST_CLASS(TestJsonReader)

#include "tst_jsonreader.moc"
