// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturewriter.h"

#include "app/capture/payloadpreview.h"
#include "app/capture/recipients.h"
#include "app/capture/schema.h"
#include "server/tap/tap.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <sqlite3.h>

namespace phx::app {

namespace {

using tap::EventKind;

// Checkpoints cost two waits for the disk: at full speed one per some 40 MiB, not per 4 MiB.
constexpr char Settings[] = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 10000;
PRAGMA journal_size_limit = 67108864;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16384;
PRAGMA trusted_schema = OFF;
)";

constexpr char InsertRow[] =
    "INSERT INTO rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
    "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)";

enum Column : int {
    Sequence = 1,
    TimeUs,
    Kind,
    Direction,
    Transport,
    VsnNumber,
    Opcode,
    Code,
    Connection,
    Heartbeat,
    Topic,
    EventName,
    Status,
    JoinRef,
    Ref,
    Generation,
    Superseded,
    PairSequence,
    RttUs,
    DurationUs,
    Size,
    PayloadOffset,
    PayloadSize,
    PayloadBinary,
    RecipientCount,
    Detail,
    Peer,
    SocketId,
    Preview,
    Recipients,
    FrameBytes,
    AnswerBytes,
};

constexpr int BusyTimeoutMs = 2000;

QString createFile(const QString &path)
{
    QFile file(path);
    if (file.exists())
        return {};
    if (file.open(QIODevice::NewOnly | QIODevice::WriteOnly,
                  QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return {};
    return QStringLiteral("The capture “%1” cannot be created: %2.").arg(path, file.errorString());
}

//! A preview that the reader cannot make from a short frame by itself; null if it can.
QByteArray storedPreview(const tap::TapEvent &event)
{
    const bool isUndecodable = event.kind == EventKind::Undecodable && event.payloadOffset < 0;
    if (!isUndecodable && event.frame.size() <= MaxUnpreviewedFrame)
        return {};
    const QByteArrayView payload = isUndecodable
        ? QByteArrayView(event.frame)
        : payloadOf(event.frame, event.payloadOffset, event.payloadSize);
    const bool isBinary = isUndecodable ? event.opcode == 2 : event.payloadBinary;
    return isBinary ? binaryPreview(payload) : textPreview(payload);
}

void bindNumbers(Statement &insert, const tap::TapEvent &event)
{
    insert.bind(Sequence, qint64(event.sequence));
    insert.bind(TimeUs, event.timeUs);
    insert.bind(Kind, qint64(event.kind));
    insert.bind(Direction, qint64(event.direction));
    insert.bind(Transport, qint64(event.transport));
    insert.bind(VsnNumber, event.vsn);
    insert.bind(Opcode, event.opcode);
    insert.bind(Code, event.code);
    insert.bind(Connection, qint64(event.connection));
    insert.bind(Heartbeat, event.heartbeat ? 1 : 0);
    insert.bind(DurationUs, event.durationUs);
    insert.bind(Size, event.frame.size());
    insert.bind(PayloadOffset, event.payloadOffset);
    insert.bind(PayloadSize, event.payloadSize);
    insert.bind(PayloadBinary, event.payloadBinary ? 1 : 0);
    insert.bind(RecipientCount, event.recipients.size());
}

void bindTexts(Statement &insert, const tap::TapEvent &event)
{
    insert.bindText(Topic, event.topic);
    insert.bindText(EventName, event.event);
    insert.bindText(Status, event.status);
    insert.bindText(JoinRef, event.joinRef);
    insert.bindText(Ref, event.ref);
    insert.bindText(Detail, event.detail);
    insert.bindText(Peer, event.peer);
    insert.bindText(SocketId, event.socketId);
}

//! Text frames as TEXT, so that SQLite's JSON functions work on them.
void bindFrames(Statement &insert, const tap::TapEvent &event)
{
    constexpr quint8 BinaryOpcode = 2;
    if (event.opcode == BinaryOpcode)
        insert.bindBlob(FrameBytes, event.frame);
    else if (event.frame.isEmpty())
        insert.bindNull(FrameBytes);
    else
        insert.bindText(FrameBytes, event.frame);
    insert.bindBlob(AnswerBytes, event.answer);
}

} // namespace

CaptureWriter::CaptureWriter(QString path)
    : m_path(std::move(path))
    , m_lock(m_path + QStringLiteral(".lock"))
{
    // Only a process that is gone makes the lock stale, not the time that a recording takes.
    m_lock.setStaleLockTime(0);
}

CaptureWriter::~CaptureWriter() = default;

Result<std::unique_ptr<CaptureWriter>, QString> CaptureWriter::open(const QString &path)
{
    std::unique_ptr<CaptureWriter> writer(new CaptureWriter(path));
    if (!writer->m_lock.tryLock(0)) {
        return writer->m_lock.error() == QLockFile::LockFailedError
            ? QStringLiteral("“%1” is being recorded by another Channelscope. Close it there or "
                             "choose another file.")
                  .arg(path)
            : QStringLiteral("The capture “%1” cannot be created: its folder cannot be written.")
                  .arg(path);
    }
    if (const QString problem = createFile(path); !problem.isEmpty())
        return problem;
    if (const QString problem = writer->prepare(); !problem.isEmpty())
        return problem;
    return writer;
}

QString CaptureWriter::prepare()
{
    sqlite3 *database = nullptr;
    const QByteArray name = QFile::encodeName(m_path);
    const int opened = sqlite3_open_v2(name.constData(), &database,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(database);
    if (opened != SQLITE_OK)
        return schema::refusal(schema::Content::Unreadable, m_path, databaseError(database));
    sqlite3_busy_timeout(database, BusyTimeoutMs);

    const schema::Content content = schema::contentOf(database);
    if (content == schema::Content::Empty) {
        if (!schema::create(database))
            return QStringLiteral("The capture “%1” cannot be written: %2.")
                .arg(m_path, databaseError(database));
    } else if (content != schema::Content::Capture) {
        return schema::refusal(content, m_path, databaseError(database));
    }
    if (execute(database, Settings) != SQLITE_OK)
        return QStringLiteral("The capture “%1” cannot be written: %2.")
            .arg(m_path, databaseError(database));

    m_insert = Statement(database, InsertRow);
    m_update = Statement(database, "UPDATE rows SET pair = ?2, rtt_us = ?3 WHERE sequence = ?1");
    m_insertGap = Statement(database, "INSERT INTO gaps VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!m_insert.isValid() || !m_update.isValid() || !m_insertGap.isValid())
        return schema::refusal(schema::Content::Unreadable, m_path, databaseError(database));
    return continueFile();
}

QString CaptureWriter::continueFile()
{
    const qint64 last = queryInteger(m_database.get(), "SELECT max(sequence) FROM rows", 0);
    if (last < 0 || last > schema::MaxSequence)
        return schema::refusal(schema::Content::Unreadable, m_path,
                               QStringLiteral("its row numbers are damaged"));
    if (last > 0)
        m_rowCount = quint64(queryInteger(m_database.get(), "SELECT count(*) FROM rows", 0));
    m_lastSequence = quint64(last);
    tap::continueSequenceAfter(m_lastSequence);

    Statement meta(m_database.get(), "INSERT OR REPLACE INTO meta VALUES ('continued_us', ?1)");
    meta.bind(1, tap::nowUs());
    if (last > 0 && meta.step() != SQLITE_DONE)
        return QStringLiteral("The capture “%1” cannot be written: %2.")
            .arg(m_path, databaseError(m_database.get()));
    return {};
}

bool CaptureWriter::insert(const CapturedRow &row)
{
    const tap::TapEvent &event = *row.event;
    bindNumbers(m_insert, event);
    bindTexts(m_insert, event);
    bindFrames(m_insert, event);
    m_insert.bind(Generation, row.facts.generation);
    m_insert.bind(Superseded, row.facts.superseded ? 1 : 0);
    m_insert.bind(PairSequence, qint64(row.facts.pairSequence));
    m_insert.bind(RttUs, row.facts.rttUs);
    const QByteArray preview = storedPreview(event);
    if (preview.isNull())
        m_insert.bindNull(Preview);
    else
        m_insert.bindText(Preview, preview);
    const QByteArray recipientBytes =
        event.recipients.isEmpty() ? QByteArray() : recipients::encode(event.recipients);
    m_insert.bindBlob(Recipients, recipientBytes);
    const bool isDone = m_insert.step() == SQLITE_DONE;
    if (!isDone)
        m_error = databaseError(m_database.get());
    m_insert.reset();
    return isDone;
}

bool CaptureWriter::update(const PairUpdate &pair)
{
    m_update.bind(1, qint64(pair.sequence));
    m_update.bind(2, qint64(pair.pairSequence));
    m_update.bind(3, pair.rttUs);
    const bool isDone = m_update.step() == SQLITE_DONE;
    if (!isDone)
        m_error = databaseError(m_database.get());
    m_update.reset();
    return isDone;
}

bool CaptureWriter::commit(bool isComplete)
{
    if (isComplete && execute(m_database.get(), "COMMIT") == SQLITE_OK)
        return true;
    if (isComplete)
        m_error = databaseError(m_database.get());
    // A full disk may have rolled back by itself.
    if (sqlite3_get_autocommit(m_database.get()) == 0)
        execute(m_database.get(), "ROLLBACK");
    return false;
}

bool CaptureWriter::write(std::span<const CapturedRow> rows, std::span<const PairUpdate> updates)
{
    if (execute(m_database.get(), "BEGIN IMMEDIATE") != SQLITE_OK) {
        m_error = databaseError(m_database.get());
        return false;
    }
    const bool isComplete = std::all_of(rows.begin(), rows.end(),
                                        [this](const CapturedRow &row) { return insert(row); })
        && std::all_of(updates.begin(), updates.end(),
                       [this](const PairUpdate &pair) { return update(pair); });
    if (!commit(isComplete))
        return false;
    m_rowCount += rows.size();
    if (!rows.empty())
        m_lastSequence = std::max(m_lastSequence, rows.back().event->sequence);
    return true;
}

bool CaptureWriter::writeGap(const Gap &gap, const tap::TapEvent &note)
{
    if (execute(m_database.get(), "BEGIN IMMEDIATE") != SQLITE_OK) {
        m_error = databaseError(m_database.get());
        return false;
    }
    m_insertGap.bind(1, qint64(gap.sequence));
    m_insertGap.bind(2, gap.fromUs);
    m_insertGap.bind(3, gap.untilUs);
    m_insertGap.bind(4, qint64(gap.events));
    m_insertGap.bindText(5, gap.reason);
    const bool isStored = m_insertGap.step() == SQLITE_DONE;
    if (!isStored)
        m_error = databaseError(m_database.get());
    m_insertGap.reset();
    if (!commit(isStored && insert({.event = &note})))
        return false;
    ++m_rowCount;
    m_lastSequence = std::max(m_lastSequence, note.sequence);
    return true;
}

qint64 CaptureWriter::fileSize() const
{
    return QFileInfo(m_path).size() + QFileInfo(m_path + QStringLiteral("-wal")).size();
}

} // namespace phx::app
