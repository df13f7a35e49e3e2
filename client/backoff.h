// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/timers.h"

#include <chrono>
#include <functional>
#include <vector>

namespace phx::client {

//! \brief How long to wait before the next attempt: a table, and what comes after it. A value.
struct Backoff
{
    std::vector<std::chrono::milliseconds> steps {}; //!< for the first attempts
    std::chrono::milliseconds rest {5000}; //!< for all further ones
    //! Each delay is spread evenly over delay × (1 − jitter) to delay × (1 + jitter). 0 to 1; 0:
    //! none, as phoenix.js.
    double jitter = 0;

    //! 10, 50, 100, 150, 200, 250, 500, 1000, 2000, then 5000 ms (phoenix.js reconnectAfterMs).
    static Backoff reconnect();
    //! 1000, 2000, 5000, then 10000 ms (phoenix.js rejoinAfterMs).
    static Backoff rejoin();

    //! \param tries from 1
    //! \param random in [0, 1)
    [[nodiscard]] std::chrono::milliseconds delay(int tries, double random) const;
};

//! \brief A timer that waits longer from try to try (phoenix assets/js/phoenix/timer.js).
//!
//! Tries count when the timer fires, not when it is started.
class RetryTimer
{
public:
    //! \param timers must outlive this
    RetryTimer(Timers &timers, Backoff backoff, std::function<void()> callback);

    //! Replaces a pending one.
    void schedule();
    //! Cancels, and the next try is the first again.
    void reset();
    //! Cancels, and the tries stay.
    void cancel() { m_timeout.cancel(); }

    [[nodiscard]] int tries() const { return m_tries; }
    [[nodiscard]] Timers &timers() const { return m_timeout.timers(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining() const
    {
        return m_timeout.remaining();
    }

private:
    Backoff m_backoff;
    std::function<void()> m_callback;
    int m_tries = 0;
    Timeout m_timeout;
};

} // namespace phx::client
