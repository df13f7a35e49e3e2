// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturereader.h"

#include "app/capture/filtersql.h"
#include "app/capture/rowreader.h"
#include "app/capture/schema.h"
#include "app/capture/statement.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QUrl>

#include <algorithm>
#include <sqlite3.h>

namespace phx::app {

namespace {

Q_LOGGING_CATEGORY(lcReader, "phx.app.capture")

constexpr int BusyTimeoutMs = 2000;
constexpr int MaxValueBytes = 256 * 1024 * 1024; //!< of one frame in a file that may be hostile

enum class Access : quint8 {
    Shared, //!< beside a writer
    Immutable, //!< on a medium that cannot be written: no log can be made there
};

DatabaseHandle openDatabase(const QString &path, Access access)
{
    QUrl url = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath());
    QByteArray name = "file:" + url.toEncoded(QUrl::RemoveScheme | QUrl::FullyEncoded).mid(2);
    name += access == Access::Immutable ? "?mode=ro&immutable=1" : "?mode=ro";
    sqlite3 *database = nullptr;
    sqlite3_open_v2(name.constData(), &database,
                    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    DatabaseHandle handle(database);
    if (database == nullptr)
        return handle;
    sqlite3_busy_timeout(database, BusyTimeoutMs);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, MaxValueBytes);
    execute(database, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    return handle;
}

} // namespace

struct CaptureReader::Private
{
    DatabaseHandle database;
    Statement row;
    Statement detail;

    //! Logs how a query ended, if badly.
    void check(int result) const
    {
        if (result != SQLITE_DONE && result != SQLITE_ROW)
            qCWarning(lcReader) << "a query on the capture failed:"
                                << databaseError(database.get());
    }
};

CaptureReader::CaptureReader(std::unique_ptr<Private> content)
    : d(std::move(content))
{ }

CaptureReader::~CaptureReader() = default;

Result<std::unique_ptr<CaptureReader>, QString> CaptureReader::open(const QString &path)
{
    if (!QFileInfo::exists(path))
        return QStringLiteral("There is no file “%1”.").arg(path);
    auto content = std::make_unique<Private>();
    content->database = openDatabase(path, Access::Shared);
    schema::Content kind = schema::contentOf(content->database.get());
    if (kind == schema::Content::Unreadable) {
        DatabaseHandle immutable = openDatabase(path, Access::Immutable);
        if (schema::contentOf(immutable.get()) == schema::Content::Capture) {
            content->database = std::move(immutable);
            kind = schema::Content::Capture;
        }
    }
    sqlite3 *const database = content->database.get();
    if (kind != schema::Content::Capture)
        return schema::refusal(kind, path, databaseError(database));

    content->row = Statement(database, "SELECT " + rowColumns() + " FROM rows WHERE sequence = ?1");
    content->detail =
        Statement(database, "SELECT " + detailColumns() + " FROM rows WHERE sequence = ?1");
    const qint64 last = queryInteger(database, "SELECT ifnull(max(sequence), 0) FROM rows", -1);
    if (!content->row.isValid() || !content->detail.isValid() || last < 0
        || last > schema::MaxSequence || !registerFilterFunctions(database))
        return schema::refusal(schema::Content::Unreadable, path, databaseError(database));
    return std::unique_ptr<CaptureReader>(new CaptureReader(std::move(content)));
}

QList<quint64> CaptureReader::sequences(const RowFilter &filter, quint64 after,
                                        qsizetype limit) const
{
    const FilterSql condition = compile(filter);
    const int afterParameter = condition.nextParameter();
    Statement query(d->database.get(),
                    "SELECT sequence FROM rows WHERE " + condition.where + " AND sequence > ?"
                        + QByteArray::number(afterParameter) + " ORDER BY sequence LIMIT ?"
                        + QByteArray::number(afterParameter + 1));
    condition.bindTo(query);
    query.bind(afterParameter, qint64(std::min(after, quint64(schema::MaxSequence))));
    query.bind(afterParameter + 1, std::max<qsizetype>(limit, 0));

    QList<quint64> found;
    int result = query.step();
    for (; result == SQLITE_ROW; result = query.step())
        found.append(quint64(query.integer(0)));
    d->check(result);
    return found;
}

QList<MessageRow> CaptureReader::rows(const QList<quint64> &sequences) const
{
    QList<MessageRow> found;
    found.reserve(sequences.size());
    for (const quint64 sequence : sequences) {
        d->row.bind(1, qint64(sequence));
        const int result = d->row.step();
        if (result == SQLITE_ROW)
            found.append(readRow(d->row));
        d->check(result);
        d->row.reset();
    }
    return found;
}

std::optional<MessageDetail> CaptureReader::detail(quint64 sequence) const
{
    std::optional<MessageDetail> found;
    d->detail.bind(1, qint64(sequence));
    const int result = d->detail.step();
    if (result == SQLITE_ROW)
        found = readDetail(d->detail);
    d->check(result);
    d->detail.reset();
    return found;
}

quint64 CaptureReader::count() const
{
    return quint64(queryInteger(d->database.get(), "SELECT count(*) FROM rows", 0));
}

quint64 CaptureReader::lastSequence() const
{
    return quint64(queryInteger(d->database.get(), "SELECT max(sequence) FROM rows", 0));
}

} // namespace phx::app
