// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/recorder.h"

namespace phx::app {

namespace {

tap::TapEvent noteOf(const Gap &gap)
{
    const double seconds = double(gap.untilUs - gap.fromUs) / 1'000'000;
    return {.sequence = gap.sequence,
            .timeUs = gap.fromUs,
            .kind = tap::EventKind::Note,
            .detail = "The recording was paused here for " + QByteArray::number(seconds, 'f', 1)
                + " s and " + QByteArray::number(gap.events)
                + (gap.events == 1 ? " event is" : " events are") + " missing: " + gap.reason
                + '.'};
}

} // namespace

Recorder::Recorder(std::unique_ptr<CaptureWriter> writer)
    : m_writer(std::move(writer))
{ }

bool Recorder::record(std::span<const CapturedRow> rows, std::span<const PairUpdate> updates,
                      qint64 nowUs)
{
    if (m_state == RecordingState::Recording || (nowUs >= m_nextTryUs && resume(nowUs))) {
        if (rows.empty() && updates.empty())
            return true;
        if (m_writer->write(rows, updates))
            return true;
        pause(nowUs);
    }
    if (!rows.empty() && m_gap.events == 0)
        m_gap.sequence = rows.front().event->sequence;
    m_gap.events += rows.size();
    return false;
}

void Recorder::pause(qint64 nowUs)
{
    m_state = RecordingState::Paused;
    m_gap = {.fromUs = nowUs, .reason = m_writer->error().toUtf8()};
    m_nextTryUs = nowUs + RetryIntervalUs;
    m_problem = QStringLiteral("The recording is paused, since the capture cannot be written (%1); "
                               "the server goes on. It is tried again every 5 seconds.")
                    .arg(m_writer->error());
}

bool Recorder::resume(qint64 nowUs)
{
    m_gap.untilUs = nowUs;
    m_nextTryUs = nowUs + RetryIntervalUs;
    // Without a missing event there is no gap, and writing is tried with what comes next.
    if (m_gap.events > 0 && !m_writer->writeGap(m_gap, noteOf(m_gap)))
        return false;
    m_gap = {};
    m_state = RecordingState::Recording;
    m_problem.clear();
    return true;
}

} // namespace phx::app
