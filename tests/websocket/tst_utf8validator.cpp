// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/utf8validator.h"
#include "tests/support/testcase.h"

#include <array>
#include <set>

namespace phx::websocket {

namespace {

// The naive way: encode every code point and keep all prefixes of the encodings in a set.
QByteArray encode(char32_t code)
{
    QByteArray bytes;
    if (code < 0x80) {
        bytes += char(code);
    } else if (code < 0x800) {
        bytes += char(0xC0 | (code >> 6));
    } else if (code < 0x10000) {
        bytes += char(0xE0 | (code >> 12));
        bytes += char(0x80 | ((code >> 6) & 0x3F));
    } else {
        bytes += char(0xF0 | (code >> 18));
        bytes += char(0x80 | ((code >> 12) & 0x3F));
        bytes += char(0x80 | ((code >> 6) & 0x3F));
    }
    if (code >= 0x80)
        bytes += char(0x80 | (code & 0x3F));
    return bytes;
}

enum class Verdict : quint8 { Refused, Started, Whole };

quint32 indexOf(QByteArrayView bytes)
{
    quint32 index = 0;
    for (const char byte : bytes)
        index = index << 8 | static_cast<quint8>(byte);
    return index;
}

// Verdicts on sequences of 1, 2 and 3 bytes by index, and the set of whole ones of 4.
struct Oracle
{
    std::array<std::vector<Verdict>, 3> byLength;
    std::set<quint32> fourBytes;

    Oracle()
    {
        for (std::size_t length = 0; length < 3; ++length)
            byLength[length].resize(std::size_t(1) << (8 * (length + 1)), Verdict::Refused);
        for (char32_t code = 0; code <= 0x10FFFF; ++code) {
            if (code >= 0xD800 && code <= 0xDFFF)
                continue;
            const QByteArray bytes = encode(code);
            for (qsizetype size = 1; size < bytes.size(); ++size)
                verdict(bytes.first(size)) = Verdict::Started;
            if (bytes.size() == 4)
                fourBytes.insert(indexOf(bytes));
            else
                verdict(bytes) = Verdict::Whole;
        }
    }

    Verdict &verdict(const QByteArray &bytes)
    {
        return byLength[static_cast<std::size_t>(bytes.size() - 1)][indexOf(bytes)];
    }
};

const Oracle &oracle()
{
    static const Oracle instance;
    return instance;
}

Verdict judge(QByteArrayView bytes)
{
    Utf8Validator validator;
    if (!validator.feed(bytes))
        return Verdict::Refused;
    return validator.isComplete() ? Verdict::Whole : Verdict::Started;
}

} // namespace

class TestUtf8Validator : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheDefinitionOnAllSequencesOfOneCharacter();
    void agreesWithTheDefinitionOnAllFourByteEnds();
    void refusesAtTheFirstByteThatShowsIt();
    void givesTheSameAnswerForAnyCut();
    void findsAnErrorBehindAsciiOfAnyLength();
    void staysRefusedUntilReset();
};

void TestUtf8Validator::agreesWithTheDefinitionOnAllSequencesOfOneCharacter()
{
    for (std::size_t length = 1; length <= 3; ++length) {
        const auto &verdicts = oracle().byLength[length - 1];
        // ASCII before two bytes leaves the two as they are.
        const quint32 first = length == 3 ? 0x800000 : 0;
        for (quint32 index = first; index < verdicts.size(); ++index) {
            std::array<char, 3> bytes {};
            for (std::size_t i = 0; i < length; ++i)
                bytes[i] = char(index >> (8 * (length - 1 - i)));
            const Verdict found = judge(QByteArrayView(bytes.data(), qsizetype(length)));
            // What is not one character may still be several: those are judged by their first one.
            if (verdicts[index] != Verdict::Refused) {
                if (found != verdicts[index])
                    QFAIL(QByteArray::number(index, 16).constData());
                continue;
            }
            bool isFine = true;
            QByteArray character;
            for (std::size_t i = 0; i < length && isFine; ++i) {
                character += bytes[i];
                const auto verdict =
                    oracle().byLength[std::size_t(character.size() - 1)][indexOf(character)];
                isFine = verdict != Verdict::Refused;
                if (verdict == Verdict::Whole)
                    character.clear();
            }
            const Verdict expected = !isFine ? Verdict::Refused
                : character.isEmpty()        ? Verdict::Whole
                                             : Verdict::Started;
            if (found != expected)
                QFAIL(QByteArray::number(index, 16).constData());
        }
    }
}

