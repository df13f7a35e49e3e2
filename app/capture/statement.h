// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace phx::app {

struct DatabaseCloser
{
    void operator()(sqlite3 *database) const;
};
//! Owns a connection. Used by one thread at a time.
using DatabaseHandle = std::unique_ptr<sqlite3, DatabaseCloser>;

//! What went wrong last on the connection, in the words of SQLite and of the system.
QString databaseError(sqlite3 *database);

//! \brief A prepared statement. An invalid one does nothing and gives no rows.
//!
//! Bound bytes are not copied: they must live until the statement is reset or bound anew.
//! Parameters count from 1, columns from 0, as in SQLite. Threads: that of its connection.
class Statement
{
public:
    Statement() = default;
    Statement(sqlite3 *database, QByteArrayView sql);

    [[nodiscard]] bool isValid() const { return m_statement != nullptr; }

    void bind(int parameter, qint64 value);
    //! Stored as TEXT, whatever the bytes are.
    void bindText(int parameter, QByteArrayView text);
    //! Stored as BLOB; an empty one as NULL.
    void bindBlob(int parameter, QByteArrayView bytes);
    void bindNull(int parameter);

    //! \return SQLITE_ROW, SQLITE_DONE or an error code
    int step();
    //! Ready for the next execution; bindings stay.
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

//! Runs statements that give no rows. \return an SQLite result code
int execute(sqlite3 *database, const char *sql);
//! The first column of the first row; \param fallback if there is none.
qint64 queryInteger(sqlite3 *database, QByteArrayView sql, qint64 fallback);

} // namespace phx::app
