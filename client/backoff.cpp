// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/backoff.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace phx::client {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

Backoff Backoff::reconnect()
{
    return {.steps = {10ms, 50ms, 100ms, 150ms, 200ms, 250ms, 500ms, 1000ms, 2000ms}, .rest = 5s};
}

Backoff Backoff::rejoin()
{
    return {.steps = {1s, 2s, 5s}, .rest = 10s};
}

milliseconds Backoff::delay(int tries, double random) const
{
    const auto index = static_cast<size_t>(std::max(tries, 1) - 1);
    const milliseconds base = index < steps.size() ? steps[index] : rest;
    const double factor = 1 + std::clamp(jitter, 0.0, 1.0) * (2 * random - 1);
    return milliseconds(std::llround(static_cast<double>(base.count()) * factor));
}

RetryTimer::RetryTimer(Timers &timers, Backoff backoff, std::function<void()> callback)
    : m_backoff(std::move(backoff))
    , m_callback(std::move(callback))
    , m_timeout(timers)
{ }

void RetryTimer::schedule()
{
    const double random = m_backoff.jitter > 0 ? QRandomGenerator::global()->generateDouble() : 0.5;
    m_timeout.start(m_backoff.delay(m_tries + 1, random), [this] {
        ++m_tries;
        m_callback();
    });
}

void RetryTimer::reset()
{
    m_tries = 0;
    m_timeout.cancel();
}

} // namespace phx::client
