// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herdsnapshot.h"

#include <algorithm>
#include <cmath>

namespace phx::client {

using std::chrono::milliseconds;

namespace {

constexpr std::array<int, HerdHistogram::Classes - 1> Bounds {
    5,   7,    10,   15,   20,   30,   50,   70,    100,   150,   200,   300,  500,
    700, 1000, 1500, 2000, 3000, 5000, 7000, 10000, 15000, 20000, 30000, 60000};

} // namespace

std::span<const int, HerdHistogram::Classes - 1> HerdHistogram::upperBounds()
{
    return Bounds;
}

void HerdHistogram::add(milliseconds time)
{
    const auto bound = std::lower_bound(Bounds.begin(), Bounds.end(), time.count());
    ++m_counts.at(size_t(bound - Bounds.begin()));
    m_shortest = m_count == 0 ? time : std::min(m_shortest, time);
    m_longest = std::max(m_longest, time);
    m_sum += time;
    ++m_count;
}

milliseconds HerdHistogram::mean() const
{
    return m_count == 0 ? milliseconds(0) : m_sum / m_count;
}

milliseconds HerdHistogram::quantile(double fraction) const
{
    const auto wanted = std::max(1.0, std::ceil(double(m_count) * std::clamp(fraction, 0.0, 1.0)));
    quint32 seen = 0;
    for (size_t i = 0; i < Bounds.size(); ++i) {
        seen += m_counts[i];
        if (seen >= wanted)
            return std::min(milliseconds(Bounds[i]), m_longest);
    }
    return m_longest;
}

} // namespace phx::client
