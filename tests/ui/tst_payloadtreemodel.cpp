// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/bytestext.h"
#include "ui/models/payloadtreemodel.h"

#include <QAbstractItemModelTester>

namespace {

using namespace phx;
using ui::PayloadTreeModel;

//! Every node on a line, indented by its depth: "key: value".
QString printed(const PayloadTreeModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex key = model.index(row, 0, parent);
        text += QString(depth, QLatin1Char(' ')) + key.data().toString() + QStringLiteral(": ")
            + model.index(row, 1, parent).data().toString() + QLatin1Char('\n');
        text += printed(model, key, depth + 1);
    }
    return text;
}

class PayloadTreeModelTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void keepsDigitsAndTheOrderOfKeys();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void refusesNestingBeyondTheLimit();
    void cutsLongValues();
    void hexShowsOffsetsAndSaysWhatIsLeftOut();
    void longLinesAreBrokenBetweenCharacters();
};

void PayloadTreeModelTest::keepsDigitsAndTheOrderOfKeys()
{
    PayloadTreeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);

    QVERIFY(model.setJson(R"({"z":12345678901234567890,"a":[1.50,"x\u3042",{}],"b":null})"));

    QCOMPARE(printed(model),
             QStringLiteral(
                 ": {3}\n z: 12345678901234567890\n a: [3]\n  0: 1.50\n  1: \"xあ\"\n  2: {0}\n"
                 " b: null\n"));
    QVERIFY(model.setJson("7"));
    QCOMPARE(printed(model), QStringLiteral(": 7\n"));
}

void PayloadTreeModelTest::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("unclosed") << QByteArray("{\"a\":[1");
    QTest::newRow("string without end") << QByteArray("\"\\");
    QTest::newRow("two values") << QByteArray("1 2");
}

void PayloadTreeModelTest::refusesWhatIsNoJson()
{
    QFETCH(const QByteArray, json);
    PayloadTreeModel model;
    QVERIFY(model.setJson("{\"a\":1}"));

    QVERIFY(!model.setJson(json));

    QCOMPARE(model.rowCount(), 0);
}

void PayloadTreeModelTest::refusesNestingBeyondTheLimit()
{
    PayloadTreeModel model;
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };

    QVERIFY(model.setJson(nested(PayloadTreeModel::MaxDepth)));
    QVERIFY(!model.setJson(nested(PayloadTreeModel::MaxDepth + 2)));
}

void PayloadTreeModelTest::cutsLongValues()
{
    PayloadTreeModel model;

    QVERIFY(model.setJson('"' + QByteArray(5000, 'x') + '"'));

    QCOMPARE(model.index(0, 1).data().toString().size(), 1001);
}

void PayloadTreeModelTest::hexShowsOffsetsAndSaysWhatIsLeftOut()
{
    const QString text = ui::hexDump(QByteArray("ABCDEFGHIJKLMNOP\x01\xff", 18), 17);

    QVERIFY(text.startsWith(QStringLiteral("00000000  41 42 43")));
    QVERIFY(text.contains(QStringLiteral("|ABCDEFGHIJKLMNOP|")));
    QVERIFY(text.contains(QStringLiteral("00000010  01 ")));
    QVERIFY(text.endsWith(QStringLiteral("1 more bytes are not shown")));
}

void PayloadTreeModelTest::longLinesAreBrokenBetweenCharacters()
{
    const QString text = ui::wrappedText("ab\xF0\x9F\x98\x80"
                                         "cd",
                                         3);

    QCOMPARE(text, QString::fromUtf8("ab\xF0\x9F\x98\x80\ncd"));
}

PHX_TEST_CLASS(PayloadTreeModelTest)

} // namespace

#include "tst_payloadtreemodel.moc"
