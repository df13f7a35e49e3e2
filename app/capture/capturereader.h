// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"
#include "server/protocol/result.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

struct sqlite3;

namespace phx::app {

//! \brief Read-only queries on a capture file, live or finished.
//!
//! Threads: one thread per reader; any number of readers beside the one writer (WAL).
//! Errors of single queries give empty results and are logged; they cannot happen on a sound file.
class CaptureReader
{
public:
    //! \return a sentence for a person if the file cannot be read or is no capture
    static Result<std::unique_ptr<CaptureReader>, QString> open(const QString &path);
    ~CaptureReader();
    CaptureReader(const CaptureReader &) = delete;
    CaptureReader &operator=(const CaptureReader &) = delete;

    //! Sequences of matching rows after `after`, ascending. \param limit at most so many
    [[nodiscard]] QList<quint64> sequences(const RowFilter &filter, quint64 after,
                                           qsizetype limit) const;
    //! Rows by sequence, in the order asked; unknown ones are left out.
    [[nodiscard]] QList<MessageRow> rows(const QList<quint64> &sequences) const;
    [[nodiscard]] std::optional<MessageDetail> detail(quint64 sequence) const;
    //! All rows that are stored.
    [[nodiscard]] quint64 count() const;
    //! The highest stored sequence, 0 if empty.
    [[nodiscard]] quint64 lastSequence() const;

private:
    struct Private;
    explicit CaptureReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace phx::app
