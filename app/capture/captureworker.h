// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/recorder.h"
#include "app/state/livesnapshot.h"
#include "app/state/livestate.h"
#include "app/state/pairing.h"
#include "server/tap/tap.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace phx::app {

//! \brief The part of Capture that lives in its thread: drains, orders, pairs, writes and tells.
//!
//! Events of several taps are merged by sequence. One that may still have an older one on its way
//! in another ring waits at most one tick for it. Threads: `phx-capture`, except the constructor.
class CaptureWorker : public QObject
{
    Q_OBJECT

public:
    explicit CaptureWorker(std::unique_ptr<CaptureWriter> writer);

    //! Begins to tick, every 33 ms.
    void start();
    //! Takes what the old taps still hold first.
    void setTaps(std::vector<std::shared_ptr<tap::Tap>> taps);
    void add(const tap::TapEvent &event);
    //! Everything that is recorded so far goes to the file, without waiting for anything older.
    void flush();
    //! Flushes and ends the ticks. The file is closed when the object goes.
    void finish();

Q_SIGNALS:
    //! At most 30 times a second, and only if something changed.
    void advanced(const phx::app::LiveSnapshot &snapshot);

private:
    enum class Late : quint8 { Wait, Ignore }; //!< what to do about events that may still come

    void tick();
    void collect();
    void append(tap::TapEvent &&event);
    void noteDropped(qint64 nowUs);
    [[nodiscard]] std::size_t readyCount(Late late) const;
    void process(Late late);
    void fold(std::size_t count);
    void updateSnapshot(qint64 nowUs);

    Recorder m_recorder;
    Pairing m_pairing;
    LiveState m_state;
    QTimer m_timer;
    std::vector<std::shared_ptr<tap::Tap>> m_taps; //!< shared with the server threads that record
    std::vector<tap::TapEvent> m_pending; //!< by sequence, not processed yet
    std::vector<CapturedRow> m_rows; //!< of one batch; kept for its memory
    std::vector<PairUpdate> m_updates;
    LiveSnapshot m_snapshot;
    quint64 m_lastProcessed = 0;
    quint64 m_waitedFor = 0; //!< events up to this one have waited a tick
    quint64 m_droppedBefore = 0; //!< by taps that were replaced
    quint64 m_droppedNoted = 0;
    qint64 m_droppedNotedUs = 0;
    bool m_isChanged = true; //!< the first tick tells what there is
};

} // namespace phx::app
