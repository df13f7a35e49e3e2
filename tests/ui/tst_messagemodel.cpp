// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "tests/ui/recordedcapture.h"
#include "ui/models/messagemodel.h"
#include "ui/models/rowtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace {

using namespace phx;
using test::RecordedCapture;
using ui::Column;
using ui::MessageModel;

QString cell(const MessageModel &model, int row, Column column)
{
    return model.index(row, int(column)).data().toString();
}

class MessageModelTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheCaptureHolds();
    void aTickIsOneInsertion();
    void pagesBeyondTheFirstAreRead();
    void theLastPageGrowsWithTheCapture();
    void aFilterIsOneReset();
    void theNewestFilterWins();
    void heldRowsComeOnRelease();
    void aReplyFillsTheRoundTripOfItsRequest();
    void clearingHidesWhatCameBefore();
    void hiddenRowsKeepTheirDetail();

private:
    //! A model on the capture, its first query answered.
    static void open(MessageModel &model, RecordedCapture &recorded);
};

void MessageModelTest::open(MessageModel &model, RecordedCapture &recorded)
{
    QSignalSpy filtered(&model, &MessageModel::filtered);
    const QString problem = model.open(recorded.capture().path());
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_COMPARE(filtered.size(), 1);
}

void MessageModelTest::showsWhatTheCaptureHolds()
{
    RecordedCapture recorded;
    recorded.push("hello", "7");
    recorded.settle();
    MessageModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);

    open(model, recorded);

    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, Column::Client), QStringLiteral("c1"));
    QCOMPARE(cell(model, 0, Column::Topic), QStringLiteral("room:lobby"));
    QCOMPARE(cell(model, 0, Column::Event), QStringLiteral("new_msg"));
    QCOMPARE(cell(model, 0, Column::Ref), QStringLiteral("1 · 7"));
    QCOMPARE(cell(model, 0, Column::Payload), QStringLiteral("{\"body\":\"hello\"}"));
}

void MessageModelTest::aTickIsOneInsertion()
{
    RecordedCapture recorded;
    MessageModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(model, recorded);
    QSignalSpy inserted(&model, &MessageModel::rowsInserted);
    for (int i = 0; i < 300; ++i)
        recorded.push(QByteArray::number(i));
    recorded.settle();

    model.advance(recorded.snapshot());

    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 300);
}

void MessageModelTest::pagesBeyondTheFirstAreRead()
{
    RecordedCapture recorded;
    for (int i = 0; i <= MessageModel::PageRows; ++i)
        recorded.push(QByteArray::number(i));
    recorded.settle();
    MessageModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);

    open(model, recorded);

    QCOMPARE(model.rowCount(), MessageModel::PageRows + 1);
    QCOMPARE(cell(model, 0, Column::Payload), QStringLiteral("{\"body\":\"0\"}"));
    QCOMPARE(cell(model, MessageModel::PageRows, Column::Payload),
             QStringLiteral("{\"body\":\"256\"}"));
    QCOMPARE(cell(model, 0, Column::DeltaTime), QStringLiteral("+0.000"));
}

void MessageModelTest::theLastPageGrowsWithTheCapture()
{
    RecordedCapture recorded;
    recorded.push("first");
    recorded.settle();
    MessageModel model;
    open(model, recorded);
    QCOMPARE(cell(model, 0, Column::Payload), QStringLiteral("{\"body\":\"first\"}"));
    recorded.push("second");
    recorded.settle();

    model.advance(recorded.snapshot());

    QCOMPARE(cell(model, 1, Column::Payload), QStringLiteral("{\"body\":\"second\"}"));
}

void MessageModelTest::aFilterIsOneReset()
{
    RecordedCapture recorded;
    recorded.push("apple");
    recorded.push("pear");
    recorded.settle();
    MessageModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(model, recorded);
    const quint64 pear = model.sequenceAt(1);
    QSignalSpy reset(&model, &MessageModel::modelReset);

    app::RowFilter filter;
    filter.text = "pear";
    model.setFilter(filter);

    QTRY_COMPARE(reset.size(), 1);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowOf(pear), 0);
}

void MessageModelTest::theNewestFilterWins()
{
    RecordedCapture recorded;
    recorded.push("apple");
    recorded.push("pear");
    recorded.settle();
    MessageModel model;
    open(model, recorded);
    app::RowFilter apple;
    apple.text = "apple";
    app::RowFilter nothing;
    nothing.text = "plum";

    model.setFilter(apple);
    model.setFilter(nothing);

    QTRY_COMPARE(model.rowCount(), 0);
    QCOMPARE(model.filter(), nothing);
}

void MessageModelTest::heldRowsComeOnRelease()
{
    RecordedCapture recorded;
    MessageModel model;
    open(model, recorded);
    model.setHeld(true);
    recorded.push("while held");
    recorded.settle();
    model.advance(recorded.snapshot());
    QCOMPARE(model.rowCount(), 0);

    model.setHeld(false);

    QCOMPARE(model.rowCount(), 1);
}

void MessageModelTest::aReplyFillsTheRoundTripOfItsRequest()
{
    RecordedCapture recorded;
    recorded.push("question", "5");
    recorded.settle();
    MessageModel model;
    open(model, recorded);
    QCOMPARE(cell(model, 0, Column::RoundTrip), QStringLiteral("–"));
    QSignalSpy advanced(&recorded.capture(), &app::Capture::advanced);
    connect(&recorded.capture(), &app::Capture::advanced, &model, &MessageModel::advance);
    recorded.reply("5");

    QTRY_COMPARE(model.rowCount(), 2);

    QTRY_VERIFY(cell(model, 0, Column::RoundTrip).endsWith(QStringLiteral("ms")));
    QCOMPARE(cell(model, 1, Column::RoundTrip), QStringLiteral("┘"));
    QCOMPARE(cell(model, 1, Column::Event), QStringLiteral("reply ok"));
}

void MessageModelTest::clearingHidesWhatCameBefore()
{
    RecordedCapture recorded;
    recorded.push("old");
    recorded.settle();
    MessageModel model;
    open(model, recorded);
    app::RowFilter filter;
    filter.afterSequence = model.sequenceAt(0);
    model.setFilter(filter);
    QTRY_COMPARE(model.rowCount(), 0);
    recorded.push("new");
    recorded.settle();

    model.advance(recorded.snapshot());

    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, Column::Payload), QStringLiteral("{\"body\":\"new\"}"));
}

void MessageModelTest::hiddenRowsKeepTheirDetail()
{
    RecordedCapture recorded;
    recorded.heartbeat();
    recorded.push("shown");
    recorded.settle();
    MessageModel model;
    open(model, recorded);
    QCOMPARE(model.rowCount(), 1);

    const auto detail = model.detail(model.sequenceAt(0) - 1);

    QVERIFY(detail.has_value());
    QVERIFY(detail->row.heartbeat);
    QCOMPARE(model.rowOf(detail->row.sequence), -1);
}

PHX_TEST_CLASS(MessageModelTest)

} // namespace

#include "tst_messagemodel.moc"
