// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// What a person changes by hand while the endpoint runs: the code behind its mounts, presences, and
// whose tokens are valid.
#include "server/channel/logcategories.h"
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

void Endpoint::expireTokens(quint64 connection)
{
    const TurnQueue::Turn turn(m_turns);
    const Socket *found = socket(connection);
    if (found == nullptr)
        return;
    const TokensExpired tokens {found->tokens()};
    if (m_tap->isEnabled()) {
        tap::TapEvent event {.kind = tap::EventKind::Note};
        event.connection = connection;
        event.detail = tokens.prints.isEmpty()
            ? "The client connected without a token: nothing can expire."
            : "The token of this client was declared expired.";
        m_tap->record(std::move(event));
    }
    if (tokens.prints.isEmpty())
        return;
    // The other nodes first: the client may come back on any of them.
    m_bus->send(this, QVariant::fromValue(tokens));
    apply(tokens);
}

void Endpoint::apply(const TokensExpired &tokens)
{
    const TurnQueue::Turn turn(m_turns);
    if (!m_expired.add(tokens.prints)) {
        qCWarning(endpointLog, "Too many tokens were declared expired; restore them first.");
        return;
    }
    std::vector<Socket *> affected;
    for (const auto &entry : m_sockets) {
        if (m_expired.hasAny(entry.second->tokens()))
            affected.push_back(entry.second.get());
    }
    for (Socket *one : affected) {
        one->close(quint16(protocol::CloseCode::GoingAway), {}, QStringLiteral("token expired"));
    }
}

} // namespace phx::server
