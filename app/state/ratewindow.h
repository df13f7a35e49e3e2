// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>

namespace phx::app {

//! \brief How many per second over the last two seconds, from counters alone.
//!
//! Ten slices of 200 ms; a slice that is over falls out whole. Times are µs since the Unix epoch
//! and should ascend; an earlier one counts into the current slice.
class RateWindow
{
public:
    void add(qint64 timeUs, quint32 count = 1);
    [[nodiscard]] double perSecond(qint64 nowUs) const;

private:
    static constexpr qint64 SliceUs = 200'000;
    static constexpr int Slices = 10;

    std::array<quint32, Slices> m_counts {};
    qint64 m_slice = 0; //!< number of the newest slice
};

} // namespace phx::app