void TestUtf8Validator::agreesWithTheDefinitionOnAllFourByteEnds()
{
    const auto &threeBytes = oracle().byLength[2];
    for (quint32 start = 0xF00000; start < threeBytes.size(); ++start) {
        if (threeBytes[start] != Verdict::Started)
            continue;
        for (quint32 last = 0; last < 0x100; ++last) {
            const std::array<char, 4> bytes {char(start >> 16), char(start >> 8), char(start),
                                             char(last)};
            const bool isWhole = oracle().fourBytes.contains(start << 8 | last);
            const Verdict found = judge(QByteArrayView(bytes.data(), 4));
            if (found != (isWhole ? Verdict::Whole : Verdict::Refused))
                QFAIL(QByteArray(bytes.data(), 4).toHex().constData());
        }
    }
}

void TestUtf8Validator::refusesAtTheFirstByteThatShowsIt()
{
    const struct
    {
        const char *hex;
        qsizetype at; // the byte that shows it
    } rows[] = {{"c0af", 0},     {"c1bf", 0},     {"e09fbf", 1},    {"eda080", 1},
                {"f08fbfbf", 1}, {"f4908080", 1}, {"f5808080", 0},  {"80", 0},
                {"ff", 0},       {"e28261", 2},   {"f0a4ada2ff", 4}};
    for (const auto &row : rows) {
        const QByteArray bytes = QByteArray::fromHex(row.hex);
        Utf8Validator validator;

        qsizetype accepted = 0;
        while (accepted < bytes.size() && validator.feed(QByteArrayView(bytes).sliced(accepted, 1)))
            ++accepted;

        QVERIFY2(accepted == row.at, row.hex);
    }
}

void TestUtf8Validator::givesTheSameAnswerForAnyCut()
{
    const QByteArray text =
        "Hello-\xC2\xB5@\xC3\x9F \xE2\x82\xAC \xF0\xA4\xAD\xA2, and plain ASCII behind";
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Utf8Validator validator;
        QVERIFY(validator.feed(QByteArrayView(text).first(cut)));
        QVERIFY(validator.feed(QByteArrayView(text).sliced(cut)));
        QVERIFY(validator.isComplete());
    }
}

void TestUtf8Validator::findsAnErrorBehindAsciiOfAnyLength()
{
    for (qsizetype length = 0; length < 40; ++length) {
        const QByteArray ascii(length, 'a');
        QCOMPARE(judge(ascii + '\xFF'), Verdict::Refused);
        QCOMPARE(judge(ascii + '\xFF' + ascii), Verdict::Refused);
        QCOMPARE(judge(ascii + '\xE2' + ascii), length == 0 ? Verdict::Started : Verdict::Refused);
        QCOMPARE(judge(ascii + "\xE2\x82\xAC" + ascii), Verdict::Whole);
    }
}

void TestUtf8Validator::staysRefusedUntilReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.feed("\xFF"));

    QVERIFY(!validator.feed("a"));
    QVERIFY(!validator.isComplete());
    validator.reset();

    QVERIFY(validator.feed("a"));
    QVERIFY(validator.isComplete());
}

PHX_TEST_CLASS(TestUtf8Validator)

} // namespace phx::websocket

#include "tst_utf8validator.moc"
