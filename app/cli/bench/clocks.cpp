// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/clocks.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <ctime>

namespace phx::app::bench {

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 processCpuNs(int pid)
{
    clockid_t clock = 0;
    timespec time = {};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        return 0;
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

void Histogram::add(qint64 ns)
{
    const auto value = static_cast<quint64>(std::max<qint64>(ns, 1));
    const int magnitude = std::max(0, int(std::bit_width(value)) - SubBits - 1);
    const std::size_t at = (std::size_t(magnitude) << SubBits) + std::size_t(value >> magnitude);
    ++m_classes.at(std::min(at, m_classes.size() - 1));
    ++m_count;
}

void Histogram::clear()
{
    m_classes.fill(0);
    m_count = 0;
}

double Histogram::percentileMs(double fraction) const
{
    const auto wanted = quint64(std::ceil(double(m_count) * fraction));
    quint64 seen = 0;
    for (std::size_t at = 0; at < m_classes.size() && m_count > 0; ++at) {
        seen += m_classes[at];
        if (seen < wanted || m_classes[at] == 0)
            continue;
        // The inverse of add(): values below 2^(SubBits + 1) are classes of their own.
        const std::size_t magnitude = at < (2U << SubBits) ? 0 : (at >> SubBits) - 1;
        const std::size_t base = at - (magnitude << SubBits);
        return double((base + 1) << magnitude) / 1e6;
    }
    return 0;
}

} // namespace phx::app::bench
