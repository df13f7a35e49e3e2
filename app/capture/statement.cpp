// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/statement.h"

#include <sqlite3.h>

namespace phx::app {

void DatabaseCloser::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

QString databaseError(sqlite3 *database)
{
    // SQLite is content with a file that makes no sense to us.
    if (sqlite3_errcode(database) == SQLITE_OK || sqlite3_errcode(database) >= SQLITE_ROW)
        return QStringLiteral("the file is damaged");
    QString text = QString::fromUtf8(sqlite3_errmsg(database));
    const int systemError = sqlite3_system_errno(database);
    if (sqlite3_errcode(database) == SQLITE_IOERR && systemError != 0)
        text += QStringLiteral(": ") + qt_error_string(systemError);
    return text;
}

Statement::Statement(sqlite3 *database, QByteArrayView sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                       SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
}

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void Statement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void Statement::bindText(int parameter, QByteArrayView text)
{
    // A null pointer would bind NULL, and empty text is a value.
    const char *const data = text.isEmpty() ? "" : text.data();
    sqlite3_bind_text64(m_statement.get(), parameter, data, static_cast<quint64>(text.size()),
                        SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int parameter, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        bindNull(parameter);
    else
        sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(),
                            static_cast<quint64>(bytes.size()), SQLITE_STATIC);
}

void Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
}

int Statement::step()
{
    return m_statement ? sqlite3_step(m_statement.get()) : SQLITE_MISUSE;
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray Statement::bytes(int column) const
{
    const void *const data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return {static_cast<const char *>(data), size};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

int execute(sqlite3 *database, const char *sql)
{
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
}

qint64 queryInteger(sqlite3 *database, QByteArrayView sql, qint64 fallback)
{
    Statement statement(database, sql);
    return statement.step() == SQLITE_ROW && !statement.isNull(0) ? statement.integer(0) : fallback;
}

} // namespace phx::app
