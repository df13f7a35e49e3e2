// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/deltagenerations.h"

namespace phx::server {

void DeltaGenerations::push(const TrackerDelta &own, const TrackerDelta &delta)
{
    if (m_generations.empty())
        m_generations.assign(size_t(m_maxSizes.size()), own);
    TrackerDelta previous = delta;
    for (size_t i = 0; i < m_generations.size(); ++i) {
        TrackerDelta merged = m_generations[i];
        if (!merged.append(delta)) {
            previous = m_generations[i];
            continue;
        }
        // One that grew too large starts again with what the smaller one holds.
        if (merged.size() <= m_maxSizes.at(qsizetype(i)))
            m_generations[i] = merged;
        else
            m_generations[i] = std::move(previous);
        previous = std::move(merged);
    }
}

void DeltaGenerations::removeReplica(const TrackerReplicaId &replica)
{
    for (TrackerDelta &generation : m_generations)
        generation.removeReplica(replica);
}

std::optional<TrackerDelta> DeltaGenerations::extract(const TrackerContext &known) const
{
    using namespace trackerclock;
    for (const TrackerDelta &generation : m_generations) {
        const TrackerContext start = filtered(generation.start, known);
        const TrackerContext end = filtered(generation.end, known);
        if (!dominatesOrEqual(start, end) && dominatesOrEqual(known, start)
            && !dominates(known, end))
            return generation.extracted(known);
    }
    return std::nullopt;
}

} // namespace phx::server
