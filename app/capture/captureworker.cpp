// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/captureworker.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace phx::app {

namespace {

constexpr std::chrono::milliseconds TickInterval {33};
constexpr qint64 DropNoteIntervalUs = 1'000'000;

//! Writing beyond a limit on file sizes must be an error that pauses, not a signal that kills.
void blockFileSizeSignal()
{
#ifdef Q_OS_UNIX
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
#endif
}

bool isEarlier(const tap::TapEvent &left, const tap::TapEvent &right)
{
    return left.sequence < right.sequence;
}

} // namespace

CaptureWorker::CaptureWorker(std::unique_ptr<CaptureWriter> writer)
    : m_recorder(std::move(writer))
    , m_timer(this)
    , m_lastProcessed(m_recorder.writer().lastSequence())
{
    m_timer.setInterval(TickInterval);
    connect(&m_timer, &QTimer::timeout, this, &CaptureWorker::tick);
}

void CaptureWorker::start()
{
    blockFileSizeSignal();
    m_timer.start();
}

void CaptureWorker::setTaps(std::vector<std::shared_ptr<tap::Tap>> taps)
{
    collect();
    for (const auto &tap : m_taps)
        m_droppedBefore += tap->dropped();
    m_taps = std::move(taps);
}

void CaptureWorker::add(const tap::TapEvent &event)
{
    append(tap::TapEvent(event));
}

void CaptureWorker::append(tap::TapEvent &&event)
{
    const auto at = std::upper_bound(m_pending.begin(), m_pending.end(), event, isEarlier);
    m_pending.insert(at, std::move(event));
}

void CaptureWorker::flush()
{
    collect();
    process(Late::Ignore);
}

void CaptureWorker::finish()
{
    m_timer.stop();
    collect();
    m_droppedNotedUs = 0;
    noteDropped(tap::nowUs());
    process(Late::Ignore);
}

void CaptureWorker::tick()
{
    collect();
    const qint64 nowUs = tap::nowUs();
    noteDropped(nowUs);
    process(Late::Wait);
    updateSnapshot(nowUs);
}

void CaptureWorker::collect()
{
    quint64 dropped = m_droppedBefore;
    for (const auto &tap : m_taps) {
        const auto before = std::ptrdiff_t(m_pending.size());
        tap->drain(m_pending);
        // Each ring is in order by itself.
        std::inplace_merge(m_pending.begin(), m_pending.begin() + before, m_pending.end(),
                           isEarlier);
        dropped += tap->dropped();
    }
    m_isChanged = m_isChanged || dropped != m_snapshot.dropped;
    m_snapshot.dropped = dropped;
}

void CaptureWorker::noteDropped(qint64 nowUs)
{
    if (m_snapshot.dropped == m_droppedNoted || nowUs - m_droppedNotedUs < DropNoteIntervalUs)
        return;
    const quint64 count = m_snapshot.dropped - m_droppedNoted;
    append({.sequence = tap::nextSequence(),
            .timeUs = nowUs,
            .kind = tap::EventKind::Note,
            .detail = QByteArray::number(count) + (count == 1 ? " event was" : " events were")
                + " not recorded: they came faster than they could be stored."});
    m_droppedNoted = m_snapshot.dropped;
    m_droppedNotedUs = nowUs;
}

std::size_t CaptureWorker::readyCount(Late late) const
{
    if (late == Late::Ignore)
        return m_pending.size();
    quint64 last = m_lastProcessed;
    const auto isReady = [&last, this](const tap::TapEvent &event) {
        if (event.sequence > m_waitedFor && event.sequence > last + 1)
            return false;
        last = event.sequence;
        return true;
    };
    const auto end = std::find_if_not(m_pending.begin(), m_pending.end(), isReady);
    return std::size_t(end - m_pending.begin());
}

void CaptureWorker::process(Late late)
{
    // One that comes after all is given a new number: readers have gone on beyond its own.
    while (!m_pending.empty() && m_pending.front().sequence <= m_lastProcessed) {
        tap::TapEvent event = std::move(m_pending.front());
        m_pending.erase(m_pending.begin());
        event.sequence = tap::nextSequence();
        append(std::move(event));
    }
    const std::size_t count = readyCount(late);
    fold(count);
    const bool isStored = m_recorder.record(m_rows, m_updates, tap::nowUs());
    if (isStored) {
        for (const PairUpdate &update : m_updates)
            m_snapshot.changedRows.append(update.sequence);
    } else {
        m_pairing.forgetRequests();
    }
    if (count > 0)
        m_lastProcessed = m_pending[count - 1].sequence;
    m_isChanged = m_isChanged || count > 0;
    m_pending.erase(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(count));
    m_waitedFor = m_pending.empty() ? 0 : m_pending.back().sequence;
}

void CaptureWorker::fold(std::size_t count)
{
    m_rows.clear();
    m_updates.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const tap::TapEvent &event = m_pending[i];
        const RowFacts facts = m_pairing.fold(event);
        m_state.fold(event, facts.generation);
        m_rows.push_back({.event = &event, .facts = facts});
        if (facts.pairSequence == 0)
            continue;
        // The request gets its reply: mostly it is in the same batch and not yet written.
        const auto request = std::lower_bound(m_rows.begin(), m_rows.end(), facts.pairSequence,
                                              [](const CapturedRow &row, quint64 sequence) {
                                                  return row.event->sequence < sequence;
                                              });
        if (request->event->sequence == facts.pairSequence) {
            request->facts.pairSequence = event.sequence;
            request->facts.rttUs = facts.rttUs;
        } else {
            m_updates.push_back({facts.pairSequence, event.sequence, facts.rttUs});
        }
    }
}

void CaptureWorker::updateSnapshot(qint64 nowUs)
{
    const bool isStateChanged = m_state.update(m_snapshot, nowUs);
    const bool isRecordingChanged = m_snapshot.recording != m_recorder.state();
    if (!m_isChanged && !isStateChanged && !isRecordingChanged)
        return;
    const CaptureWriter &writer = m_recorder.writer();
    m_snapshot.lastSequence = writer.lastSequence();
    m_snapshot.rows = writer.rowCount();
    m_snapshot.captureBytes = writer.fileSize();
    m_snapshot.recording = m_recorder.state();
    m_snapshot.recordingProblem = m_recorder.problem();
    emit advanced(m_snapshot);
    m_snapshot.changedRows.clear();
    m_isChanged = false;
}

} // namespace phx::app
