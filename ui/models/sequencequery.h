// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capturereader.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace phx::ui {

//! \brief Runs the query of a new filter over a whole capture, away from the GUI thread.
//!
//! A query that a newer one has made pointless is skipped. Threads: run() in its own thread,
//! supersede() anywhere.
class SequenceQuery : public QObject
{
    Q_OBJECT

public:
    explicit SequenceQuery(QString capturePath);

    //! Queries up to this number are of no interest any more, except that one.
    void supersede(quint64 query) { m_newest.store(query, std::memory_order_relaxed); }
    //! Answers with finished(), unless superseded. \param after sequences up to here are left out
    void run(quint64 query, const phx::app::RowFilter &filter, quint64 after);

Q_SIGNALS:
    //! \param upTo sequences up to here were tested
    void finished(quint64 query, const QList<quint64> &sequences, quint64 upTo);

private:
    QString m_path;
    std::unique_ptr<app::CaptureReader> m_reader; //!< made in the thread that uses it
    std::atomic<quint64> m_newest {0};
};

} // namespace phx::ui
