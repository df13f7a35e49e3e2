// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/ratewindow.h"

namespace phx::app {

void RateWindow::add(qint64 timeUs, quint32 count)
{
    const qint64 slice = timeUs / SliceUs;
    if (slice - m_slice >= Slices) {
        m_counts.fill(0);
        m_slice = slice;
    }
    while (m_slice < slice)
        m_counts[static_cast<std::size_t>(++m_slice % Slices)] = 0;
    m_counts[static_cast<std::size_t>(m_slice % Slices)] += count;
}

double RateWindow::perSecond(qint64 nowUs) const
{
    const qint64 now = nowUs / SliceUs;
    quint64 sum = 0;
    for (qint64 slice = qMax(m_slice - Slices, now - Slices) + 1; slice <= m_slice; ++slice)
        sum += m_counts[static_cast<std::size_t>(slice % Slices)];
    constexpr double WindowSeconds = double(SliceUs * Slices) / 1'000'000;
    return double(sum) / WindowSeconds;
}

} // namespace phx::app
