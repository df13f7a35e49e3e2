// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <map>
#include <vector>

namespace phx::server {

//! One start of one node's tracker, {name, vsn}, as trackerterms.h encodes it; the state and the
//! clocks only compare it.
using TrackerReplicaId = QByteArray;

//! Per replica the last change of which every earlier one is known, too. Changes count from 1.
using TrackerContext = std::map<TrackerReplicaId, qint64>;

//! What a replica says that it knows.
struct TrackerClock
{
    TrackerReplicaId replica {};
    TrackerContext context {};
};

//! \brief Comparison of contexts. Source: phoenix_pubsub lib/phoenix/tracker/clock.ex.
namespace trackerclock {

//! Whether `a` knows of as many replicas as `b` and of each in `b` at least as much.
[[nodiscard]] bool dominates(const TrackerContext &a, const TrackerContext &b);
//! The same for the replicas of `a` alone, where both empty dominate each other and an empty one
//! nothing else.
[[nodiscard]] bool dominatesOrEqual(const TrackerContext &a, const TrackerContext &b);
//! All replicas of both, with the greater clock of each.
[[nodiscard]] TrackerContext upperBound(TrackerContext a, const TrackerContext &b);
//! All replicas of both, with the lesser clock of each.
[[nodiscard]] TrackerContext lowerBound(TrackerContext a, const TrackerContext &b);
//! The part of the context about replicas that are in `known`.
[[nodiscard]] TrackerContext filtered(const TrackerContext &context, const TrackerContext &known);

//! Adds a clock unless the set knows as much already; drops what the new one dominates.
void append(std::vector<TrackerClock> &set, const TrackerClock &clock);

} // namespace trackerclock

} // namespace phx::server
