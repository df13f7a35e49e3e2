// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturereader.h"
#include "app/capture/payloadpreview.h"
#include "app/capture/recipients.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

namespace phx::app {

using test::messageIn;
using test::Recording;

class TestCaptureReader : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void givesRowsInTheOrderAsked();
    void givesSequencesInPages();
    void readsWhileTheRecordingGoesOn();
    void theDetailHasTheExactBytes();
    void previewsAreCutAtACharacter_data();
    void previewsAreCutAtACharacter();
    void binaryPayloadsArePreviewedAsHex();
    void anUndecodableFrameIsItsOwnPreview();
    void aFileThatIsNotThereIsASentence();
    void anEmptyFileIsNoCapture();
    void aNewerCaptureIsRefusedByBoth();
    void readsFromAFolderThatCannotBeWritten();
    void valuesOutOfRangeAreHarmless();
    void recipientsSurviveTheirEncoding();
    void hostileRecipientsEndWhereTheyBreak();

private:
    [[nodiscard]] QString file(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }
    QTemporaryDir m_folder;
};

namespace {

//! Changes a capture behind its back.
void alter(const QString &path, const char *sql)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

} // namespace

void TestCaptureReader::givesRowsInTheOrderAsked()
{
    Recording recording(file("order.capture"));
    for (int i = 0; i < 3; ++i)
        recording.record(messageIn({.ref = QByteArray::number(i)}));
    const QList<MessageRow> all = recording.rows();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());

    const QList<MessageRow> rows = reader.value()->rows(
        {all[2].sequence, all[0].sequence, all[2].sequence + 1000, all[1].sequence});

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].ref, QByteArray("2"));
    QCOMPARE(rows[1].ref, QByteArray("0"));
    QCOMPARE(rows[2].ref, QByteArray("1"));
}

void TestCaptureReader::givesSequencesInPages()
{
    Recording recording(file("pages.capture"));
    for (int i = 0; i < 10; ++i)
        recording.record(messageIn({}));
    recording.capture.flush();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());

    const QList<quint64> first = reader.value()->sequences({}, 0, 4);
    const QList<quint64> second = reader.value()->sequences({}, first.last(), 100);

    QCOMPARE(first.size(), 4);
    QCOMPARE(second.size(), 6);
    QCOMPARE(second.first(), first.last() + 1);
    QCOMPARE(reader.value()->lastSequence(), second.last());
    QCOMPARE(reader.value()->sequences({}, second.last(), 100), QList<quint64> {});
    QCOMPARE(reader.value()->sequences({}, ~quint64(0), 100), QList<quint64> {});
}

void TestCaptureReader::readsWhileTheRecordingGoesOn()
{
    Recording recording(file("live.capture"));
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());
    QCOMPARE(reader.value()->count(), quint64(0));
    QCOMPARE(reader.value()->lastSequence(), quint64(0));

    for (quint64 i = 1; i <= 20; ++i) {
        recording.record(messageIn({}));
        recording.capture.flush();
        QCOMPARE(reader.value()->count(), i);
    }
}

void TestCaptureReader::theDetailHasTheExactBytes()
{
    Recording recording(file("detail.capture"));
    tap::TapEvent handshake {.kind = tap::EventKind::HandshakeAccepted, .code = 101};
    handshake.frame = "GET / HTTP/1.1\r\n\r\n";
    handshake.answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    handshake.peer = "[::1]:4711";
    handshake.socketId = "user:1";
    recording.record(handshake);
    const QByteArray payload = R"({"long":")" + QByteArray(100'000, 'x') + R"("})";
    recording.record(messageIn({.payload = payload}));
    const QList<MessageRow> rows = recording.rows();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());

    const auto opened = reader.value()->detail(rows[0].sequence);
    const auto message = reader.value()->detail(rows[1].sequence);

    QCOMPARE(opened->frame, handshake.frame);
    QCOMPARE(opened->answer, handshake.answer);
    QCOMPARE(opened->peer, handshake.peer);
    QCOMPARE(opened->socketId, handshake.socketId);
    QCOMPARE(opened->payload, QByteArray());
    QCOMPARE(message->payload, payload);
    QCOMPARE(message->row.preview.size(), MaxPreviewBytes);
    QVERIFY(!reader.value()->detail(rows[1].sequence + 1).has_value());
}

void TestCaptureReader::previewsAreCutAtACharacter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("size");

    QTest::newRow("short") << QByteArray("abc") << qsizetype(3);
    QTest::newRow("just fits") << QByteArray(256, 'a') << qsizetype(256);
    QTest::newRow("one too many") << QByteArray(257, 'a') << qsizetype(256);
    QTest::newRow("two bytes fit") << QByteArray(254, 'a') + "éa" << qsizetype(256);
    QTest::newRow("two bytes do not fit") << QByteArray(255, 'a') + "éa" << qsizetype(255);
    QTest::newRow("four bytes do not fit") << QByteArray(253, 'a') + "😀a" << qsizetype(253);
    QTest::newRow("no UTF-8") << QByteArray(300, '\x80') << qsizetype(256);
}

