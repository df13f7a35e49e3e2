// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capture.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace phx::app {

using tap::EventKind;
using test::fanOut;
using test::lifecycle;
using test::messageIn;
using test::Recording;
using test::replyTo;

class TestCapture : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void recordsWhatTheTapSaw();
    void aPushAndItsReplyKnowEachOther();
    void aReplyOfALaterTickCompletesTheRowOfItsRequest();
    void aRejoinBeginsAGenerationAndSupersedesTheOldOne();
    void aFanOutIsOneRowWithItsRecipients();
    void mergesSeveralTapsBySequence();
    void tellsWhatIsThereInASnapshot();
    void aNoteIsARow();
    void whatATapDroppedIsARow();
    void aTemporaryFileIsPrivateAndGoesAtTheEnd();
    void aNamedFileIsPrivateAndStays();
    void leavesNothingButTheFileBehind();
    void continuesAnExistingCapture();
    void refusesAForeignFileAndLeavesItAlone();
    void refusesAForeignDatabaseAndLeavesItAlone();
    void refusesASecondRecordingIntoTheSameFile();
    void refusesAFolderThatIsNotThere();

private:
    QTemporaryDir m_folder;
};

void TestCapture::recordsWhatTheTapSaw()
{
    Recording recording(m_folder.filePath(QStringLiteral("fields.capture")));
    QCOMPARE(recording.problem, QString());
    recording.record(messageIn({.connection = 7,
                                .joinRef = "1",
                                .ref = "2",
                                .topic = "room:ü",
                                .event = "new_msg",
                                .payload = R"({"body":"hi"})"}));

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows.size(), 1);
    const MessageRow &row = rows[0];
    QVERIFY(row.sequence > 0);
    QVERIFY(row.timeUs > 0);
    QCOMPARE(row.kind, EventKind::MessageIn);
    QCOMPARE(row.direction, tap::Direction::In);
    QCOMPARE(row.transport, tap::TransportKind::WebSocket);
    QCOMPARE(row.vsn, quint8(2));
    QCOMPARE(row.opcode, quint8(1));
    QCOMPARE(row.connection, quint64(7));
    QCOMPARE(row.topic, QByteArray("room:ü"));
    QCOMPARE(row.event, QByteArray("new_msg"));
    QCOMPARE(row.joinRef, QByteArray("1"));
    QCOMPARE(row.ref, QByteArray("2"));
    QCOMPARE(row.preview, QByteArray(R"({"body":"hi"})"));
    QCOMPARE(row.size, QByteArray(R"(["1","2","room:ü","new_msg",{"body":"hi"}])").size());
    QCOMPARE(row.pairSequence, quint64(0));
    QCOMPARE(row.rttUs, -1);
}

void TestCapture::aPushAndItsReplyKnowEachOther()
{
    Recording recording(m_folder.filePath(QStringLiteral("pairs.capture")));
    const test::MessageText push {.joinRef = "1", .ref = "5"};
    recording.record(messageIn(push));
    recording.record(messageIn({.connection = 2, .joinRef = "1", .ref = "5"}));
    recording.record(replyTo(push));

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].pairSequence, rows[2].sequence);
    QCOMPARE(rows[2].pairSequence, rows[0].sequence);
    QCOMPARE(rows[1].pairSequence, quint64(0));
    QCOMPARE(rows[2].rttUs, rows[2].timeUs - rows[0].timeUs);
    QCOMPARE(rows[0].rttUs, rows[2].rttUs);
    QCOMPARE(rows[2].status, QByteArray("ok"));
}

void TestCapture::aReplyOfALaterTickCompletesTheRowOfItsRequest()
{
    Recording recording(m_folder.filePath(QStringLiteral("later.capture")));
    QList<quint64> changed;
    connect(&recording.capture, &Capture::advanced, this,
            [&changed](const LiveSnapshot &snapshot) { changed += snapshot.changedRows; });
    const test::MessageText push {.joinRef = "1", .ref = "5"};
    recording.record(messageIn(push));
    QCOMPARE(recording.rows()[0].pairSequence, quint64(0));

    recording.record(replyTo(push));
    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows[0].pairSequence, rows[1].sequence);
    QCOMPARE(rows[0].rttUs, rows[1].rttUs);
    QTRY_COMPARE(changed, QList<quint64> {rows[0].sequence});
}

