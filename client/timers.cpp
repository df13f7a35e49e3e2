// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/timers.h"

#include <QObject>
#include <QThreadStorage>
#include <QTimer>

#include <algorithm>

namespace phx::client {

using std::chrono::milliseconds;

namespace {

//! Timers on one precise QTimer, since the first steps of the reconnect table are 10 and 50 ms.
class EventLoopTimers final : public QObject, public Timers
{
public:
    EventLoopTimers()
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            fireDue();
            reschedule();
        });
    }

    [[nodiscard]] milliseconds now() const override
    {
        return std::chrono::duration_cast<milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }

protected:
    void reschedule() override
    {
        const auto due = nextDue();
        if (!due)
            m_timer.stop();
        else if (!m_timer.isActive() || *due != m_wakeAt)
            m_timer.start(std::max(milliseconds(0), *due - now()));
        m_wakeAt = due.value_or(milliseconds(0));
    }

private:
    QTimer m_timer;
    milliseconds m_wakeAt {0};
};

} // namespace

Timers &Timers::ofThisThread()
{
    static QThreadStorage<EventLoopTimers *> storage;
    if (!storage.hasLocalData())
        storage.setLocalData(new EventLoopTimers);
    return *storage.localData();
}

Timers::Id Timers::start(milliseconds delay, std::function<void()> callback)
{
    const Id id {now() + std::max(milliseconds(0), delay), ++m_lastNumber};
    m_queue.emplace(id, std::move(callback));
    reschedule();
    return id;
}

void Timers::cancel(const Id &id)
{
    if (m_queue.erase(id) > 0)
        reschedule();
}

void Timers::fireDue()
{
    const auto last = m_lastNumber;
    const milliseconds time = now();
    while (true) {
        const auto next = std::find_if(m_queue.begin(), m_queue.end(), [last](const auto &entry) {
            return entry.first.second <= last;
        });
        if (next == m_queue.end() || next->first.first > time)
            return;
        // Out of the queue first: the callback may start and cancel others.
        const std::function<void()> callback = std::move(m_queue.extract(next).mapped());
        callback();
    }
}

std::optional<milliseconds> Timers::nextDue() const
{
    if (m_queue.empty())
        return std::nullopt;
    return m_queue.begin()->first.first;
}

void Timeout::start(milliseconds delay, std::function<void()> callback)
{
    cancel();
    m_id = m_timers.start(delay, [this, callback = std::move(callback)] {
        // This closure is on fireDue()'s stack by now, so the callback may destroy the Timeout.
        m_id.reset();
        callback();
    });
}

void Timeout::cancel()
{
    if (m_id)
        m_timers.cancel(*std::exchange(m_id, std::nullopt));
}

std::optional<milliseconds> Timeout::remaining() const
{
    if (!m_id)
        return std::nullopt;
    return std::max(milliseconds(0), m_id->first - m_timers.now());
}

} // namespace phx::client
