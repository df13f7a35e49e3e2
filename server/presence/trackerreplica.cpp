// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/trackerreplica.h"

#include <algorithm>

namespace phx::server {

using protocol::Etf;
using protocol::EtfTerm;

namespace {

//! Requests whose answer may still come; a lost one is never answered.
constexpr qsizetype MaxRequests = 64;
//! So that an answer to a request of before a restart is not taken for one of after it.
constexpr int RequestBits = 12;
constexpr qsizetype MaxWarnings = 16; //!< kinds of complaints that are told

//! The 32 bits that tell this start's pids from those of another one; 0 is not allowed.
quint32 creationOf(const TrackerReplicaRef &ref)
{
    return quint32(ref.vsn) | 1U;
}

} // namespace

TrackerReplica::TrackerReplica(const QByteArray &nodeName, qint64 vsn, TrackerOptions options,
                               Outlet outlet, Time now)
    : m_nodeName(nodeName)
    , m_self({.name = EtfTerm::binary(nodeName), .vsn = vsn})
    , m_options(std::move(options))
    , m_outlet(std::move(outlet))
    , m_state(m_self.id(), m_options.maxRemoteValues)
    , m_generations(m_options.maxDeltaSizes)
    , m_lastRequest(quint64(vsn) << RequestBits)
    , m_silentPeriods(m_options.maxSilentPeriods) // the first beat is never silent
    , m_samplesLeft(m_options.clockSamplePeriods)
    , m_nextTick(now)
{ }

QByteArray TrackerReplica::topicOf(const QByteArray &presenceModule)
{
    return "phx_presence:Elixir." + presenceModule + "_shard0";
}

void TrackerReplica::applyLocal(const PresenceChange &change)
{
    for (const PresenceEntry &left : change.leaves) {
        const auto known = m_local.find({change.topic, left.owner, left.key});
        if (known == m_local.end())
            continue;
        m_state.leave(known->second);
        m_local.erase(known);
    }
    for (const PresenceEntry &joined : change.joins) {
        const EtfTerm pid = trackerterms::pidOf(m_nodeName, joined.owner, creationOf(m_self));
        m_local[{change.topic, joined.owner, joined.key}] =
            m_state.join({.pid = pid,
                          .topic = change.topic,
                          .key = EtfTerm::binary(joined.key.toUtf8()),
                          .meta = metaTerm(joined.meta)});
    }
}

void TrackerReplica::announce(Time at)
{
    m_silentPeriods = m_options.maxSilentPeriods;
    m_nextTick = at;
}

void TrackerReplica::tick(Time now)
{
    if (now < m_nextTick)
        return;
    beat();
    requestTransfers();
    detectDowns(now);
    m_nextTick = now + m_options.broadcastPeriod;
}

void TrackerReplica::beat()
{
    if (m_state.hasDelta()) {
        TrackerDelta delta = m_state.takeDelta();
        sendHeartbeat(delta);
        m_generations.push(m_state.delta(), delta);
        m_silentPeriods = 0;
    } else if (m_silentPeriods >= m_options.maxSilentPeriods) {
        sendHeartbeat(std::nullopt);
        m_silentPeriods = 0;
    } else {
        ++m_silentPeriods;
    }
}

void TrackerReplica::sendHeartbeat(std::optional<TrackerDelta> delta)
{
    ++m_stats.heartbeats;
    m_outlet.broadcast(trackerterms::toTerm(
        TrackerHeartbeat {.from = m_self, .delta = std::move(delta), .clock = clock()}));
}

void TrackerReplica::requestTransfers()
{
    if (--m_samplesLeft > 0)
        return;
    m_samplesLeft = m_options.clockSamplePeriods;
    // What is left knows of changes that are not known here.
    trackerclock::append(m_pendingClocks, clock());
    for (const TrackerClock &ahead : m_pendingClocks) {
        if (ahead.replica == m_state.replica())
            continue;
        if (m_requests.size() >= MaxRequests)
            m_requests.clear();
        m_requests.insert(++m_lastRequest, m_state.context());
        ++m_stats.transferRequests;
        m_outlet.sendTo(
            TrackerReplicaRef::fromId(ahead.replica).name,
            trackerterms::toTerm(TrackerTransferRequest {
                .ref = trackerterms::referenceOf(m_nodeName, m_lastRequest, creationOf(m_self)),
                .from = m_self,
                .clock = clock()}));
    }
    m_pendingClocks.clear();
}

void TrackerReplica::detectDowns(Time now)
{
    std::vector<TrackerReplicaRef> gone;
    for (auto &[name, peer] : m_peers) {
        const Time silence = now - peer.lastHeartbeat;
        if (silence > m_options.downPeriod && std::exchange(peer.isUp, false))
            down(peer.ref);
        if (silence > m_options.permdownPeriod)
            gone.push_back(peer.ref);
    }
    for (const TrackerReplicaRef &ref : gone) {
        forget(ref);
        m_peers.erase(Etf::encode(ref.name));
    }
}

void TrackerReplica::receive(const EtfTerm &term, Time now)
{
    const auto message =
        trackerterms::fromTerm(term, {.maxReplicas = 2 * m_options.maxReplicas + 1});
    if (!message)
        return refuse(message.error());
    std::visit(
        [this, now](const auto &one) {
            if (isAcceptable(one.from))
                handle(one, now);
        },
        message.value());
}

bool TrackerReplica::isAcceptable(const TrackerReplicaRef &from)
{
    // By the text: the name may be an atom there and a binary here.
    if (from.name.bytes() != m_nodeName)
        return true;
    if (from.vsn == m_self.vsn)
        return false; // our own, which Redis sends back
    refuse(
        QStringLiteral("Another node of the cluster has this node's name, %1: give each a name of "
                       "its own, or neither sees all presences.")
            .arg(QString::fromUtf8(m_nodeName)));
    return false;
}

void TrackerReplica::handle(const TrackerHeartbeat &heartbeat, Time now)
{
    if (!putHeartbeat(heartbeat.from, now))
        return;
    if (heartbeat.delta) {
        merge(*heartbeat.delta);
        m_generations.push(m_state.delta(), *heartbeat.delta);
    }
    trackerclock::append(m_pendingClocks, heartbeat.clock);
    // Beyond any number of clocks that do not dominate each other: start again with the next ones.
    if (m_pendingClocks.size() > size_t(m_options.maxReplicas))
        m_pendingClocks.clear();
}

bool TrackerReplica::putHeartbeat(const TrackerReplicaRef &from, Time now)
{
    const QByteArray name = Etf::encode(from.name);
    const auto known = m_peers.find(name);
    if (known == m_peers.end() && qsizetype(m_peers.size()) >= m_options.maxReplicas) {
        refuse(QStringLiteral("The cluster has more than %1 nodes; the presences of others are not "
                              "shown.")
                   .arg(m_options.maxReplicas));
        return false;
    }
    if (known != m_peers.end() && known->second.ref.vsn != from.vsn) {
        // The node was started again.
        const Peer before = known->second;
        if (before.isUp)
            down(before.ref);
        forget(before.ref);
    }
    // A node that has just come learns by a beat of ours what it lacks, and asks for it. (Phoenix
    // leaves it alone for up to eleven periods.)
    if (known == m_peers.end() || !known->second.isUp || known->second.ref.vsn != from.vsn)
        m_silentPeriods = m_options.maxSilentPeriods;
    m_peers[name] = {.ref = from, .lastHeartbeat = now, .isUp = true};
    report(m_state.replicaUp(from.id()));
    return true;
}

void TrackerReplica::handle(const TrackerTransferRequest &request, Time)
{
    ++m_stats.transfers;
    const auto generation = m_generations.extract(request.clock.context);
    m_outlet.sendTo(
        request.from.name,
        trackerterms::toTerm(TrackerTransferAnswer {
            .ref = request.ref,
            .from = m_self,
            .state = generation ? *generation : m_state.extract(request.clock.context)}));
}

void TrackerReplica::handle(const TrackerTransferAnswer &answer, Time)
{
    const auto request = m_requests.constFind(trackerterms::numberOf(answer.ref));
    if (request == m_requests.cend())
        return refuse(QStringLiteral("A state of presences was refused: nobody asked for it."));
    // Of replicas that were unknown when it was asked for, the state holds no values, though its
    // context has them: without this they would count as gone.
    const TrackerDelta state = answer.state.extracted(*request);
    m_requests.erase(request);
    merge(state);
    if (state.isWhole)
        m_generations.clear();
    else
        m_generations.push(m_state.delta(), state);
}

void TrackerReplica::handle(const TrackerPermdown &permdown, Time)
{
    const auto known = m_peers.find(Etf::encode(permdown.from.name));
    if (known == m_peers.end() || !(known->second.ref == permdown.from))
        return;
    down(permdown.from);
    forget(permdown.from);
    m_peers.erase(known);
}

void TrackerReplica::down(const TrackerReplicaRef &ref)
{
    report(m_state.replicaDown(ref.id()));
}

void TrackerReplica::forget(const TrackerReplicaRef &ref)
{
    m_state.removeReplica(ref.id());
    m_generations.removeReplica(ref.id());
}

void TrackerReplica::stop()
{
    for (const auto &entry : m_local)
        m_state.leave(entry.second);
    m_local.clear();
    if (m_state.hasDelta())
        sendHeartbeat(m_state.takeDelta());
    if (m_options.permdownOnShutdown)
        m_outlet.broadcast(trackerterms::toTerm(TrackerPermdown {.from = m_self}));
}

void TrackerReplica::merge(const TrackerDelta &delta)
{
    const quint64 before = m_state.refusedValues();
    report(m_state.merge(delta));
    if (m_state.refusedValues() > before)
        warnOnce(
            QStringLiteral("Other nodes have more than %1 presences; those beyond are not shown.")
                .arg(m_options.maxRemoteValues));
}

void TrackerReplica::report(const TrackerDiff &diff)
{
    for (const PresenceChange &change : m_remote.changes(diff))
        m_outlet.change(change);
}

void TrackerReplica::refuse(const QString &sentence)
{
    ++m_stats.refused;
    warnOnce(sentence);
}

void TrackerReplica::warnOnce(const QString &sentence)
{
    if (m_warned.size() >= MaxWarnings || m_warned.contains(sentence))
        return;
    m_warned.insert(sentence);
    m_outlet.warn(sentence);
}

} // namespace phx::server
