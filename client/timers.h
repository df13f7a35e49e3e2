// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace phx::client {

//! \brief One-shot timers and the clock that they run on; tests bring a clock of their own.
//!
//! Timers that are due at the same time fire in the order of their start. One of these serves any
//! number of sockets with one timer of the event loop. Threads: one.
class Timers
{
public:
    //! When it is due, and a number that is never used twice.
    using Id = std::pair<std::chrono::milliseconds, unsigned long long>;

    Timers() = default;
    virtual ~Timers() = default;
    Timers(const Timers &) = delete;
    Timers &operator=(const Timers &) = delete;

    //! The timers of this thread's event loop, made at first use; they live as long as the thread.
    static Timers &ofThisThread();

    //! \param delay 0 or less: in the next turn of the event loop, never at once
    Id start(std::chrono::milliseconds delay, std::function<void()> callback);
    //! Does nothing if it has fired.
    void cancel(const Id &id);

    //! From a monotonic clock.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;

protected:
    //! Fires what is due and was started before this call.
    void fireDue();
    //! When the next one is due.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextDue() const;
    //! nextDue() may have changed.
    virtual void reschedule() = 0;

private:
    std::map<Id, std::function<void()>> m_queue;
    unsigned long long m_lastNumber = 0;
};

//! \brief One timer of somebody's, cancelled with its owner.
class Timeout
{
public:
    //! \param timers must outlive this
    explicit Timeout(Timers &timers)
        : m_timers(timers)
    { }
    ~Timeout() { cancel(); }
    Timeout(const Timeout &) = delete;
    Timeout &operator=(const Timeout &) = delete;

    //! Replaces a pending one. The callback may destroy this.
    void start(std::chrono::milliseconds delay, std::function<void()> callback);
    void cancel();

    [[nodiscard]] bool isActive() const { return m_id.has_value(); }
    //! Until it fires; nullopt if it is not active.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining() const;
    [[nodiscard]] Timers &timers() const { return m_timers; }

private:
    Timers &m_timers;
    std::optional<Timers::Id> m_id;
};

} // namespace phx::client