void TestCapture::aRejoinBeginsAGenerationAndSupersedesTheOldOne()
{
    Recording recording(m_folder.filePath(QStringLiteral("generations.capture")));
    recording.record(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));
    recording.record(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}));
    recording.record(messageIn({.joinRef = "4", .ref = "4", .event = "phx_join"}));
    recording.record(messageIn({.joinRef = "1", .ref = "5"}));
    recording.record(messageIn({.joinRef = "4", .ref = "6"}));
    recording.record(messageIn({.ref = "7"}));

    const QList<MessageRow> rows = recording.rows();

    QList<int> generations;
    QList<bool> superseded;
    for (const MessageRow &row : rows) {
        generations.append(row.generation);
        superseded.append(row.superseded);
    }
    QCOMPARE(generations, (QList<int> {1, 1, 2, 1, 2, 2}));
    QCOMPARE(superseded, (QList<bool> {false, false, false, true, false, false}));
}

void TestCapture::aFanOutIsOneRowWithItsRecipients()
{
    Recording recording(m_folder.filePath(QStringLiteral("fanout.capture")));
    recording.record(fanOut({.connection = 3}, {9, 1, 70'000}));
    const QList<MessageRow> rows = recording.rows();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].recipientCount, 3);
    const auto detail = reader.value()->detail(rows[0].sequence);
    QVERIFY(detail.has_value());
    QCOMPARE(detail->recipients, (QList<quint64> {9, 1, 70'000}));
    QCOMPARE(detail->row.connection, quint64(3));
}

void TestCapture::mergesSeveralTapsBySequence()
{
    Recording recording(m_folder.filePath(QStringLiteral("merge.capture")));
    const auto other = std::make_shared<tap::Tap>();
    recording.capture.setTaps({recording.tap, other});
    for (int i = 0; i < 50; ++i) {
        other->record(messageIn({.ref = QByteArray::number(2 * i)}));
        recording.record(messageIn({.ref = QByteArray::number(2 * i + 1)}));
    }

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows.size(), 100);
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].ref, QByteArray::number(i));
}

void TestCapture::tellsWhatIsThereInASnapshot()
{
    Recording recording(m_folder.filePath(QStringLiteral("snapshot.capture")));
    recording.record(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));
    recording.record(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}));

    QTRY_COMPARE(recording.capture.snapshot().rows, quint64(2));

    const LiveSnapshot &snapshot = recording.capture.snapshot();
    QCOMPARE(snapshot.recording, RecordingState::Recording);
    QCOMPARE(snapshot.lastSequence, recording.rows().last().sequence);
    QVERIFY(snapshot.captureBytes > 0);
    QCOMPARE(snapshot.connected, 1);
    QCOMPARE(snapshot.clients[0].channels[0].topic, QByteArray("room:1"));
    QCOMPARE(snapshot.topics[0].subscribers, 1);
    QTRY_COMPARE(recording.capture.snapshot().inPerSecond, 0.0);
}

void TestCapture::aNoteIsARow()
{
    Recording recording(m_folder.filePath(QStringLiteral("note.capture")));
    recording.capture.note("The display was held.");

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].kind, EventKind::Note);
    QCOMPARE(rows[0].detail, QByteArray("The display was held."));
}

void TestCapture::whatATapDroppedIsARow()
{
    Capture capture(m_folder.filePath(QStringLiteral("dropped.capture")));
    QCOMPARE(capture.start(), QString());
    const auto small = std::make_shared<tap::Tap>(tap::TapLimits {.maxEvents = 4});
    for (int i = 0; i < 10; ++i)
        small->record(messageIn({}));
    capture.setTaps({small});

    QTRY_COMPARE(capture.snapshot().rows, quint64(5));

    QCOMPARE(capture.snapshot().dropped, quint64(6));
    const auto reader = CaptureReader::open(capture.path());
    QVERIFY(reader.isOk());
    const auto note = reader.value()->detail(reader.value()->lastSequence());
    QCOMPARE(note->row.kind, EventKind::Note);
    QVERIFY(note->row.detail.startsWith("6 events were not recorded"));
}

