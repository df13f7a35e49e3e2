// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/timers.h"

namespace phx::test {

//! A clock that stands still until the test turns it.
class FakeTimers final : public client::Timers
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }

    //! Fires all that becomes due on the way, each at its own time.
    void advance(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        while (nextDue() && *nextDue() <= end) {
            m_now = std::max(m_now, *nextDue());
            fireDue();
        }
        m_now = end;
    }

protected:
    void reschedule() override { }

private:
    std::chrono::milliseconds m_now {1000};
};

} // namespace phx::test
