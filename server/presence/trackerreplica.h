// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/deltagenerations.h"
#include "server/presence/remotepresences.h"
#include "server/presence/trackerterms.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <chrono>
#include <functional>
#include <map>
#include <tuple>
#include <vector>

namespace phx::server {

using namespace std::chrono_literals;

//! Which tracker, its periods and limits; defaults of the periods are Phoenix's (protocol.md §6.2).
struct TrackerOptions
{
    //! Name of the Phoenix.Presence module, equal on all nodes: "MyAppWeb.Presence", pool_size 1.
    QByteArray module = "Channelscope.Presence";
    std::chrono::milliseconds broadcastPeriod {1500};
    int maxSilentPeriods = 10; //!< without changes a heartbeat only after so many periods
    std::chrono::milliseconds downPeriod {30s}; //!< of silence; ≥ 2 broadcast periods
    std::chrono::milliseconds permdownPeriod {20min}; //!< of silence; > downPeriod
    int clockSamplePeriods = 2; //!< of collecting clocks before transfers are asked for
    QList<qsizetype> maxDeltaSizes {100, 1'000, 10'000};
    bool permdownOnShutdown = false; //!< others forget this node when it stops, at once
    size_t maxRemoteValues = 200'000;
    qsizetype maxReplicas = 1'000;
};

//! What was counted since the start.
struct TrackerStats
{
    quint64 refused = 0; //!< messages that were none or too large
    quint64 heartbeats = 0; //!< sent
    quint64 transferRequests = 0; //!< sent
    quint64 transfers = 0; //!< answered
};

//! \brief This process's shard of Phoenix.Tracker: what it tracks goes to the other nodes, what
//! they track comes back as changes.
//!
//! A node that is silent for the down period leaves with all its presences, which join again when
//! it is back, until the permdown period forgets them. A known name with another vsn is a restart.
//! Source: phoenix_pubsub lib/phoenix/tracker/shard.ex, replica.ex; protocol.md §6.2.
//! Threads: one. Knows no clock: times come in, from any origin, and never go back.
class TrackerReplica
{
public:
    using Time = std::chrono::milliseconds;

    //! Where it sends; called within its functions.
    struct Outlet
    {
        std::function<void(const protocol::EtfTerm &message)> broadcast {}; //!< to all other nodes
        std::function<void(const protocol::EtfTerm &node, const protocol::EtfTerm &message)>
            sendTo {}; //!< to the node of that name
        std::function<void(const PresenceChange &change)> change {}; //!< made by other nodes
        std::function<void(const QString &sentence)> warn {}; //!< once per kind
    };

    //! \param vsn unique per start of this node: Phoenix takes microseconds of the system's clock
    TrackerReplica(const QByteArray &nodeName, qint64 vsn, TrackerOptions options, Outlet outlet,
                   Time now);

    //! A change made in this process.
    void applyLocal(const PresenceChange &change);
    //! Sends the heartbeat if it is due and looks who is down.
    void tick(Time now);
    [[nodiscard]] Time nextTick() const { return m_nextTick; }
    //! The way to the others is open (again): the next heartbeat goes out then, whatever is new.
    void announce(Time at);
    //! A message on the topic, from another node.
    void receive(const protocol::EtfTerm &term, Time now);
    //! The node stops: its presences leave, and the others are told at once.
    void stop();

    [[nodiscard]] const TrackerStats &stats() const { return m_stats; }
    [[nodiscard]] const TrackerState &state() const { return m_state; }

    //! The topic of the only shard of a presence module.
    static QByteArray topicOf(const QByteArray &presenceModule);

private:
    struct Peer
    {
        TrackerReplicaRef ref {};
        Time lastHeartbeat {};
        bool isUp = true;
    };
    using Peers = std::map<QByteArray, Peer>; //!< by encoded name

    void handle(const TrackerHeartbeat &heartbeat, Time now);
    void handle(const TrackerTransferRequest &request, Time now);
    void handle(const TrackerTransferAnswer &answer, Time now);
    void handle(const TrackerPermdown &permdown, Time now);
    [[nodiscard]] bool isAcceptable(const TrackerReplicaRef &from);
    //! \return false: too many replicas
    bool putHeartbeat(const TrackerReplicaRef &from, Time now);
    void beat();
    void sendHeartbeat(std::optional<TrackerDelta> delta);
    void requestTransfers();
    void detectDowns(Time now);
    void down(const TrackerReplicaRef &ref);
    void forget(const TrackerReplicaRef &ref);
    void merge(const TrackerDelta &delta);
    void report(const TrackerDiff &diff);
    void refuse(const QString &sentence);
    void warnOnce(const QString &sentence);
    [[nodiscard]] TrackerClock clock() const { return {m_state.replica(), m_state.context()}; }

    const QByteArray m_nodeName;
    const TrackerReplicaRef m_self;
    const TrackerOptions m_options;
    Outlet m_outlet;
    TrackerState m_state;
    DeltaGenerations m_generations;
    RemotePresences m_remote;
    Peers m_peers;
    std::map<std::tuple<QByteArray, quint64, QString>, qint64>
        m_local; //!< (topic, owner, key) → clock
    std::vector<TrackerClock> m_pendingClocks;
    QHash<quint64, TrackerContext> m_requests; //!< number of the reference → what was known then
    quint64 m_lastRequest;
    int m_silentPeriods;
    int m_samplesLeft;
    Time m_nextTick;
    TrackerStats m_stats;
    QSet<QString> m_warned;
};

} // namespace phx::server
