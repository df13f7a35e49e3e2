// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/statement.h"
#include "app/state/pairing.h"
#include "server/protocol/result.h"
#include "server/tap/tapevent.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <span>

namespace phx::app {

//! An event and its place in the conversation, about to become a row.
struct CapturedRow
{
    const tap::TapEvent *event = nullptr; //!< of the caller
    RowFacts facts {};
};

//! A row that is in the file already has found its reply.
struct PairUpdate
{
    quint64 sequence = 0;
    quint64 pairSequence = 0;
    qint64 rttUs = -1;
};

//! A stretch in which nothing could be written.
struct Gap
{
    quint64 sequence =
        0; //!< of the Note row that tells of it: that of the first event that is missing
    qint64 fromUs = 0;
    qint64 untilUs = 0;
    quint64 events = 0; //!< that are missing
    QByteArray reason {};
};

//! \brief The only one who writes to a capture file.
//!
//! Every call is one transaction: it is in the file whole or not at all, also if the process is
//! killed. WAL with synchronous NORMAL: a power cut may take the last transactions, never the file.
//! Threads: one at a time.
class CaptureWriter
{
public:
    //! Creates the file (mode 0600) or continues a capture; the tap's sequence goes on after its
    //! last. \return a sentence for a person if it is no capture, in use by another recording, or
    //! cannot be written; a file that is no capture is left as it is
    static Result<std::unique_ptr<CaptureWriter>, QString> open(const QString &path);
    ~CaptureWriter();
    CaptureWriter(const CaptureWriter &) = delete;
    CaptureWriter &operator=(const CaptureWriter &) = delete;

    //! \param rows with ascending sequences that the file does not have
    //! \return whether all of it is stored; otherwise nothing is, and error() says why
    [[nodiscard]] bool write(std::span<const CapturedRow> rows,
                             std::span<const PairUpdate> updates);
    //! Stores a gap and its Note row. \return as write()
    [[nodiscard]] bool writeGap(const Gap &gap, const tap::TapEvent &note);

    //! Of the last call that failed, for a person, without a full stop.
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] quint64 rowCount() const { return m_rowCount; }
    [[nodiscard]] quint64 lastSequence() const { return m_lastSequence; }
    //! Bytes of the file and of its log.
    [[nodiscard]] qint64 fileSize() const;

private:
    explicit CaptureWriter(QString path);

    [[nodiscard]] QString prepare();
    [[nodiscard]] QString continueFile();
    bool insert(const CapturedRow &row);
    bool update(const PairUpdate &pair);
    bool commit(bool isComplete);

    QString m_path;
    QLockFile m_lock; //!< against a second recording into the same file
    DatabaseHandle m_database;
    Statement m_insert;
    Statement m_update;
    Statement m_insertGap;
    QString m_error;
    quint64 m_rowCount = 0;
    quint64 m_lastSequence = 0;
};

} // namespace phx::app
