// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QRandomGenerator>

#include <sqlite3.h>

namespace phx::app {

using test::messageIn;
using test::Recording;

namespace {

constexpr quint32 Seed = 20'260'101;

QString helper()
{
    return QStringLiteral(CAPTURE_HELPER);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

//! Reads everything there is. \return rows, or -1 if the file was refused with a sentence
qint64 readAll(const QString &path)
{
    const auto opened = CaptureReader::open(path);
    if (!opened)
        return opened.error().endsWith(u'.') ? -1 : -2;
    const CaptureReader &reader = *opened.value();
    const QList<quint64> found =
        reader.sequences({.heartbeats = true, .lifecycle = true}, 0, 1'000'000);
    const QList<MessageRow> rows = reader.rows(found);
    for (const quint64 sequence : found)
        static_cast<void>(reader.detail(sequence));
    static_cast<void>(reader.sequences({.text = "xx"}, 0, 1'000'000));
    static_cast<void>(reader.sequences({.connection = 1}, 0, 1'000'000));
    static_cast<void>(reader.count());
    return rows.size();
}

} // namespace

class TestCaptureCrash : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aKilledProcessLosesNothingThatWasStored();
    void aKilledCaptureCanBeContinued();
    void aFileThatMayNotGrowPausesTheRecordingAndMarksTheGap();
    void aLimitOfTheSystemDoesNotKillTheProcess();
    void aTruncatedCaptureIsShorterOrRefused();
    void aTruncatedLogIsAShorterCapture();
    void aCaptureWithFlippedBytesIsReadOrRefused();

private:
    //! Starts the helper, waits until it stored something, kills it. \return rows it promised
    quint64 killRecorder(const QString &path);
    [[nodiscard]] QString file(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }

    QTemporaryDir m_folder;
};

void TestCaptureCrash::initTestCase()
{
    // Damaged files are what this is about: their warnings are expected.
    QLoggingCategory::setFilterRules(QStringLiteral("phx.app.capture.warning=false"));
}

void TestCaptureCrash::cleanupTestCase()
{
    QLoggingCategory::setFilterRules({});
}

quint64 TestCaptureCrash::killRecorder(const QString &path)
{
    QProcess process;
    process.start(helper(), {QStringLiteral("kill"), path});
    QByteArray told;
    while (told.count('\n') < 5 && process.waitForReadyRead())
        told += process.readAllStandardOutput();
    process.kill();
    process.waitForFinished();
    told += process.readAllStandardOutput();
    const QByteArray lines = told.left(told.lastIndexOf('\n'));
    return lines.mid(lines.lastIndexOf(' ') + 1).toULongLong();
}

void TestCaptureCrash::aKilledProcessLosesNothingThatWasStored()
{
    for (int i = 0; i < 10; ++i) {
        const QString path = m_folder.filePath(QStringLiteral("killed%1.capture").arg(i));
        const quint64 promised = killRecorder(path);
        QVERIFY(promised >= 500);

        const auto reader = CaptureReader::open(path);

        QVERIFY2(reader.isOk(), reader.isOk() ? "" : qPrintable(reader.error()));
        QVERIFY(reader.value()->count() >= promised);
        QCOMPARE(quint64(readAll(path)), reader.value()->count());
        QCOMPARE(reader.value()->lastSequence(), reader.value()->count());
    }
}

void TestCaptureCrash::aKilledCaptureCanBeContinued()
{
    const QString path = file("again.capture");
    const quint64 promised = killRecorder(path);

    Recording recording(path);
    QCOMPARE(recording.problem, QString());
    recording.record(messageIn({.ref = "last"}));
    const QList<MessageRow> rows = recording.rows();

    QVERIFY(quint64(rows.size()) > promised);
    QCOMPARE(rows.last().ref, QByteArray("last"));
}

void TestCaptureCrash::aFileThatMayNotGrowPausesTheRecordingAndMarksTheGap()
{
    const QString path = file("full.capture");
    QProcess process;
    process.start(helper(), {QStringLiteral("full"), path});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    const QList<QByteArray> told = process.readAllStandardOutput().split('\n');
    QCOMPARE(told.mid(1), (QList<QByteArray> {"paused 1", "still paused 1", "resumed 1 1", ""}));
    const auto stored = told[0].mid(told[0].indexOf(' ') + 1).toLongLong();
    QVERIFY(stored > 10);

    const auto reader = CaptureReader::open(path);
    QVERIFY(reader.isOk());
    const QList<MessageRow> rows =
        reader.value()->rows(reader.value()->sequences({}, 0, 1'000'000));

    // The rows before, the note in the place of the first of six that are missing, one row after.
    QCOMPARE(rows.size(), stored + 2);
    const MessageRow &note = rows[stored];
    QCOMPARE(note.kind, tap::EventKind::Note);
    QCOMPARE(note.sequence, rows[stored - 1].sequence + 1);
    QCOMPARE(rows[stored + 1].sequence, note.sequence + 6);
    QVERIFY2(note.detail.startsWith(
                 "The recording was paused here for 10.0 s and 6 events are missing: "),
             note.detail.constData());

    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    sqlite3_stmt *query = nullptr;
    sqlite3_prepare_v2(database, "SELECT sequence, events, until_us - from_us FROM gaps", -1,
                       &query, nullptr);
    QCOMPARE(sqlite3_step(query), SQLITE_ROW);
    QCOMPARE(quint64(sqlite3_column_int64(query, 0)), note.sequence);
    QCOMPARE(sqlite3_column_int64(query, 1), 6);
    QCOMPARE(sqlite3_column_int64(query, 2), 10'000'000);
    sqlite3_finalize(query);
    sqlite3_close(database);
}

void TestCaptureCrash::aLimitOfTheSystemDoesNotKillTheProcess()
{
    const QString path = file("limit.capture");
    QProcess process;
    process.start(helper(), {QStringLiteral("limit"), path});
    QVERIFY(process.waitForFinished());

    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().startsWith("paused The recording is paused"));
    QVERIFY(readAll(path) > 0);
}

