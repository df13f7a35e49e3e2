// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/io/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <bit>
#include <chrono>
#include <limits>

namespace phx::server {

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Second = 1'000 * Millisecond;
constexpr qint64 CoarseFromMs = 20; //!< 5 % of less is below a millisecond
constexpr qint64 VeryCoarseFromMs = 20'000; //!< 5 % of more is above a second

qint64 roundedUp(qint64 value, qint64 grain)
{
    return (value + grain - 1) / grain * grain;
}

int toMs(qint64 ns)
{
    const qint64 ms = roundedUp(std::max<qint64>(ns, 0), Millisecond) / Millisecond;
    return int(std::min<qint64>(ms, std::numeric_limits<int>::max()));
}

} // namespace

qint64 TimerQueue::nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 TimerQueue::nextDueNs(const Timer &timer, qint64 fromNs)
{
    const qint64 due = fromNs + timer.intervalMs * Millisecond;
    if (timer.type == Qt::PreciseTimer || timer.intervalMs <= CoarseFromMs)
        return due;
    if (timer.type == Qt::VeryCoarseTimer || timer.intervalMs >= VeryCoarseFromMs)
        return roundedUp(due, Second);
    // The largest power of two within the 5 %, so that unlike intervals meet, too.
    const auto tolerance = static_cast<quint64>(timer.intervalMs / 20);
    return roundedUp(due, qint64(std::bit_floor(tolerance)) * Millisecond);
}

void TimerQueue::add(int id, qint64 intervalMs, Qt::TimerType type, QObject *receiver)
{
    Timer timer {
        .receiver = receiver, .intervalMs = intervalMs, .serial = ++m_lastSerial, .type = type};
    timer.dueNs = nextDueNs(timer, nowNs());
    m_order.emplace(timer.dueNs, id);
    m_timers.insert_or_assign(id, timer);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_order.erase({found->second.dueNs, id});
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAll(const QObject *receiver)
{
    const QList<TimerInfo> mine = of(receiver);
    for (const TimerInfo &timer : mine)
        remove(timer.timerId);
    return !mine.isEmpty();
}

QList<TimerQueue::TimerInfo> TimerQueue::of(const QObject *receiver) const
{
    QList<TimerInfo> found;
    for (const auto &[id, timer] : m_timers) {
        if (timer.receiver == receiver)
            found.append(TimerInfo(id, int(timer.intervalMs), timer.type));
    }
    return found;
}

int TimerQueue::remainingMs(int id) const
{
    const auto found = m_timers.find(id);
    return found == m_timers.end() ? -1 : toMs(found->second.dueNs - nowNs());
}

int TimerQueue::waitMs() const
{
    for (const auto &[due, id] : m_order) {
        if (!m_timers.at(id).isFiring)
            return toMs(due - nowNs());
    }
    return -1;
}

int TimerQueue::fireDue()
{
    if (m_order.empty())
        return 0;
    const qint64 now = nowNs();
    // A handler may start and stop timers; only those that are due at this moment count.
    std::vector<std::pair<int, quint64>> due;
    for (const auto &[dueNs, id] : m_order) {
        if (dueNs > now)
            break;
        const Timer &timer = m_timers.at(id);
        if (!timer.isFiring)
            due.emplace_back(id, timer.serial);
    }
    for (const auto &[id, serial] : due)
        fire(id, serial, now);
    return int(due.size());
}

void TimerQueue::fire(int id, quint64 serial, qint64 now)
{
    auto found = m_timers.find(id);
    // Also one that a nested event loop has fired meanwhile.
    if (found == m_timers.end() || found->second.serial != serial || found->second.isFiring
        || found->second.dueNs > now)
        return;
    Timer &timer = found->second;
    m_order.erase({timer.dueNs, id});
    // From the time that it was due, so that a repeated timer does not drift; unless it is late
    // by more than a whole interval.
    timer.dueNs = nextDueNs(timer, timer.dueNs);
    if (timer.dueNs < now)
        timer.dueNs = nextDueNs(timer, now);
    m_order.emplace(timer.dueNs, id);
    timer.isFiring = true;
    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer.receiver, &event);
    found = m_timers.find(id);
    if (found != m_timers.end() && found->second.serial == serial)
        found->second.isFiring = false;
}

} // namespace phx::server
