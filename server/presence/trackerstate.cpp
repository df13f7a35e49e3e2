// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/trackerstate.h"

#include <algorithm>

namespace phx::server {

namespace {

//! Of one replica; only one that tells of changes without their predecessors comes near.
constexpr size_t MaxClouded = 1'000'000;

bool isClouded(const TrackerClouds &clouds, const TrackerTag &tag)
{
    const auto cloud = clouds.find(tag.replica);
    return cloud != clouds.end() && cloud->second.count(tag.clock) > 0;
}

//! Whether one range of a replica ends before the other begins; Phoenix looks at the one side only.
bool isApart(const TrackerDelta &a, const TrackerDelta &b)
{
    return std::any_of(a.start.begin(), a.start.end(), [&b](const auto &entry) {
        const auto end = b.end.find(entry.first);
        return end != b.end.end() && end->second < entry.second;
    });
}

bool isCovered(const TrackerContext &context, const TrackerTag &tag)
{
    const auto found = context.find(tag.replica);
    return found != context.end() && found->second >= tag.clock;
}

} // namespace

bool TrackerDelta::has(const TrackerTag &tag) const
{
    return isCovered(context, tag) || isClouded(clouds, tag);
}

qsizetype TrackerDelta::size() const
{
    size_t sum = values.size();
    for (const auto &cloud : clouds)
        sum += cloud.second.size();
    return qsizetype(sum);
}

TrackerDelta TrackerDelta::extracted(const TrackerContext &known) const
{
    TrackerDelta part {.isWhole = isWhole,
                       .replica = replica,
                       .context = trackerclock::filtered(context, known),
                       .start = trackerclock::filtered(start, known),
                       .end = trackerclock::filtered(end, known)};
    for (const auto &cloud : clouds) {
        if (known.count(cloud.first) > 0)
            part.clouds.insert(cloud);
    }
    for (const auto &value : values) {
        if (known.count(value.first.replica) > 0)
            part.values.insert(value);
    }
    return part;
}

void TrackerDelta::removeReplica(const TrackerReplicaId &gone)
{
    start.erase(gone);
    end.erase(gone);
    clouds.erase(gone);
    std::erase_if(values, [&gone](const auto &value) { return value.first.replica == gone; });
}

bool TrackerDelta::append(const TrackerDelta &later)
{
    if (!trackerclock::dominatesOrEqual(end, later.start) || isApart(*this, later))
        return false;
    std::erase_if(values, [&later](const auto &value) {
        return later.values.count(value.first) == 0 && later.has(value.first);
    });
    for (const auto &value : later.values) {
        if (values.count(value.first) == 0 && !has(value.first))
            values.insert(value);
    }
    for (const auto &[name, cloud] : later.clouds)
        clouds[name].insert(cloud.begin(), cloud.end());
    start = trackerclock::lowerBound(std::move(start), later.start);
    end = trackerclock::upperBound(std::move(end), later.end);
    return true;
}

TrackerState::TrackerState(TrackerReplicaId replica, size_t maxRemoteValues)
    : m_replica(std::move(replica))
    , m_context {{m_replica, 0}}
    , m_maxRemoteValues(maxRemoteValues)
{
    resetDelta();
}

qint64 TrackerState::join(const TrackerValue &value)
{
    const qint64 clock = bumpClock();
    m_values.insert_or_assign({m_replica, clock}, value);
    m_delta.values.insert_or_assign({m_replica, clock}, value);
    ++m_ownValues;
    return clock;
}

void TrackerState::leave(qint64 clock)
{
    const TrackerTag tag {m_replica, clock};
    if (m_values.erase(tag) == 0)
        return;
    --m_ownValues;
    m_delta.values.erase(tag);
    m_delta.clouds[m_replica].insert(clock);
    bumpClock();
}

qint64 TrackerState::bumpClock()
{
    const qint64 clock = ++m_context[m_replica];
    m_delta.clouds[m_replica].insert(clock);
    m_delta.end[m_replica] = clock;
    return clock;
}

void TrackerState::resetDelta()
{
    const TrackerContext own {{m_replica, m_context[m_replica]}};
    m_delta = {.replica = m_replica, .start = own, .end = own};
}

TrackerDelta TrackerState::takeDelta()
{
    TrackerDelta delta = std::move(m_delta);
    resetDelta();
    return delta;
}

//! Known, and not this replica, whose values nobody else changes.
bool TrackerState::takesFrom(const TrackerReplicaId &replica) const
{
    return replica != m_replica && m_context.count(replica) > 0;
}

bool TrackerState::has(const TrackerTag &tag) const
{
    return isCovered(m_context, tag) || isClouded(m_clouds, tag);
}

//! What is here, and what the remote knows of but does not have any more.
std::vector<TrackerTag> TrackerState::removedBy(const TrackerDelta &remote) const
{
    std::vector<TrackerTag> removed;
    for (const auto &[replica, cloud] : remote.clouds) {
        if (!takesFrom(replica))
            continue;
        for (const qint64 clock : cloud) {
            const TrackerTag tag {replica, clock};
            if (m_values.count(tag) > 0 && remote.values.count(tag) == 0)
                removed.push_back(tag);
        }
    }
    for (const auto &[replica, clock] : remote.context) {
        if (!takesFrom(replica))
            continue;
        const auto end = m_values.upper_bound({replica, clock});
        for (auto value = m_values.lower_bound({replica, 0}); value != end; ++value) {
            if (remote.values.count(value->first) == 0 && !isClouded(remote.clouds, value->first))
                removed.push_back(value->first);
        }
    }
    return removed;
}

TrackerDiff TrackerState::merge(const TrackerDelta &remote)
{
    TrackerDiff diff;
    for (const TrackerTag &tag : removedBy(remote)) {
        auto removed = m_values.extract(tag);
        if (isUp(tag.replica))
            diff.leaves.emplace_back(tag, std::move(removed.mapped()));
    }
    for (const auto &[tag, value] : remote.values) {
        if (!takesFrom(tag.replica) || has(tag))
            continue;
        if (m_values.size() - m_ownValues >= m_maxRemoteValues) {
            ++m_refusedValues;
            continue;
        }
        m_values.insert_or_assign(tag, value);
        if (isUp(tag.replica))
            diff.joins.emplace_back(tag, value);
    }
    for (const auto &[replica, cloud] : remote.clouds) {
        if (!takesFrom(replica))
            continue;
        std::set<qint64> &known = m_clouds[replica];
        if (known.size() + cloud.size() <= MaxClouded)
            known.insert(cloud.begin(), cloud.end());
        else
            ++m_refusedValues;
    }
    for (const auto &[replica, clock] : remote.context) {
        if (takesFrom(replica))
            m_context[replica] = std::max(m_context[replica], clock);
    }
    compact();
    return diff;
}

void TrackerState::compact()
{
    for (auto cloud = m_clouds.begin(); cloud != m_clouds.end();) {
        qint64 &known = m_context[cloud->first];
        std::set<qint64> &clocks = cloud->second;
        while (!clocks.empty() && *clocks.begin() - 1 <= known) {
            known = std::max(known, *clocks.begin());
            clocks.erase(clocks.begin());
        }
        cloud = clocks.empty() ? m_clouds.erase(cloud) : std::next(cloud);
    }
}

bool TrackerState::isUp(const TrackerReplicaId &replica) const
{
    return replica == m_replica || m_up.count(replica) > 0;
}

std::vector<std::pair<TrackerTag, TrackerValue>>
TrackerState::valuesOf(const TrackerReplicaId &replica) const
{
    std::vector<std::pair<TrackerTag, TrackerValue>> found;
    for (auto value = m_values.lower_bound({replica, 0});
         value != m_values.end() && value->first.replica == replica; ++value)
        found.emplace_back(value->first, value->second);
    return found;
}

TrackerDiff TrackerState::replicaUp(const TrackerReplicaId &replica)
{
    m_context.try_emplace(replica, 0);
    if (!m_up.insert(replica).second)
        return {};
    return {.joins = valuesOf(replica)};
}

TrackerDiff TrackerState::replicaDown(const TrackerReplicaId &replica)
{
    if (m_up.erase(replica) == 0)
        return {};
    return {.leaves = valuesOf(replica)};
}

void TrackerState::removeReplica(const TrackerReplicaId &replica)
{
    if (replica == m_replica)
        return;
    m_up.erase(replica);
    m_context.erase(replica);
    m_clouds.erase(replica);
    std::erase_if(m_values,
                  [&replica](const auto &value) { return value.first.replica == replica; });
}

TrackerDelta TrackerState::extract(const TrackerContext &known) const
{
    // Phoenix sends the context whole; of replicas that the other did not know when it asked, it
    // would then miss the values for ever.
    const TrackerDelta whole {.isWhole = true,
                              .replica = m_replica,
                              .context = m_context,
                              .clouds = m_clouds,
                              .values = m_values};
    return whole.extracted(known);
}

} // namespace phx::server
