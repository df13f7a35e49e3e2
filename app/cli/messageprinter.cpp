// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/messageprinter.h"

#include "app/capture/jsonlexport.h"
#include "app/cli/textline.h"

namespace phx::app {

namespace {

const qsizetype BatchRows = 500;

} // namespace

MessagePrinter::MessagePrinter(Format format, QIODevice &output)
    : m_format(format)
    , m_output(output)
{
    m_filter.heartbeats = format == Format::JsonLines;
    m_filter.lifecycle = format == Format::JsonLines;
}

QString MessagePrinter::open(const QString &capturePath)
{
    if (m_format == Format::None)
        return {};
    auto reader = CaptureReader::open(capturePath);
    if (!reader)
        return reader.error();
    m_reader = std::move(reader).value();
    m_after = m_reader->lastSequence();
    return {};
}

bool MessagePrinter::printSome()
{
    if (m_reader == nullptr || !m_enabled)
        return false;
    const QList<quint64> sequences = m_reader->sequences(m_filter, m_after, BatchRows);
    if (sequences.isEmpty())
        return false;
    m_after = sequences.constLast();
    const QByteArray lines = format(sequences);
    return m_output.write(lines) == lines.size() && sequences.size() == BatchRows;
}

QByteArray MessagePrinter::format(const QList<quint64> &sequences) const
{
    QByteArray lines;
    if (m_format == Format::Text) {
        const QList<MessageRow> rows = m_reader->rows(sequences);
        for (const MessageRow &row : rows)
            lines += textLine(row);
        return lines;
    }
    for (const quint64 sequence : sequences) {
        if (const auto detail = m_reader->detail(sequence))
            lines += toJsonLine(*detail);
    }
    return lines;
}

} // namespace phx::app
