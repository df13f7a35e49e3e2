// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <atomic>

namespace phx::server {

//! \brief The longest turn of one or more event loops: from the end of a wait to the next wait.
//!
//! Threads: any.
class TurnWatch
{
public:
    struct Start
    {
        qint64 wallNs = 0; //!< 0: no turn has begun
        qint64 cpuNs = 0; //!< of the calling thread
    };

    static Start begin();
    //! In the thread that called begin().
    void end(const Start &start);

    //! Milliseconds by the clock on the wall: what other processes take counts, too.
    [[nodiscard]] double longestMs() const;
    //! The same in CPU time of the thread.
    [[nodiscard]] double longestCpuMs() const;

private:
    std::atomic<qint64> m_longestNs {0};
    std::atomic<qint64> m_longestCpuNs {0};
};

} // namespace phx::server
