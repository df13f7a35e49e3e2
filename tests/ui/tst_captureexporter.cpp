// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturereader.h"
#include "tests/support/testcase.h"
#include "tests/ui/recordedcapture.h"
#include "ui/window/captureexporter.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace {

using namespace phx;
using ui::CaptureExporter;

class CaptureExporterTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aCopyOfARunningCaptureIsWholeAndReplacesAnOldFile();
    void aCopyOntoItselfIsRefused();
    void jsonLinesHoldTheRowsThatAreShown();
};

void CaptureExporterTest::aCopyOfARunningCaptureIsWholeAndReplacesAnOldFile()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("copy's.capture"));
    QFile old(target);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("something else");
    old.close();
    test::RecordedCapture recorded;
    recorded.push("one");
    recorded.push("two");
    recorded.settle();
    CaptureExporter exporter;
    QSignalSpy finished(&exporter, &CaptureExporter::finished);

    exporter.saveCopy(recorded.capture().path(), target);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(1).toString(), QString());
    const auto reader = app::CaptureReader::open(target);
    QVERIFY2(reader.isOk(), reader.isOk() ? "" : qPrintable(reader.error()));
    QCOMPARE(reader.value()->count(), quint64(2));
    QVERIFY(!exporter.isBusy());
}

void CaptureExporterTest::aCopyOntoItselfIsRefused()
{
    test::RecordedCapture recorded;
    recorded.push("one");
    recorded.settle();
    CaptureExporter exporter;
    QSignalSpy finished(&exporter, &CaptureExporter::finished);

    exporter.saveCopy(recorded.capture().path(), recorded.capture().path());

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished.first().at(1).toString().isEmpty());
}

void CaptureExporterTest::jsonLinesHoldTheRowsThatAreShown()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("rows.jsonl"));
    test::RecordedCapture recorded;
    recorded.push("apple");
    recorded.push("pear");
    recorded.settle();
    CaptureExporter exporter;
    QSignalSpy finished(&exporter, &CaptureExporter::finished);
    app::RowFilter filter;
    filter.text = "pear";

    exporter.saveJsonLines(recorded.capture().path(), filter, target);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(1).toString(), QString());
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count('\n'), 1);
    QVERIFY(text.contains("pear"));
}

PHX_TEST_CLASS(CaptureExporterTest)

} // namespace

#include "tst_captureexporter.moc"
