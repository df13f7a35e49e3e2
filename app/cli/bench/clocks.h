// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QtGlobal>

#include <array>

namespace phx::app::bench {

//! Nanoseconds of a clock that never jumps.
qint64 nowNs();
//! CPU time of a process since it started, user and system, ns; 0: it is gone.
qint64 processCpuNs(int pid);

//! \brief Times in classes of about 3 %, so that percentiles of millions cost little memory.
class Histogram
{
public:
    void add(qint64 ns);
    void clear();
    [[nodiscard]] quint64 count() const { return m_count; }
    //! \param fraction 0 to 1. \return milliseconds, the upper end of the class; 0: nothing there
    [[nodiscard]] double percentileMs(double fraction) const;

private:
    static constexpr int SubBits = 5;
    std::array<quint64, 64 << SubBits> m_classes {};
    quint64 m_count = 0;
};

} // namespace phx::app::bench
