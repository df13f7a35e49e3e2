// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/drainer.h"

#include "server/transport/deadlines.h"

#include <algorithm>

namespace phx::server {

Drainer::Drainer(const QList<SocketMount> &mounts, const SocketTable &sockets, TurnQueue &turns,
                 QObject *parent)
    : QObject(parent)
    , m_sockets(sockets)
    , m_turns(turns)
{
    for (const SocketMount &mount : mounts) {
        const bool isKnown =
            std::any_of(m_groups.cbegin(), m_groups.cend(), [&mount](const Group &group) {
                return group.handler == mount.handler.get();
            });
        if (!isKnown && mount.drain.enabled)
            m_groups.push_back({.handler = mount.handler.get(),
                                .options = mount.drain,
                                .log = mount.log.value_or(LogLevel::Info)});
    }
}

void Drainer::start()
{
    const qint64 now = Deadlines::nowMs();
    for (Group &group : m_groups) {
        for (const Socket *socket : joined(group))
            group.total += socket->channelCount();
        // Made here: the drainer may have been made in another thread.
        group.timer = std::make_unique<QTimer>();
        group.timer->setInterval(group.options.batchInterval);
        connect(group.timer.get(), &QTimer::timeout, this, [this, &group] {
            drainBatch(group);
            finishIfDone();
        });
        group.endMs = now + group.options.shutdown.count();
    }
    for (Group &group : m_groups)
        drainBatch(group);
    finishIfDone();
}

std::vector<Socket *> Drainer::joined(const Group &group) const
{
    std::vector<Socket *> found;
    for (const auto &[number, socket] : m_sockets) {
        if (&socket->handler() == group.handler && socket->channelCount() > 0)
            found.push_back(socket.get());
    }
    return found;
}

void Drainer::drainBatch(Group &group)
{
    {
        const TurnQueue::Turn turn(m_turns);
        qsizetype drained = 0;
        for (Socket *socket : joined(group)) {
            if (drained >= group.options.batchSize)
                break;
            drained += socket->channelCount();
            socket->drain();
        }
        if (drained > 0)
            logRound(group, drained);
    }
    // Between batches, not after the last.
    group.isDone = joined(group).empty() || Deadlines::nowMs() >= group.endMs;
    if (group.isDone)
        group.timer->stop();
    else if (!group.timer->isActive())
        group.timer->start();
}

void Drainer::logRound(Group &group, qsizetype drained)
{
    ++group.round;
    if (!phoenixlog::isEnabled(group.log))
        return;
    const qsizetype size = std::max(1, group.options.batchSize);
    phoenixlog::write(
        group.log,
        QStringLiteral(
            "DRAINING %1 of %2 total connection(s) for socket %3 every %4ms - round %5 of %6")
            .arg(drained)
            .arg(group.total)
            .arg(group.handler->name())
            .arg(group.options.batchInterval.count())
            .arg(group.round)
            .arg((group.total + size - 1) / size));
}

void Drainer::finishIfDone()
{
    if (std::all_of(m_groups.cbegin(), m_groups.cend(),
                    [](const Group &group) { return group.isDone; }))
        emit finished();
}

} // namespace phx::server
