// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capturereader.h"
#include "app/state/livesnapshot.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QThread>

#include <memory>

namespace phx::ui {

class SequenceQuery;

//! \brief The rows of the capture that pass the filter: their sequences, and the pages on screen.
//!
//! One insertion per snapshot; a new filter is one query in a thread of its own and one reset, and
//! so is catching up on more rows than one tick brings, without the reset. Rows are read 256 at a
//! time when a view asks for one of them, so memory is 8 bytes per row and a bounded cache. Rows
//! are identified by sequence; row numbers mean nothing beyond one filter. Threads: GUI.
class MessageModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    //! Rows of one page of the cache, and pages that are kept.
    static constexpr int PageRows = 256;
    static constexpr int MaxPages = 64;

    explicit MessageModel(QObject *parent = nullptr);
    ~MessageModel() override; //!< waits for a query that runs

    //! The capture file to show; it exists already. \return an error sentence, or empty
    [[nodiscard]] QString open(const QString &capturePath);

    //! Takes effect with a reset a little later; until then the old rows stay.
    void setFilter(const app::RowFilter &filter);
    [[nodiscard]] const app::RowFilter &filter() const { return m_filter; }
    //! Does any row pass? Reads the file.
    [[nodiscard]] bool hasMatch(const app::RowFilter &filter) const;
    //! The capture has grown or rows have changed.
    void advance(const app::LiveSnapshot &snapshot);
    //! Held: the capture goes on, but no row is inserted until it is released; a filter chosen
    //! meanwhile shows what had come before. Emits waitingChanged().
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }
    //! Rows that pass the filter and wait for the release.
    [[nodiscard]] int waitingRows() const { return int(m_waiting.size()); }

    [[nodiscard]] quint64 sequenceAt(int row) const;
    //! \return -1 if the filter hides it
    [[nodiscard]] int rowOf(quint64 sequence) const;
    //! The first row at or after a sequence; rowCount() if all are before it.
    [[nodiscard]] int lowerBound(quint64 sequence) const;
    //! Of the page cache. \param row 0 to rowCount() - 1. Valid until the next call.
    [[nodiscard]] const app::MessageRow &rowAt(int row) const;
    //! Everything about a row, hidden ones too. Reads the file.
    [[nodiscard]] std::optional<app::MessageDetail> detail(quint64 sequence) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    //! Text in another language: the view asks again.
    void retranslate();

Q_SIGNALS:
    //! A filter has taken effect, after the reset.
    void filtered();
    //! waitingRows() or isHeld() has changed.
    void waitingChanged();

private:
    enum class Query : quint8 { None, Filter, CatchUp };

    void startQuery(Query kind);
    void handleResult(quint64 query, const QList<quint64> &sequences, quint64 upTo);
    void replaceRows(const QList<quint64> &sequences);
    void appendRows(const QList<quint64> &sequences);
    void insertBatch(const QList<quint64> &sequences);
    void catchUp();
    void refetch(const QList<quint64> &sequences);
    [[nodiscard]] QList<app::MessageRow> *page(int number) const;

    std::unique_ptr<app::CaptureReader> m_reader;
    QThread m_thread;
    SequenceQuery *m_query = nullptr; //!< lives in m_thread; deleted when it finishes
    quint64 m_queryNumber = 0; //!< of the last query asked for
    Query m_running = Query::None;
    bool m_held = false;
    app::RowFilter m_filter;
    QList<quint64> m_sequences;
    QList<quint64> m_waiting; //!< later than m_sequences; while held
    quint64 m_heldAfter = 0; //!< sequences up to here are shown while held
    quint64 m_scanned = 0; //!< sequences up to here have been tested against the filter
    quint64 m_available = 0; //!< sequences up to here can be read
    mutable QCache<int, QList<app::MessageRow>> m_pages;
};

} // namespace phx::ui
