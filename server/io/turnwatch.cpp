// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/io/turnwatch.h"

#include <chrono>
#ifdef Q_OS_UNIX
#include <ctime>
#endif

namespace phx::server {

namespace {

//! 0 where the system does not tell.
qint64 threadCpuNs()
{
#ifdef Q_OS_UNIX
    timespec time = {};
    if (::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#endif
    return 0;
}

void raise(std::atomic<qint64> &longest, qint64 value)
{
    qint64 known = longest.load(std::memory_order_relaxed);
    while (known < value
           && !longest.compare_exchange_weak(known, value, std::memory_order_relaxed)) { }
}

} // namespace

TurnWatch::Start TurnWatch::begin()
{
    using namespace std::chrono;
    const auto wall = steady_clock::now().time_since_epoch();
    return {.wallNs = duration_cast<nanoseconds>(wall).count(), .cpuNs = threadCpuNs()};
}

void TurnWatch::end(const Start &start)
{
    if (start.wallNs == 0)
        return;
    const Start now = begin();
    raise(m_longestNs, now.wallNs - start.wallNs);
    raise(m_longestCpuNs, now.cpuNs - start.cpuNs);
}

double TurnWatch::longestMs() const
{
    return double(m_longestNs.load(std::memory_order_relaxed)) / 1e6;
}

double TurnWatch::longestCpuMs() const
{
    return double(m_longestCpuNs.load(std::memory_order_relaxed)) / 1e6;
}

} // namespace phx::server
