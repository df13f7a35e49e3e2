// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonscanner.h"
#include "tests/support/testcase.h"

#include <array>

using phx::protocol::JsonScanner;
using Outcome = JsonScanner::Outcome;

namespace phx::test {

//! What Jason takes and refuses (reliability.md §1.1, §2.2, §5.3).
class JsonScannerTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsWhatJasonAccepts_data();
    void acceptsWhatJasonAccepts();
    void refusesWhatJasonRefuses_data();
    void refusesWhatJasonRefuses();
    void everyTruncationIsRefused();
    void givesTheElementsOfAnArray();
    void countsElementsBeyondTheOnesAskedFor();
    void theFirstOfEqualKeysWins();
    void findsAKeyThatIsWrittenWithEscapes();
    void unescapesStrings_data();
    void unescapesStrings();
    void tellsJsonOfAnotherTypeFromNoJson();
    void depthHasNoLimit();
    void unbalancedDepthIsRefused();
    void specialBytesAreFoundAtEveryPlaceOfAWord();
};

namespace {

QByteArray nested(qsizetype depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

Outcome scan(const QByteArray &text)
{
    JsonScanner::Slice slice;
    return JsonScanner(text).scanValue(slice);
}

} // namespace

void JsonScannerTest::acceptsWhatJasonAccepts_data()
{
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> texts {"null",
                                   "true",
                                   "false",
                                   "0",
                                   "-0",
                                   "-0.0",
                                   "1.0",
                                   "1.10",
                                   "1e2",
                                   "1E+2",
                                   "1e-400",
                                   "0e999999",
                                   "5e-324",
                                   "1.7976931348623157e308",
                                   "9007199254740993",
                                   "18446744073709551616",
                                   "123456789012345678901234567890",
                                   "\"\"",
                                   "\"a\"",
                                   "\"\\u0000\"",
                                   "\"\\ud83d\\ude00\"",
                                   "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                                   "\"\x7f\"",
                                   "\"\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80\"",
                                   "[]",
                                   "{}",
                                   " [ ] ",
                                   "\t{\r\n}",
                                   "[1,[2,{\"a\":[]}],3]",
                                   "{\"a\":{\"b\":null},\"c\":[true]}",
                                   "{\"a\":1,\"a\":2}",
                                   "{\"\":0}"};
    for (const QByteArray &text : texts)
        QTest::newRow(text.toPercentEncoding().constData()) << text;
    QTest::newRow("an integer of 10,000 digits") << QByteArray(10'000, '7');
    QTest::newRow("a float with 308 digits before the point") << QByteArray(308, '1') + ".5";
    QTest::newRow("a float with 400 zeros behind the point")
        << "0." + QByteArray(400, '0') + "1e401";
}

void JsonScannerTest::acceptsWhatJasonAccepts()
{
    QFETCH(const QByteArray, text);

    QCOMPARE(scan(text), Outcome::Ok);
}

void JsonScannerTest::refusesWhatJasonRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("offset");
    const QList<std::pair<QByteArray, qsizetype>> rows {{"", 0},
                                                        {" ", 1},
                                                        {"-", 1},
                                                        {"+1", 0},
                                                        {"01", 1},
                                                        {"-01", 2},
                                                        {".5", 0},
                                                        {"1.", 2},
                                                        {"1e", 2},
                                                        {"1e+", 3},
                                                        {"1e400", 0},
                                                        {"-1e400", 0},
                                                        {"[1.8e308]", 1},
                                                        {"NaN", 0},
                                                        {"Infinity", 0},
                                                        {"0x10", 1},
                                                        {"nul", 0},
                                                        {"True", 0},
                                                        {"truex", 4},
                                                        {"\"", 1},
                                                        {"\"a", 2},
                                                        {"\"a\x01\"", 2},
                                                        {"\"\n\"", 1},
                                                        {"\"\\x41\"", 1},
                                                        {"\"\\u12g4\"", 1},
                                                        {"\"\\u123", 1},
                                                        {"\"\\ud800\"", 1},
                                                        {"\"\\udc00\"", 1},
                                                        {"\"\\ude00\\ud83d\"", 1},
                                                        {"\"\\ud83dx\"", 1},
                                                        {"\"\\", 2},
                                                        {"'a'", 0},
                                                        {"[", 1},
                                                        {"]", 0},
                                                        {"[1", 2},
                                                        {"[1,]", 3},
                                                        {"[,1]", 1},
                                                        {"[1 2]", 3},
                                                        {"[1}", 2},
                                                        {"{", 1},
                                                        {"{\"a\"}", 4},
                                                        {"{\"a\":}", 5},
                                                        {"{\"a\":1,}", 7},
                                                        {"{a:1}", 1},
                                                        {"{1:1}", 1},
                                                        {"{\"a\":1]", 6},
                                                        {"[]//", 2},
                                                        {"/**/[]", 0},
                                                        {"[/**/]", 1},
                                                        {"[] []", 3},
                                                        {"1 2", 2},
                                                        {"\xef\xbb\xbf[]", 0},
                                                        {"\"\x80\"", 1},
                                                        {"\"\xc0\xaf\"", 1},
                                                        {"\"\xc3\"", 1},
                                                        {"\"\xe0\x80\xaf\"", 1},
                                                        {"\"\xed\xa0\x80\"", 1},
                                                        {"\"\xf4\x90\x80\x80\"", 1},
                                                        {"\"\xf5\x80\x80\x80\"", 1},
                                                        {"\"\xff\"", 1},
                                                        {"[\xc2\xa0]", 1},
                                                        {"[\x0c]", 1}};
    for (const auto &[text, offset] : rows)
        QTest::newRow(("'" + text.toPercentEncoding() + "'").constData()) << text << offset;
    QTest::newRow("a raw NUL in a string") << QByteArray("\"a\0b\"", 5) << qsizetype(2);
    QTest::newRow("a NUL behind the document") << QByteArray("[]\0", 3) << qsizetype(2);
    QTest::newRow("a float with 309 digits before the point")
        << '2' + QByteArray(308, '0') + ".5" << qsizetype(0);
}

void JsonScannerTest::refusesWhatJasonRefuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qsizetype, offset);

    JsonScanner scanner(text);
    JsonScanner::Slice slice;
    const Outcome outcome = scanner.scanValue(slice);

    QCOMPARE(outcome, Outcome::NotJson);
    QCOMPARE(scanner.errorOffset(), offset);
}

