// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/jsontext.h"

namespace phx::ui {

class JsonTextTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsJson_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty object") << QByteArray("{}");
        QTest::newRow("spaces around") << QByteArray(" \n{ } \r\n");
        QTest::newRow("scalars") << QByteArray("[true,false,null,0,-0,1.5e-3,\"x\"]");
        QTest::newRow("a number beyond doubles") << QByteArray("{\"n\":12345678901234567890}");
        QTest::newRow("escapes") << QByteArray("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"]");
        QTest::newRow("Japanese") << QByteArray("{\"body\":\"こんにちは\"}");
        QTest::newRow("nested empty") << QByteArray("[[],{},[{\"a\":[]}]]");
    }

    void acceptsJson()
    {
        QFETCH(const QByteArray, json);

        QVERIFY(!checkJson(json));
    }

    void namesThePlaceOfTheProblem_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("empty") << QByteArray() << 1 << 1;
        QTest::newRow("trailing comma") << QByteArray("{\"a\":1,\n}") << 2 << 1;
        QTest::newRow("trailing comma in array") << QByteArray("[1,]") << 1 << 4;
        QTest::newRow("missing comma") << QByteArray("{\"a\":1\n\"b\":2}") << 2 << 1;
        QTest::newRow("single quotes") << QByteArray("{\"a\":'x'}") << 1 << 6;
        QTest::newRow("bare key") << QByteArray("{a:1}") << 1 << 2;
        QTest::newRow("open at the end") << QByteArray("{\"a\":[1") << 1 << 8;
        QTest::newRow("open text") << QByteArray("{\"a\":\"x}") << 1 << 6;
        QTest::newRow("line break in text") << QByteArray("[\"a\nb\"]") << 1 << 4;
        QTest::newRow("unknown escape") << QByteArray("[\"\\x\"]") << 1 << 3;
        QTest::newRow("short unicode escape") << QByteArray("[\"\\u12\"]") << 1 << 3;
        QTest::newRow("leading zero") << QByteArray("[01]") << 1 << 2;
        QTest::newRow("no digit after the point") << QByteArray("[1.]") << 1 << 4;
        QTest::newRow("NaN") << QByteArray("[NaN]") << 1 << 2;
        QTest::newRow("two values") << QByteArray("{} {}") << 1 << 4;
        QTest::newRow("comment") << QByteArray("{} // x") << 1 << 4;
        QTest::newRow("wrong bracket") << QByteArray("[1}") << 1 << 3;
        QTest::newRow("columns are characters, not bytes") << QByteArray("[\"日本\" 1]") << 1 << 7;
    }

    void namesThePlaceOfTheProblem()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const int, line);
        QFETCH(const int, column);

        const auto problem = checkJson(json);

        QVERIFY(problem);
        QCOMPARE(problem->line, line);
        QCOMPARE(problem->column, column);
        QVERIFY(!problem->sentence.isEmpty());
    }

    void refusesBottomlessNestingWithoutExhaustingTheStack()
    {
        const QByteArray json = QByteArray(1000000, '[');

        QVERIFY(checkJson(json));
    }

    void formatKeepsDigitsAndTheOrderOfKeys()
    {
        const QByteArray json = "{\"z\":12345678901234567890,\"a\":[1.50,{}],\"s\":\"a,b: {\"}";

        QCOMPARE(prettyJson(json),
                 QStringLiteral("{\n"
                                "  \"z\": 12345678901234567890,\n"
                                "  \"a\": [\n"
                                "    1.50,\n"
                                "    {}\n"
                                "  ],\n"
                                "  \"s\": \"a,b: {\"\n"
                                "}"));
    }

    void formattingTwiceChangesNothing()
    {
        const QString once = prettyJson("[{\"a\":\"\\\"x\\\"\"},[[]],\"日本\"]", 0);

        QCOMPARE(prettyJson(once.toUtf8(), 0), once);
    }

    void leavesWhatIsNoJsonAsItIs()
    {
        QCOMPARE(prettyJson("{oops, \n"), QStringLiteral("{oops, \n"));
    }

    void breaksLongTextForDisplayButNeverWhenItIsSent()
    {
        const QByteArray json = '"' + QByteArray(2500, 'x') + '"';

        QCOMPARE(prettyJson(json, 1000).count(u'\n'), 2);
        QCOMPARE(prettyJson(json, 0).toUtf8(), json);
    }
};

PHX_TEST_CLASS(JsonTextTest)

} // namespace phx::ui

#include "tst_jsontext.moc"
