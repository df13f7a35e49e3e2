// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herdsnapshot.h"

#include <QByteArray>

namespace phx::app {

//! A line for people: the time and how many clients are in each state, with a line break. UTF-8.
QByteArray herdText(const client::HerdSnapshot &snapshot);
//! The same and all counters and the memory as one JSON object, with a line break.
QByteArray herdJson(const client::HerdSnapshot &snapshot);
//! herdJson() with the two histograms: `"classes":[[10,3],[15,1],[null,2]]` counts times
//! of up to 10 ms, up to 15 ms and of more than 60 s; classes without times are left out.
QByteArray herdSummary(const client::HerdSnapshot &snapshot);

} // namespace phx::app
