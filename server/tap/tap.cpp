// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/tap/tap.h"

#include <algorithm>
#include <chrono>

namespace phx::tap {

namespace {

std::atomic<quint64> lastSequence {0};

std::size_t slotsFor(const TapLimits &limits)
{
    return static_cast<std::size_t>(std::max<qsizetype>(limits.maxEvents, 1));
}

} // namespace

Tap::Tap(TapLimits limits)
    : m_ring(slotsFor(limits))
    , m_maxBytes(limits.maxBytes)
{ }

void Tap::record(TapEvent &&event)
{
    const qsizetype weight = event.weight();
    // A sequence is taken only for what will be stored, so that a reader of several taps can tell
    // an event that is still on its way from one that never comes.
    if (!m_ring.hasRoom() || m_bytes.load(std::memory_order_relaxed) + weight > m_maxBytes) {
        m_dropped.fetch_add(1, std::memory_order_relaxed);
        m_lastRecorded = 0;
        return;
    }
    event.sequence = nextSequence();
    m_lastRecorded = event.sequence;
    event.timeUs = nowUs();
    m_bytes.fetch_add(weight, std::memory_order_relaxed);
    if (!m_ring.push(std::move(event)))
        Q_ASSERT(false);
}

qsizetype Tap::drain(std::vector<TapEvent> &out)
{
    const std::size_t before = out.size();
    m_ring.popAll(out);
    qsizetype weight = 0;
    for (std::size_t i = before; i < out.size(); ++i)
        weight += out[i].weight();
    m_bytes.fetch_sub(weight, std::memory_order_relaxed);
    return static_cast<qsizetype>(out.size() - before);
}

quint64 nextSequence()
{
    return lastSequence.fetch_add(1, std::memory_order_relaxed) + 1;
}

void continueSequenceAfter(quint64 sequence)
{
    quint64 current = lastSequence.load(std::memory_order_relaxed);
    while (current < sequence
           && !lastSequence.compare_exchange_weak(current, sequence, std::memory_order_relaxed)) { }
}

qint64 nowUs()
{
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    using std::chrono::steady_clock;
    using std::chrono::system_clock;
    static const microseconds anchor =
        duration_cast<microseconds>(system_clock::now().time_since_epoch())
        - duration_cast<microseconds>(steady_clock::now().time_since_epoch());
    return (anchor + duration_cast<microseconds>(steady_clock::now().time_since_epoch())).count();
}

} // namespace phx::tap