void TestCaptureCrash::aTruncatedCaptureIsShorterOrRefused()
{
    const QString path = file("whole.capture");
    {
        Recording recording(path);
        for (int i = 0; i < 1500; ++i)
            recording.record(messageIn({.payload = '"' + QByteArray(i % 300, 'x') + '"'}));
    }
    const QByteArray whole = contentOf(path);
    QCOMPARE(readAll(path), 1500);
    QRandomGenerator random(Seed);

    for (int i = 0; i < 200; ++i) {
        const QString cut = file("cut.capture");
        write(cut, whole.first(random.bounded(whole.size())));

        const qint64 rows = readAll(cut);

        QVERIFY(rows >= -1);
        QVERIFY(rows < 1500);
        QFile::remove(cut + QStringLiteral("-wal"));
        QFile::remove(cut + QStringLiteral("-shm"));
    }
}

void TestCaptureCrash::aTruncatedLogIsAShorterCapture()
{
    Recording recording(file("running.capture"));
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 25; ++j)
            recording.record(messageIn({.payload = '"' + QByteArray(200, 'x') + '"'}));
        recording.capture.flush();
    }
    const QByteArray whole = contentOf(recording.capture.path());
    const QByteArray log = contentOf(recording.capture.path() + QStringLiteral("-wal"));
    QVERIFY(!log.isEmpty());
    QRandomGenerator random(Seed);

    for (int i = 0; i < 100; ++i) {
        const QString cut = m_folder.filePath(QStringLiteral("log%1.capture").arg(i));
        write(cut, whole);
        write(cut + QStringLiteral("-wal"), log.first(random.bounded(log.size())));

        const qint64 rows = readAll(cut);

        QVERIFY(rows >= 0);
        QVERIFY(rows < 500);
        QCOMPARE(rows % 25, 0);
    }
}

void TestCaptureCrash::aCaptureWithFlippedBytesIsReadOrRefused()
{
    const QString path = file("sound.capture");
    {
        Recording recording(path);
        for (int i = 0; i < 300; ++i)
            recording.record(
                test::fanOut({.payload = '"' + QByteArray(i, 'x') + '"'}, {1, 2, 300}));
    }
    const QByteArray sound = contentOf(path);
    QRandomGenerator random(Seed);

    for (int i = 0; i < 200; ++i) {
        QByteArray bytes = sound;
        for (int flip = 0; flip < 20; ++flip)
            bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
        const QString damaged = m_folder.filePath(QStringLiteral("flipped%1.capture").arg(i));
        write(damaged, bytes);

        QVERIFY(readAll(damaged) >= -1);
    }
}

PHX_TEST_CLASS(TestCaptureCrash)

} // namespace phx::app

#include "tst_capturecrash.moc"
