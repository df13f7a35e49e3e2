// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/messagemodel.h"

#include "ui/models/rowtext.h"
#include "ui/models/sequencequery.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace phx::ui {

namespace {

// Sequences that may be tested on the GUI thread at once: about 5 ms, with a search in payloads 20.
constexpr quint64 TickRows = 10'000;

Qt::Alignment alignmentOf(Column column)
{
    const bool number =
        column == Column::Sequence || column == Column::DeltaTime || column == Column::RoundTrip;
    return (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

MessageModel::MessageModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_pages(MaxPages)
{
    m_thread.setObjectName(QStringLiteral("phx-filter"));
}

MessageModel::~MessageModel()
{
    if (m_query != nullptr)
        m_query->supersede(std::numeric_limits<quint64>::max());
    m_thread.quit();
    m_thread.wait();
}

QString MessageModel::open(const QString &capturePath)
{
    Q_ASSERT(!m_reader);
    auto opened = app::CaptureReader::open(capturePath);
    if (!opened.isOk())
        return opened.error();
    m_reader = std::move(opened).value();

    m_query = new SequenceQuery(capturePath);
    m_query->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_query, &QObject::deleteLater);
    connect(m_query, &SequenceQuery::finished, this, &MessageModel::handleResult);
    m_thread.start();
    setFilter(m_filter);
    return {};
}

void MessageModel::setFilter(const app::RowFilter &filter)
{
    m_filter = filter;
    if (m_query != nullptr)
        startQuery(Query::Filter);
}

bool MessageModel::hasMatch(const app::RowFilter &filter) const
{
    return m_reader && !m_reader->sequences(filter, 0, 1).isEmpty();
}

void MessageModel::startQuery(Query kind)
{
    m_running = kind;
    ++m_queryNumber;
    m_query->supersede(m_queryNumber);
    const quint64 after = kind == Query::Filter ? 0 : m_scanned;
    QMetaObject::invokeMethod(
        m_query,
        [query = m_query, number = m_queryNumber, filter = m_filter, after] {
            query->run(number, filter, after);
        },
        Qt::QueuedConnection);
}

void MessageModel::handleResult(quint64 query, const QList<quint64> &sequences, quint64 upTo)
{
    if (query != m_queryNumber)
        return;
    const Query answered = std::exchange(m_running, Query::None);
    m_scanned = std::max(upTo, answered == Query::Filter ? 0 : m_scanned);
    if (answered == Query::Filter)
        replaceRows(sequences);
    else
        appendRows(sequences);
    catchUp();
}

void MessageModel::replaceRows(const QList<quint64> &sequences)
{
    const auto waiting = m_held
        ? std::upper_bound(sequences.cbegin(), sequences.cend(), m_heldAfter)
        : sequences.cend();
    beginResetModel();
    m_pages.clear();
    m_sequences = sequences;
    m_sequences.resize(waiting - sequences.cbegin());
    m_waiting = QList<quint64>(waiting, sequences.cend());
    endResetModel();
    emit filtered();
    emit waitingChanged();
}

void MessageModel::advance(const app::LiveSnapshot &snapshot)
{
    m_available = std::max(m_available, snapshot.lastSequence);
    if (!m_reader)
        return;
    refetch(snapshot.changedRows);
    if (m_running == Query::None)
        catchUp();
}

void MessageModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    m_heldAfter = m_scanned;
    insertBatch(std::exchange(m_waiting, {}));
    emit waitingChanged();
}

void MessageModel::catchUp()
{
    if (m_available <= m_scanned)
        return;
    // A tick's rows are tested at once; more, and the window would stand still meanwhile.
    if (m_available - m_scanned > TickRows) {
        startQuery(Query::CatchUp);
        return;
    }
    const QList<quint64> added =
        m_reader->sequences(m_filter, m_scanned, std::numeric_limits<int>::max());
    m_scanned = added.isEmpty() ? m_available : std::max(m_available, added.constLast());
    appendRows(added);
}

void MessageModel::appendRows(const QList<quint64> &sequences)
{
    if (sequences.isEmpty())
        return;
    if (!m_held) {
        insertBatch(sequences);
        return;
    }
    m_waiting += sequences;
    emit waitingChanged();
}

void MessageModel::insertBatch(const QList<quint64> &sequences)
{
    if (sequences.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(sequences.size()) - 1);
    m_sequences += sequences;
    endInsertRows();
}

void MessageModel::refetch(const QList<quint64> &sequences)
{
    int first = rowCount();
    int last = -1;
    QList<quint64> wanted;
    for (const quint64 sequence : sequences) {
        const int row = rowOf(sequence);
        if (row < 0)
            continue;
        first = std::min(first, row);
        last = std::max(last, row);
        if (m_pages.contains(row / PageRows))
            wanted.append(sequence);
    }
    if (last < 0)
        return;
    const QList<app::MessageRow> fresh =
        wanted.isEmpty() ? QList<app::MessageRow>() : m_reader->rows(wanted);
    for (const app::MessageRow &row : fresh) {
        const int number = rowOf(row.sequence);
        QList<app::MessageRow> *cached = m_pages.object(number / PageRows);
        if (cached != nullptr && number % PageRows < cached->size())
            (*cached)[number % PageRows] = row;
    }
    emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

quint64 MessageModel::sequenceAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_sequences.at(row) : 0;
}

int MessageModel::lowerBound(quint64 sequence) const
{
    const auto found = std::lower_bound(m_sequences.cbegin(), m_sequences.cend(), sequence);
    return int(found - m_sequences.cbegin());
}

int MessageModel::rowOf(quint64 sequence) const
{
    const int row = lowerBound(sequence);
    return row < rowCount() && m_sequences.at(row) == sequence ? row : -1;
}

QList<app::MessageRow> *MessageModel::page(int number) const
{
    const qsizetype begin = qsizetype(number) * PageRows;
    const qsizetype wanted = std::min<qsizetype>(PageRows, m_sequences.size() - begin);
    QList<app::MessageRow> *cached = m_pages.object(number);
    const qsizetype have = cached == nullptr ? 0 : cached->size();
    if (cached != nullptr && have >= wanted)
        return cached;
    if (cached == nullptr) {
        cached = new QList<app::MessageRow>;
        m_pages.insert(number, cached);
    }
    // The last page grows while the capture does: only what is new is read.
    const QList<quint64> missing = m_sequences.mid(begin + have, wanted - have);
    const QList<app::MessageRow> rows = m_reader->rows(missing);
    qsizetype next = 0;
    for (const quint64 sequence : missing) {
        if (next < rows.size() && rows.at(next).sequence == sequence) {
            cached->append(rows.at(next++));
            continue;
        }
        app::MessageRow unreadable;
        unreadable.sequence = sequence;
        cached->append(unreadable);
    }
    return cached;
}

const app::MessageRow &MessageModel::rowAt(int row) const
{
    return page(row / PageRows)->at(row % PageRows);
}

std::optional<app::MessageDetail> MessageModel::detail(quint64 sequence) const
{
    return m_reader && sequence != 0 ? m_reader->detail(sequence) : std::nullopt;
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sequences.size());
}

int MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Column column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: {
        // The row above may be on another page, whose reading may drop this one: times first.
        const qint64 previousUs =
            column == Column::DeltaTime && index.row() > 0 ? rowAt(index.row() - 1).timeUs : 0;
        return cellText(rowAt(index.row()), column, previousUs);
    }
    case Qt::TextAlignmentRole:
        return int(alignmentOf(column));
    case Qt::AccessibleTextRole:
        return rowSentence(rowAt(index.row()));
    default:
        return {};
    }
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(Column(section));
    if (role == Qt::TextAlignmentRole)
        return int(alignmentOf(Column(section)));
    return {};
}

void MessageModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace phx::ui