void TestCapture::aTemporaryFileIsPrivateAndGoesAtTheEnd()
{
    QString path;
    {
        Recording recording((QString()));
        QCOMPARE(recording.problem, QString());
        path = recording.capture.path();
        recording.record(messageIn({}));
        recording.capture.flush();

        QVERIFY(QFileInfo::exists(path));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const char *suffix : {"", "-wal", "-shm"})
            QVERIFY(!(QFile::permissions(path + QLatin1String(suffix)) & others));
    }

    for (const char *suffix : {"", "-wal", "-shm", ".lock"})
        QVERIFY(!QFileInfo::exists(path + QLatin1String(suffix)));
}

void TestCapture::aNamedFileIsPrivateAndStays()
{
    const QString path = m_folder.filePath(QStringLiteral("named.capture"));
    {
        Recording recording(path);
        recording.record(messageIn({}));
    }

    const auto permissions = QFile::permissions(path);
    QVERIFY(permissions & QFileDevice::ReadOwner);
    QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    const auto reader = CaptureReader::open(path);
    QVERIFY(reader.isOk());
    QCOMPARE(reader.value()->count(), quint64(1));
}

void TestCapture::leavesNothingButTheFileBehind()
{
    const QTemporaryDir folder;
    {
        Recording recording(folder.filePath(QStringLiteral("one.capture")));
        recording.record(messageIn({}));
    }

    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
             QStringList {QStringLiteral("one.capture")});
}

void TestCapture::continuesAnExistingCapture()
{
    const QString path = m_folder.filePath(QStringLiteral("continued.capture"));
    quint64 last = 0;
    {
        Recording first(path);
        // Far ahead, as if another process with a longer life had recorded it.
        tap::continueSequenceAfter(tap::nextSequence() + 1'000'000);
        first.record(messageIn({.ref = "1"}));
        last = first.rows().last().sequence;
    }
    Recording second(path);
    QCOMPARE(second.problem, QString());
    second.record(messageIn({.ref = "2"}));

    const QList<MessageRow> rows = second.rows();

    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].sequence, last);
    QVERIFY(rows[1].sequence > last);
    QTRY_COMPARE(second.capture.snapshot().rows, quint64(2));
}

void TestCapture::refusesAForeignFileAndLeavesItAlone()
{
    const QByteArray content = "These are my notes, and nothing else.\n";
    const QString path = m_folder.filePath(QStringLiteral("notes.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();

    Capture capture(path);
    const QString problem = capture.start();

    QVERIFY2(problem.contains(QStringLiteral("is not a Channelscope capture")),
             qPrintable(problem));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
    const auto reader = CaptureReader::open(path);
    QVERIFY(!reader.isOk());
    QVERIFY(reader.error().contains(QStringLiteral("is not a Channelscope capture")));
}

void TestCapture::refusesAForeignDatabaseAndLeavesItAlone()
{
    const QString path = m_folder.filePath(QStringLiteral("contacts.db"));
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    sqlite3_exec(database, "CREATE TABLE rows (sequence)", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();

    Capture capture(path);
    const QString problem = capture.start();

    QVERIFY2(problem.contains(QStringLiteral("is not a Channelscope capture")),
             qPrintable(problem));
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestCapture::refusesASecondRecordingIntoTheSameFile()
{
    const QString path = m_folder.filePath(QStringLiteral("shared.capture"));
    Recording first(path);
    QCOMPARE(first.problem, QString());

    Capture second(path);

    QVERIFY(second.start().contains(QStringLiteral("is being recorded by another")));
}

void TestCapture::refusesAFolderThatIsNotThere()
{
    Capture capture(m_folder.filePath(QStringLiteral("nowhere/one.capture")));

    QVERIFY(capture.start().contains(QStringLiteral("cannot be created")));
}

PHX_TEST_CLASS(TestCapture)

} // namespace phx::app

#include "tst_capture.moc"