void JsonScannerTest::everyTruncationIsRefused()
{
    const QByteArray text =
        "[\"1\",null,{\"k\":[1.5e3,true,\"\\ud83d\\ude00\xe9\x83\xa8\"]},{\"m\":-12}]";
    QCOMPARE(scan(text), Outcome::Ok);

    for (qsizetype size = 0; size < text.size(); ++size)
        QCOMPARE(scan(text.first(size)), Outcome::NotJson);
}

void JsonScannerTest::givesTheElementsOfAnArray()
{
    const QByteArray text = " [ null , \"a\\n\" ,12.50, {\"z\": 1, \"a\": [ ] } ,[[]]] ";
    JsonScanner scanner(text);
    std::array<JsonScanner::Slice, 6> slices;

    QCOMPARE(scanner.scanArray(slices), Outcome::Ok);

    QCOMPARE(scanner.elementCount(), qsizetype(5));
    QCOMPARE(scanner.raw(slices[0]), QByteArray("null"));
    QCOMPARE(scanner.unescaped(slices[1]), QByteArray("a\n"));
    QCOMPARE(scanner.raw(slices[2]), QByteArray("12.50"));
    QCOMPARE(scanner.raw(slices[3]), QByteArray("{\"z\": 1, \"a\": [ ] }"));
    QCOMPARE(scanner.raw(slices[4]), QByteArray("[[]]"));
    QCOMPARE(slices[3].kind, JsonScanner::Kind::Object);
    QCOMPARE(slices[4].kind, JsonScanner::Kind::Array);
}

void JsonScannerTest::countsElementsBeyondTheOnesAskedFor()
{
    JsonScanner scanner("[1,2,3]");
    std::array<JsonScanner::Slice, 1> slices;

    QCOMPARE(scanner.scanArray(slices), Outcome::Ok);

    QCOMPARE(scanner.elementCount(), qsizetype(3));
}

