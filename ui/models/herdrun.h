// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herdsnapshot.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace phx::ui {

//! One run of a herd, as far as it is drawn. A value.
struct HerdRun
{
    client::HerdSnapshot snapshot {};
    std::optional<std::chrono::milliseconds> droppedAt {}; //!< the last time, since the start
    int jitterPercent = 0; //!< of its delays before attempts

    //! Where its curve has its zero: where all were dropped, else the start.
    [[nodiscard]] qint64 originMs() const { return droppedAt ? droppedAt->count() : 0; }
    //! The time of its newest point after the zero, in ms.
    [[nodiscard]] qint64 endMs() const { return snapshot.at.count() - originMs(); }
};

//! What the axes of a curve must hold, so that two runs can be compared.
struct HerdAxes
{
    qint64 beginMs = 0; //!< negative if something of the time before the drop is shown
    qint64 endMs = 10'000;
    int clients = 1;

    void include(const HerdRun &run)
    {
        constexpr qint64 BeforeDropMs = 2'000;
        if (run.droppedAt)
            beginMs = -BeforeDropMs;
        endMs = std::max(endMs, run.endMs());
        clients = std::max(clients, run.snapshot.clients);
    }
};

} // namespace phx::ui
