// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/tap/spscring.h"
#include "server/tap/tapevent.h"

#include <atomic>
#include <memory>
#include <vector>

namespace phx::tap {

struct TapLimits
{
    qsizetype maxEvents = 65'536; //!< slots of the ring; rounded up to a power of two
    qsizetype maxBytes = 64 * 1024 * 1024; //!< of frames waiting in it
};

//! \brief Where one server thread writes what it sees: a bounded ring that never blocks.
//!
//! Off costs one relaxed load. What does not fit is dropped and counted, and the count is shown.
//! Threads: record() in the one server thread that owns it, drain() in the one capture thread,
//! everything else anywhere.
class Tap
{
public:
    explicit Tap(TapLimits limits = {});

    [[nodiscard]] bool isEnabled() const { return m_enabled.load(std::memory_order_relaxed); }
    void setEnabled(bool enabled) { m_enabled.store(enabled, std::memory_order_relaxed); }

    //! Stamps sequence and time and stores the event, or drops and counts it. Call only if
    //! isEnabled().
    void record(TapEvent &&event);

    //! Sequence of what was recorded last, 0 if that was dropped. Server thread only.
    [[nodiscard]] quint64 lastRecorded() const { return m_lastRecorded; }

    //! Appends what has arrived, oldest first. \return how many
    qsizetype drain(std::vector<TapEvent> &out);

    //! Events dropped since the start because the ring was full.
    [[nodiscard]] quint64 dropped() const { return m_dropped.load(std::memory_order_relaxed); }

private:
    SpscRing<TapEvent> m_ring;
    std::atomic<qsizetype> m_bytes {0};
    std::atomic<quint64> m_dropped {0};
    std::atomic<bool> m_enabled {true};
    qsizetype m_maxBytes = 0;
    quint64 m_lastRecorded = 0; //!< of the server thread
};

//! Next sequence over all taps of the process. Thread-safe.
quint64 nextSequence();
//! The next sequence will be above this one (a capture file is continued). Thread-safe.
void continueSequenceAfter(quint64 sequence);
//! µs since the Unix epoch, from a steady clock anchored once per process. Thread-safe.
qint64 nowUs();

} // namespace phx::tap
