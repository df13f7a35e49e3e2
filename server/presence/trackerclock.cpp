// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/trackerclock.h"

#include <algorithm>

namespace phx::server::trackerclock {

namespace {

qint64 clockOf(const TrackerContext &context, const TrackerReplicaId &replica)
{
    const auto found = context.find(replica);
    return found == context.end() ? 0 : found->second;
}

} // namespace

bool dominates(const TrackerContext &a, const TrackerContext &b)
{
    return a.size() >= b.size() && std::all_of(b.begin(), b.end(), [&a](const auto &entry) {
               return clockOf(a, entry.first) >= entry.second;
           });
}

bool dominatesOrEqual(const TrackerContext &a, const TrackerContext &b)
{
    if (a.empty())
        return b.empty();
    return std::all_of(a.begin(), a.end(),
                       [&b](const auto &entry) { return entry.second >= clockOf(b, entry.first); });
}

TrackerContext upperBound(TrackerContext a, const TrackerContext &b)
{
    for (const auto &[replica, clock] : b) {
        const auto [place, isNew] = a.try_emplace(replica, clock);
        if (!isNew)
            place->second = std::max(place->second, clock);
    }
    return a;
}

TrackerContext lowerBound(TrackerContext a, const TrackerContext &b)
{
    for (const auto &[replica, clock] : b) {
        const auto [place, isNew] = a.try_emplace(replica, clock);
        if (!isNew)
            place->second = std::min(place->second, clock);
    }
    return a;
}

TrackerContext filtered(const TrackerContext &context, const TrackerContext &known)
{
    TrackerContext rest;
    for (const auto &entry : context) {
        if (known.count(entry.first) > 0)
            rest.insert(entry);
    }
    return rest;
}

void append(std::vector<TrackerClock> &set, const TrackerClock &clock)
{
    if (clock.context.empty())
        return;
    TrackerContext together;
    for (const TrackerClock &one : set)
        together = upperBound(std::move(together), one.context);
    if (dominates(clock.context, together)) {
        set = {clock};
        return;
    }
    if (dominates(together, clock.context))
        return;
    // Phoenix decides by those that stay: one of them may know all that the new one knows.
    const auto before = set.size();
    std::erase_if(
        set, [&clock](const TrackerClock &one) { return dominates(clock.context, one.context); });
    const bool isNews = set.size() != before
        || std::any_of(set.begin(), set.end(), [&clock](const TrackerClock &one) {
                            return !dominates(one.context, clock.context);
                        });
    if (isNews)
        set.insert(set.begin(), clock);
}

} // namespace phx::server::trackerclock
