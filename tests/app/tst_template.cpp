// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/variables.h"
#include "tests/support/testcase.h"

#include <QSet>

using namespace phx;
using namespace phx::app;

namespace {

Variables variables()
{
    Variables table;
    table.setAll({{QStringLiteral("name"), QStringLiteral("アリス \"A\"")},
                  {QStringLiteral("n"), QStringLiteral("12345678901234567890")},
                  {QStringLiteral("text"), QStringLiteral("\"5\"")},
                  {QStringLiteral("list"), QStringLiteral("[1, 2]")}});
    table.generators().clock = [] {
        return QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    };
    return table;
}

} // namespace

class TestTemplate : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void valuesFitInWhereTheyStand_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("json");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *typed, bool json, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(typed) << json << QString::fromUtf8(expected);
        };
        row("inside of a string", "{\"a\":\"<{{name}}>\"}", true, "{\"a\":\"<アリス \\\"A\\\">\"}");
        row("outside, text becomes a string", "{\"a\":{{name}}}", true,
            "{\"a\":\"アリス \\\"A\\\"\"}");
        row("outside, every digit stays", R"({"a":{{ n }}})", true,
            R"({"a":12345678901234567890})");
        row("outside, any JSON", R"({"a":{{list}}})", true, R"({"a":[1, 2]})");
        row("a string stays a string", R"({"a":{{text}}})", true, R"({"a":"5"})");
        row("a string inside of a string", R"({"a":"x{{text}}"})", true, R"({"a":"x5"})");
        row("plain", "room:{{text}}", false, "room:5");
        row("after an escaped quote", "{\"a\":\"\\\"{{name}}\"}", true,
            "{\"a\":\"\\\"アリス \\\"A\\\"\"}");
        row("two braces of one's own", "{\"a\":\"{{{{name}}\"}", true, "{\"a\":\"{{name}}\"}");
        row("closing braces are JSON", R"({"a":{"b":{}}})", true, R"({"a":{"b":{}}})");
        row("now", "{{now}}", false, "2023-11-14T22:13:20.123Z");
        row("timestamp", "{{timestamp}}", false, "1700000000123");
        row("nothing to do", "", true, "");
    }

    void valuesFitInWhereTheyStand()
    {
        QFETCH(const QString, typed);
        QFETCH(const bool, json);
        QFETCH(const QString, expected);
        Variables table = variables();

        const auto expanded = expandTemplate(typed, json ? TemplateText::Json : TemplateText::Plain,
                                             table.lookup(Generators::Draw::Use));

        QVERIFY2(expanded.isOk(), expanded.isOk() ? "" : qPrintable(expanded.error().sentence));
        QCOMPARE(expanded.value().text, expected);
    }

    void aMistakeIsNamedWithItsCharacter_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *typed, int position, const char *words) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << position
                                 << QString::fromUtf8(words);
        };
        row(R"({"あ":{{nmae}}})", 5, "there is no variable \"nmae\"; did you mean \"name\"?");
        row("{{zebra}}", 0, "there is no variable \"zebra\"");
        row("ab{{name", 2, "is not closed");
        row("{{ }}", 0, "a name is missing");
        row("{{random 6 1}}", 0, "the lowest and the highest");
        row("{{random 1}}", 0, "the lowest and the highest");
        row("{{counter x}}", 0, "where to begin");
        row("{{uuid 4}}", 0, "takes no numbers");
    }

    void aMistakeIsNamedWithItsCharacter()
    {
        QFETCH(const QString, typed);
        QFETCH(const int, position);
        QFETCH(const QString, words);
        Variables table = variables();

        const auto expanded =
            expandTemplate(typed, TemplateText::Json, table.lookup(Generators::Draw::Preview));

        QVERIFY(!expanded.isOk());
        QCOMPARE(expanded.error().position, position);
        QVERIFY2(expanded.error().sentence.contains(words), qPrintable(expanded.error().sentence));
    }

    void aPlaceBehindAValueIsFoundWhereItWasTyped()
    {
        Variables table = variables();
        const QString typed = QStringLiteral(R"({"a":{{list}},"b":?})");

        const auto expanded =
            expandTemplate(typed, TemplateText::Json, table.lookup(Generators::Draw::Preview));

        const qsizetype at = expanded.value().text.indexOf(u'?');
        QCOMPARE(expanded.value().typedPosition(at), typed.indexOf(u'?'));
        QCOMPARE(expanded.value().typedPosition(expanded.value().text.indexOf(u'2')),
                 typed.indexOf(QLatin1String("{{")));
    }

    void aPreviewDoesNotUseTheCounterUp()
    {
        Variables table;

        const auto value = [&table](Generators::Draw draw) {
            return table.value(QStringLiteral("counter 5"), draw).value().text;
        };

        QCOMPARE(value(Generators::Draw::Preview), QStringLiteral("5"));
        QCOMPARE(value(Generators::Draw::Use), QStringLiteral("5"));
        QCOMPARE(value(Generators::Draw::Use), QStringLiteral("6"));
        QCOMPARE(value(Generators::Draw::Preview), QStringLiteral("7"));
    }

    void randomNumbersStayInTheirBoundsAndUuidsDiffer()
    {
        Variables table;
        QSet<QString> numbers;
        QSet<QString> uuids;
        for (int i = 0; i < 200; ++i) {
            numbers.insert(
                table.value(QStringLiteral("random 1 3"), Generators::Draw::Use).value().text);
            uuids.insert(table.value(QStringLiteral("uuid"), Generators::Draw::Use).value().text);
        }

        QCOMPARE(numbers,
                 QSet<QString>({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        QCOMPARE(uuids.size(), 200);
    }

    void aGeneratorIsNoNameForAVariable()
    {
        Variables table;

        QVERIFY(!table.set(QStringLiteral("uuid"), QStringLiteral("1")).isEmpty());
        QVERIFY(!table.set(QStringLiteral("a b"), QStringLiteral("1")).isEmpty());
        QVERIFY(!table.set({}, QStringLiteral("1")).isEmpty());
        QVERIFY(table.set(QStringLiteral("名前"), QStringLiteral("1")).isEmpty());
    }

    void theTableIsBounded()
    {
        Variables table;
        for (int i = 0; i < Variables::MaxVariables; ++i)
            QVERIFY(table.set(QStringLiteral("v%1").arg(i), QStringLiteral("1")).isEmpty());

        QVERIFY(!table.set(QStringLiteral("more"), QStringLiteral("1")).isEmpty());
        QVERIFY(table.set(QStringLiteral("v0"), QStringLiteral("2")).isEmpty());
    }
};

PHX_TEST_CLASS(TestTemplate)

#include "tst_template.moc"
