// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capturewriter.h"
#include "app/state/livesnapshot.h"

#include <memory>
#include <span>

namespace phx::app {

//! \brief Writes to the capture file, and survives that it cannot.
//!
//! An error (the disk is full) pauses the recording with a sentence; every 5 s it tries again, and
//! marks the gap with a row and in the file's table of gaps. What came in between is counted, not
//! kept: memory stays bounded. Threads: capture thread only.
class Recorder
{
public:
    static constexpr qint64 RetryIntervalUs = 5'000'000;

    explicit Recorder(std::unique_ptr<CaptureWriter> writer);

    //! Call at each tick, with nothing too. \param nowUs µs since the Unix epoch
    //! \return whether the rows are stored; if not they are counted as missing
    bool record(std::span<const CapturedRow> rows, std::span<const PairUpdate> updates,
                qint64 nowUs);

    [[nodiscard]] RecordingState state() const { return m_state; }
    //! One sentence while paused, otherwise empty.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] const CaptureWriter &writer() const { return *m_writer; }

private:
    void pause(qint64 nowUs);
    bool resume(qint64 nowUs);

    std::unique_ptr<CaptureWriter> m_writer;
    RecordingState m_state = RecordingState::Recording;
    QString m_problem;
    Gap m_gap; //!< while paused; sequence 0 until an event is missing
    qint64 m_nextTryUs = 0;
};

} // namespace phx::app
