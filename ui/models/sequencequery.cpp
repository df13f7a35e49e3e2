// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/sequencequery.h"

#include <limits>

namespace phx::ui {

namespace {

// Of one query; so a superseded one ends soon even in a very large capture.
constexpr qsizetype ChunkRows = 200'000;

} // namespace

SequenceQuery::SequenceQuery(QString capturePath)
    : m_path(std::move(capturePath))
{ }

void SequenceQuery::run(quint64 query, const app::RowFilter &filter, quint64 after)
{
    if (!m_reader) {
        auto opened = app::CaptureReader::open(m_path);
        if (!opened.isOk())
            return;
        m_reader = std::move(opened).value();
    }
    const quint64 last = m_reader->lastSequence();
    QList<quint64> sequences;
    while (m_newest.load(std::memory_order_relaxed) == query) {
        const QList<quint64> chunk = m_reader->sequences(filter, after, ChunkRows);
        sequences += chunk;
        if (chunk.size() < ChunkRows) {
            // Rows that were written after `last` was read may be in the answer already.
            const quint64 upTo = std::max(last, sequences.isEmpty() ? 0 : sequences.constLast());
            emit finished(query, sequences, upTo);
            return;
        }
        after = chunk.constLast();
    }
}

} // namespace phx::ui