void TestCaptureReader::previewsAreCutAtACharacter()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qsizetype, size);

    QCOMPARE(textPreview(text), text.first(size));
}

void TestCaptureReader::binaryPayloadsArePreviewedAsHex()
{
    Recording recording(file("binary.capture"));
    for (const qsizetype size : {2, 5000}) {
        tap::TapEvent event = messageIn({});
        event.opcode = 2;
        event.payloadBinary = true;
        event.frame = QByteArray("abc") + QByteArray(size, '\x05');
        event.payloadOffset = 3;
        event.payloadSize = qint32(size);
        recording.record(event);
    }

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows[0].preview, QByteArray("05 05"));
    QVERIFY(rows[1].preview.startsWith("05 05 05"));
    QVERIFY(rows[1].preview.size() <= MaxPreviewBytes);
    QVERIFY(rows[1].payloadBinary);
}

void TestCaptureReader::anUndecodableFrameIsItsOwnPreview()
{
    Recording recording(file("undecodable.capture"));
    recording.record({.kind = tap::EventKind::Undecodable, .opcode = 1, .frame = "[nonsense"});
    recording.record(
        {.kind = tap::EventKind::Undecodable, .opcode = 2, .frame = QByteArray("\x07\xff", 2)});

    const QList<MessageRow> rows = recording.rows();

    QCOMPARE(rows[0].preview, QByteArray("[nonsense"));
    QCOMPARE(rows[1].preview, QByteArray("07 ff"));
}

void TestCaptureReader::aFileThatIsNotThereIsASentence()
{
    const auto reader = CaptureReader::open(file("nowhere.capture"));

    QVERIFY(!reader.isOk());
    QVERIFY(reader.error().startsWith(QStringLiteral("There is no file")));
}

void TestCaptureReader::anEmptyFileIsNoCapture()
{
    QFile empty(file("empty.capture"));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();

    const auto reader = CaptureReader::open(empty.fileName());

    QVERIFY(!reader.isOk());
    QVERIFY(reader.error().contains(QStringLiteral("is not a Channelscope capture")));
}

void TestCaptureReader::aNewerCaptureIsRefusedByBoth()
{
    const QString path = file("newer.capture");
    {
        const Recording recording(path);
    }
    alter(path, "PRAGMA user_version = 99");

    const auto reader = CaptureReader::open(path);
    Capture capture(path);

    QVERIFY(!reader.isOk());
    QVERIFY(reader.error().contains(QStringLiteral("newer version")));
    QVERIFY(capture.start().contains(QStringLiteral("newer version")));
}

void TestCaptureReader::readsFromAFolderThatCannotBeWritten()
{
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("medium #1 ?")));
    const QString folder = file("medium #1 ?");
    const QString path = folder + QStringLiteral("/ä.capture");
    {
        Recording recording(path);
        recording.record(messageIn({}));
    }
    QVERIFY(QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner));

    const auto reader = CaptureReader::open(path);

    QFile::setPermissions(folder,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QVERIFY2(reader.isOk(), reader.isOk() ? "" : qPrintable(reader.error()));
    QCOMPARE(reader.value()->count(), quint64(1));
}

void TestCaptureReader::valuesOutOfRangeAreHarmless()
{
    const QString path = file("hostile.capture");
    {
        Recording recording(path);
        recording.record(messageIn({}));
    }
    alter(path,
          "UPDATE rows SET kind = 999, direction = -5, transport = 77, vsn = -1, opcode = 300, "
          "code = 1e30, connection = -9, generation = 1 << 40, pair = -1, size = -3 << 40, "
          "payload_offset = 9223372036854775807, payload_size = 9223372036854775807, "
          "recipient_count = 'many', recipients = x'ffffffffffffffffffffffff', topic = x'00ff'");
    const auto reader = CaptureReader::open(path);
    QVERIFY(reader.isOk());

    const auto detail = reader.value()->detail(reader.value()->lastSequence());

    QCOMPARE(detail->row.kind, tap::EventKind::Note);
    QCOMPARE(detail->row.direction, tap::Direction::None);
    QCOMPARE(detail->row.connection, quint64(0));
    QCOMPARE(detail->row.code, quint16(65535));
    QCOMPARE(detail->payload, QByteArray());
    QCOMPARE(detail->recipients, QList<quint64> {});
}

void TestCaptureReader::recipientsSurviveTheirEncoding()
{
    const QList<quint64> connections {1, 127, 128, 300, 0, ~quint64(0), 5};
    const QByteArray bytes = recipients::encode(connections);

    QCOMPARE(recipients::decode(bytes), connections);
    for (const quint64 connection : connections)
        QVERIFY(recipients::contains(bytes, connection));
    QVERIFY(!recipients::contains(bytes, 2));
}

void TestCaptureReader::hostileRecipientsEndWhereTheyBreak()
{
    QCOMPARE(recipients::decode(QByteArray("\x05\x80", 2)), QList<quint64> {5});
    QCOMPARE(recipients::decode(QByteArray(1, '\x07') + QByteArray(50, '\xff')),
             QList<quint64> {7});
}

PHX_TEST_CLASS(TestCaptureReader)

} // namespace phx::app

#include "tst_capturereader.moc"
