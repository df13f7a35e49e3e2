// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scriptwire.h"

#include <QElapsedTimer>

#include <deque>
#include <optional>

namespace phx::server::script {

//! \brief The helper's end of the link: blocking reads of standard input, batched writes.
//! What is written leaves before the helper waits, and at least every 20 ms.
class Pipe
{
public:
    Pipe();

    //! Waits for the next call. nullopt: the server is gone.
    std::optional<Frame> next();
    void write(const Frame &frame);
    //! Writes the Ask and waits for its Answer; calls that come before it wait their turn.
    QByteArray ask(const Frame &frame);
    void flush();

private:
    //! \return false at the end of the stream
    bool read();

    FrameBuffer m_in;
    std::deque<Frame> m_waiting; //!< came while an answer was awaited
    QByteArray m_out;
    QElapsedTimer m_flushed;
};

} // namespace phx::server::script
