// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QtGlobal>

struct sqlite3;

//! What a capture file is: one SQLite database with these tables.
//!
//!   rows   one for each observation: the fields of MessageRow, the frames last
//!   gaps   where the recording was interrupted: sequence of the Note row that says so, when, why
//!   meta   program, version, started_us, continued_us
//!
//! Numbers of enumerations are those of server/tap/tapevent.h, times are µs since the Unix epoch,
//! texts of frames that are text are TEXT (SQLite's JSON functions work on them), other bytes BLOB.
//! `preview` is NULL where the frame is short enough to make it when asked; `recipients` is a list
//! of LEB128 numbers.
namespace phx::app::schema {

constexpr qint64 ApplicationId = 0x43485343; //!< "CHSC", in the file's header
constexpr qint64 Version = 1; //!< of the tables; user_version in the file's header
constexpr qint64 MaxSequence = qint64 {1} << 62; //!< a larger one is no capture of ours

enum class Content : quint8 {
    Capture,
    Empty, //!< a file of no bytes
    Foreign, //!< something else; must not be touched
    Newer, //!< a capture of a later version of this program
    Unreadable, //!< locked, damaged or not allowed
};

//! Looks at the header only and changes nothing.
Content contentOf(sqlite3 *database);

//! Makes the tables, in one transaction, in a database of no bytes. \return whether it worked
[[nodiscard]] bool create(sqlite3 *database);

//! A sentence for a person about a file that is not Content::Capture.
QString refusal(Content content, const QString &path, const QString &error);

} // namespace phx::app::schema
