// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/schema.h"

#include "app/capture/statement.h"
#include "server/tap/tap.h"

#include <sqlite3.h>

namespace phx::app::schema {

namespace {

// Columns that scans and the list read come first, bytes that may be long come last: SQLite then
// reads long ones from their overflow pages only when asked.
// Only topics have an index: each one costs as much as the row itself when writing. A connection
// has to be looked for in the recipients of every fan-out anyway, so an index of its own would gain
// little.
constexpr char Tables[] = R"(
CREATE TABLE rows (
  sequence INTEGER PRIMARY KEY,
  time_us INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  transport INTEGER NOT NULL,
  vsn INTEGER NOT NULL,
  opcode INTEGER NOT NULL,
  code INTEGER NOT NULL,
  connection INTEGER NOT NULL,
  heartbeat INTEGER NOT NULL,
  topic TEXT NOT NULL,
  event TEXT NOT NULL,
  status TEXT NOT NULL,
  join_ref TEXT NOT NULL,
  ref TEXT NOT NULL,
  generation INTEGER NOT NULL,
  superseded INTEGER NOT NULL,
  pair INTEGER NOT NULL,
  rtt_us INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  size INTEGER NOT NULL,
  payload_offset INTEGER NOT NULL,
  payload_size INTEGER NOT NULL,
  payload_binary INTEGER NOT NULL,
  recipient_count INTEGER NOT NULL,
  detail TEXT NOT NULL,
  peer TEXT NOT NULL,
  socket_id TEXT NOT NULL,
  preview TEXT,
  recipients BLOB,
  frame,
  answer
);
CREATE INDEX rows_by_topic ON rows(topic);
CREATE TABLE gaps (
  sequence INTEGER PRIMARY KEY,
  from_us INTEGER NOT NULL,
  until_us INTEGER NOT NULL,
  events INTEGER NOT NULL,
  reason TEXT NOT NULL
);
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
)";

bool createTables(sqlite3 *database)
{
    const QByteArray header = "PRAGMA application_id = " + QByteArray::number(ApplicationId)
        + "; PRAGMA user_version = " + QByteArray::number(Version) + ';';
    if (execute(database, header.constData()) != SQLITE_OK
        || execute(database, Tables) != SQLITE_OK)
        return false;
    Statement meta(database,
                   "INSERT INTO meta VALUES ('program', 'Channelscope'), ('version', ?1), "
                   "('started_us', ?2)");
    meta.bindText(1, PHX_VERSION);
    meta.bind(2, tap::nowUs());
    return meta.step() == SQLITE_DONE;
}

} // namespace

Content contentOf(sqlite3 *database)
{
    Statement application(database, "PRAGMA application_id");
    const int result = application.step();
    if (result != SQLITE_ROW)
        return (result & 0xff) == SQLITE_NOTADB ? Content::Foreign : Content::Unreadable;
    if (application.integer(0) == ApplicationId) {
        const qint64 version = queryInteger(database, "PRAGMA user_version", 0);
        return version == Version ? Content::Capture
            : version > Version   ? Content::Newer
                                  : Content::Unreadable;
    }
    return queryInteger(database, "PRAGMA page_count", 1) == 0 ? Content::Empty : Content::Foreign;
}

bool create(sqlite3 *database)
{
    // Still with a rollback journal: the numbers that tell a capture are then in the file itself
    // from the first moment, not only in the log beside it.
    if (execute(database, "BEGIN IMMEDIATE") != SQLITE_OK)
        return false;
    if (createTables(database) && execute(database, "COMMIT") == SQLITE_OK)
        return true;
    if (sqlite3_get_autocommit(database) == 0)
        execute(database, "ROLLBACK");
    return false;
}

QString refusal(Content content, const QString &path, const QString &error)
{
    switch (content) {
    case Content::Empty:
    case Content::Foreign:
        return QStringLiteral("“%1” is not a Channelscope capture. Choose another file.").arg(path);
    case Content::Newer:
        return QStringLiteral("“%1” was recorded by a newer version of Channelscope. Open it with "
                              "that version.")
            .arg(path);
    case Content::Capture:
    case Content::Unreadable:
        break;
    }
    return QStringLiteral("The capture “%1” cannot be read: %2.").arg(path, error);
}

} // namespace phx::app::schema
