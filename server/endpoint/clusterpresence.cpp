// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/clusterpresence.h"

#include <QRandomGenerator>

#include <algorithm>
#include <atomic>

namespace phx::server {

using protocol::EtfTerm;

namespace {

//! As Phoenix makes it: microseconds of the system's clock and a number of this process.
qint64 newVsn()
{
    using namespace std::chrono;
    static std::atomic<qint64> last {0};
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count() + ++last;
}

//! Nodes that start together do not all send at once.
std::chrono::milliseconds firstBeat(std::chrono::milliseconds period)
{
    return std::chrono::milliseconds(
        QRandomGenerator::global()->bounded(int(period.count() / 4) + 1));
}

QElapsedTimer started()
{
    QElapsedTimer timer;
    timer.start();
    return timer;
}

} // namespace

ClusterPresence::ClusterPresence(ClusterLink &link, const TrackerOptions &options, Node node,
                                 QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_period(options.broadcastPeriod)
    , m_topic(TrackerReplica::topicOf(options.module))
    , m_clock(started())
    , m_replica(link.nodeName(), newVsn(), options,
                {.broadcast = [this](const EtfTerm &message) { m_link.send(m_topic, message); },
                 .sendTo =
                     [this](const EtfTerm &name, const EtfTerm &message) {
                         m_link.sendTo(name.bytes(), m_topic, message);
                     },
                 .change = std::move(node.apply),
                 .warn = std::move(node.warn)},
                now())
    , m_timer(this)
{
    m_link.subscribe(m_topic,
                     [this](const EtfTerm &message) { m_replica.receive(message, now()); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClusterPresence::tick);
}

void ClusterPresence::announce()
{
    m_replica.announce(now() + firstBeat(m_period));
    m_timer.start(m_replica.nextTick() - now());
}

TrackerReplica::Time ClusterPresence::now() const
{
    return TrackerReplica::Time(m_clock.elapsed());
}

void ClusterPresence::tick()
{
    m_replica.tick(now());
    m_timer.start(std::max(TrackerReplica::Time(1), m_replica.nextTick() - now()));
}

void ClusterPresence::stop()
{
    m_timer.stop();
    m_replica.stop();
}

} // namespace phx::server