void JsonScannerTest::theFirstOfEqualKeysWins()
{
    const QByteArray text = R"({"a":"first","b":0,"a":"second"})";
    JsonScanner scanner(text);
    std::array<JsonScanner::Member, 2> members {{{.key = "a"}, {.key = "c"}}};

    QCOMPARE(scanner.scanObject(members), Outcome::Ok);

    QVERIFY(members[0].isThere);
    QCOMPARE(scanner.raw(members[0].value), QByteArray("\"first\""));
    QVERIFY(!members[1].isThere);
}

void JsonScannerTest::findsAKeyThatIsWrittenWithEscapes()
{
    const QByteArray text = R"({"t\u006fpic":"x"})";
    JsonScanner scanner(text);
    std::array<JsonScanner::Member, 1> members {{{.key = "topic"}}};

    QCOMPARE(scanner.scanObject(members), Outcome::Ok);

    QVERIFY(members[0].isThere);
}

void JsonScannerTest::unescapesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray(R"("abc")") << QByteArray("abc");
    QTest::newRow("all short forms")
        << QByteArray(R"("\"\\\/\b\f\n\r\t")") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("NUL") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
    QTest::newRow("two bytes") << QByteArray(R"("\u00E9")") << QByteArray("\xc3\xa9");
    QTest::newRow("three bytes") << QByteArray(R"("\u90e8")") << QByteArray("\xe9\x83\xa8");
    QTest::newRow("a surrogate pair")
        << QByteArray(R"("\ud83d\uDE00!")") << QByteArray("\xf0\x9f\x98\x80!");
}

void JsonScannerTest::unescapesStrings()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, expected);
    JsonScanner scanner(text);
    JsonScanner::Slice slice;

    QCOMPARE(scanner.scanValue(slice), Outcome::Ok);

    QCOMPARE(scanner.unescaped(slice), expected);
}

void JsonScannerTest::tellsJsonOfAnotherTypeFromNoJson()
{
    for (const char *text : {"1", "\"x\"", "null", " {\"a\":[1]} "})
        QCOMPARE(JsonScanner(text).scanArray({}), Outcome::OtherType);
    for (const char *text : {"1", "[1]", "true"})
        QCOMPARE(JsonScanner(text).scanObject({}), Outcome::OtherType);
    QCOMPARE(JsonScanner("{\"a\"}").scanArray({}), Outcome::NotJson);
    QCOMPARE(JsonScanner("nope").scanObject({}), Outcome::NotJson);
}

void JsonScannerTest::depthHasNoLimit()
{
    for (const qsizetype depth : {1, 63, 64, 65, 511, 512, 513, 1'024, 1'025, 100'000, 1'000'000})
        QCOMPARE(scan(nested(depth)), Outcome::Ok);
    QByteArray mixed;
    for (int i = 0; i < 1'000; ++i)
        mixed = "{\"k\":[" + mixed + "]}";
    QCOMPARE(scan(mixed), Outcome::Ok);
}

void JsonScannerTest::unbalancedDepthIsRefused()
{
    QCOMPARE(scan(nested(1'000) + ']'), Outcome::NotJson);
    QCOMPARE(scan('[' + nested(1'000)), Outcome::NotJson);
    QCOMPARE(scan(QByteArray(1'000'000, '[')), Outcome::NotJson);
    QCOMPARE(scan(QByteArray(65, '[') + '}' + QByteArray(64, ']')), Outcome::NotJson);
}

void JsonScannerTest::specialBytesAreFoundAtEveryPlaceOfAWord()
{
    for (qsizetype at = 0; at < 24; ++at) {
        for (int byte = 0; byte < 0x20; ++byte) {
            QByteArray text = '"' + QByteArray(24, 'x') + '"';
            text[at + 1] = static_cast<char>(byte);
            QCOMPARE(scan(text), Outcome::NotJson);
        }
        QByteArray cut = '"' + QByteArray(24, 'x') + '"';
        cut[at + 1] = '"';
        QCOMPARE(scan(cut), Outcome::NotJson);
    }
}

PHX_TEST_CLASS(JsonScannerTest)

} // namespace phx::test

#include "tst_jsonscanner.moc"
