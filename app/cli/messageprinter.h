// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capturereader.h"

#include <QIODevice>
#include <QString>

#include <memory>

namespace phx::app {

//! \brief Prints the rows of a growing capture, each once, in order.
//!
//! The capture is the queue: a slow reader of the output costs no memory and loses nothing.
//! Threads: any one.
class MessagePrinter
{
public:
    enum class Format {
        None,
        Text, //!< for people: textLine(), heartbeats hidden
        JsonLines, //!< the objects of `export`, everything
    };

    //! \param output must outlive this
    MessagePrinter(Format format, QIODevice &output);

    //! Rows that the file holds already are not printed. \return a sentence if it cannot be read,
    //! or empty
    [[nodiscard]] QString open(const QString &capturePath);
    //! Nothing is printed before.
    void enable() { m_enabled = true; }
    //! At most 500 rows. \return true if there may be more; false after a failed write, too
    bool printSome();

private:
    [[nodiscard]] QByteArray format(const QList<quint64> &sequences) const;

    Format m_format;
    QIODevice &m_output;
    std::unique_ptr<CaptureReader> m_reader;
    RowFilter m_filter;
    quint64 m_after = 0;
    bool m_enabled = false;
};

} // namespace phx::app
