// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// What a person changes by hand while the endpoint runs: the code behind its mounts, and presences.
#include "server/endpoint/endpoint.h"

namespace phx::server {

namespace {

//! Far from the numbers of channels, which count from 1, and of sockets.
constexpr quint64 HandOwner = quint64(1) << 62U;

} // namespace

void Endpoint::replaceHandler(const std::shared_ptr<const SocketHandler> &old,
                              const std::shared_ptr<const SocketHandler> &now)
{
    const TurnQueue::Turn turn(m_turns);
    for (SocketMount &mount : m_config.sockets) {
        if (mount.handler == old)
            mount.handler = now;
    }
    for (const auto &entry : m_sockets) {
        if (&entry.second->handler() == old.get())
            entry.second->setHandler(now);
    }
}

void Endpoint::setPresence(const QByteArray &topic, const QString &key, const QJsonObject &meta)
{
    const TurnQueue::Turn turn(m_turns);
    if (m_presence.track(HandOwner, topic, key, meta).error)
        m_presence.update(HandOwner, topic, key, meta);
}

void Endpoint::untrackPresence(const QByteArray &topic, const QString &key)
{
    const TurnQueue::Turn turn(m_turns);
    m_presence.untrack(HandOwner, topic, key);
}

} // namespace phx::server
