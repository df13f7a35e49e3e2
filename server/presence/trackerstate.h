// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackerclock.h"
#include "server/protocol/etf.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace phx::server {

//! Which change of which replica brought a value.
struct TrackerTag
{
    TrackerReplicaId replica {};
    qint64 clock = 0;

    friend bool operator<(const TrackerTag &a, const TrackerTag &b)
    {
        return a.replica != b.replica ? a.replica < b.replica : a.clock < b.clock;
    }
    friend bool operator==(const TrackerTag &a, const TrackerTag &b)
    {
        return a.replica == b.replica && a.clock == b.clock;
    }
};

//! One presence as it travels: the terms are kept as they came, for replicas that ask for them.
struct TrackerValue
{
    protocol::EtfTerm pid {};
    QByteArray topic {};
    protocol::EtfTerm key {};
    protocol::EtfTerm meta {};

    friend bool operator==(const TrackerValue &a, const TrackerValue &b)
    {
        return a.pid == b.pid && a.topic == b.topic && a.key == b.key && a.meta == b.meta;
    }
};

using TrackerValues = std::map<TrackerTag, TrackerValue>;

//! Changes that are known though earlier ones of the replica are not.
using TrackerClouds = std::map<TrackerReplicaId, std::set<qint64>>;

//! \brief What replicas send each other: the changes of a range, or a whole state.
struct TrackerDelta
{
    bool isWhole = false; //!< a state (mode `normal`), else a delta
    TrackerReplicaId replica {}; //!< who sends it
    TrackerContext context {}; //!< empty in a delta
    TrackerClouds clouds {};
    TrackerValues values {};
    TrackerContext start {}; //!< the changes after these …
    TrackerContext end {}; //!< … up to these

    [[nodiscard]] bool has(const TrackerTag &tag) const; //!< by context or clouds
    [[nodiscard]] qsizetype size() const; //!< values and clouded changes
    //! What somebody who knows of these replicas may get.
    [[nodiscard]] TrackerDelta extracted(const TrackerContext &known) const;
    void removeReplica(const TrackerReplicaId &replica);
    //! Appends the later delta. \return false: changes between the two are missing. Deviation from
    //! Phoenix, which takes one that ends before this begins, and then claims the changes between.
    [[nodiscard]] bool append(const TrackerDelta &later);
};

//! Values that came or went in the eyes of this replica.
struct TrackerDiff
{
    std::vector<std::pair<TrackerTag, TrackerValue>> joins {};
    std::vector<std::pair<TrackerTag, TrackerValue>> leaves {};
};

//! \brief Phoenix.Tracker's add-wins set (ORSWOT): who is present, by the replica that says so.
//!
//! Values of a replica change by that replica's word alone; others only pass them on. Those of a
//! replica that is down are kept and reported as left; they are reported as joined when it is back.
//! Deviations from Phoenix, none of which shows on the wire: a removed change stays in the cloud
//! until its gap closes (there it may join again by an old message), and a removal by another
//! replica is not repeated in the own delta.
//! Source: phoenix_pubsub lib/phoenix/tracker/state.ex; protocol.md §6.2. Pure; one thread.
class TrackerState
{
public:
    //! \param maxRemoteValues of other replicas, together; more are not taken, and counted
    explicit TrackerState(TrackerReplicaId replica, size_t maxRemoteValues = 200'000);

    //! A value of this replica. \return its clock
    qint64 join(const TrackerValue &value);
    //! \param clock from join()
    void leave(qint64 clock);

    //! What another replica sent. Replicas that were never up are not taken from it.
    [[nodiscard]] TrackerDiff merge(const TrackerDelta &remote);

    [[nodiscard]] TrackerDiff replicaUp(const TrackerReplicaId &replica);
    [[nodiscard]] TrackerDiff replicaDown(const TrackerReplicaId &replica);
    //! It will not come back: forgets it and its values, without a report.
    void removeReplica(const TrackerReplicaId &replica);

    [[nodiscard]] bool hasDelta() const { return !m_delta.clouds.empty(); }
    [[nodiscard]] const TrackerDelta &delta() const { return m_delta; }
    //! The changes made here since the last call.
    [[nodiscard]] TrackerDelta takeDelta();

    //! The whole state, as far as somebody with this context may get it.
    [[nodiscard]] TrackerDelta extract(const TrackerContext &known) const;

    [[nodiscard]] const TrackerReplicaId &replica() const { return m_replica; }
    [[nodiscard]] const TrackerContext &context() const { return m_context; }
    [[nodiscard]] const TrackerValues &values() const { return m_values; }
    [[nodiscard]] bool isUp(const TrackerReplicaId &replica) const;
    //! Values and clouds over the limits.
    [[nodiscard]] quint64 refusedValues() const { return m_refusedValues; }

private:
    [[nodiscard]] bool takesFrom(const TrackerReplicaId &replica) const;
    [[nodiscard]] bool has(const TrackerTag &tag) const;
    [[nodiscard]] std::vector<TrackerTag> removedBy(const TrackerDelta &remote) const;
    [[nodiscard]] std::vector<std::pair<TrackerTag, TrackerValue>>
    valuesOf(const TrackerReplicaId &replica) const;
    qint64 bumpClock();
    void resetDelta();
    void compact();

    TrackerReplicaId m_replica;
    TrackerContext m_context; //!< of this replica and of those that were up
    TrackerClouds m_clouds; //!< of other replicas
    TrackerValues m_values;
    TrackerDelta m_delta; //!< of this replica, since takeDelta()
    std::set<TrackerReplicaId> m_up; //!< other replicas
    size_t m_maxRemoteValues;
    size_t m_ownValues = 0;
    quint64 m_refusedValues = 0;
};

} // namespace phx::server
