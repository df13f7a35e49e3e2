// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/presence.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace phx::client {

namespace {

const QLatin1String Metas("metas");

//! Whole numbers without leading zeros below 2^32 - 1, as array indices of JavaScript.
std::optional<quint32> arrayIndex(const QString &key)
{
    bool isNumber = false;
    const quint32 number = key.toUInt(&isNumber);
    if (!isNumber || number == 0xffffffffU || QString::number(number) != key)
        return std::nullopt;
    return number;
}

QSet<QString> refsOf(const QJsonObject &entry)
{
    QSet<QString> refs;
    for (const QJsonValue meta : entry.value(Metas).toArray())
        refs.insert(meta.toObject().value(QLatin1String("phx_ref")).toString());
    return refs;
}

//! The metas of an entry whose phx_ref is not among these.
QJsonArray metasWithout(const QJsonObject &entry, const QSet<QString> &refs)
{
    QJsonArray metas;
    for (const QJsonValue meta : entry.value(Metas).toArray()) {
        if (!refs.contains(meta.toObject().value(QLatin1String("phx_ref")).toString()))
            metas.append(meta);
    }
    return metas;
}

QJsonObject withMetas(QJsonObject entry, const QJsonArray &metas)
{
    entry.insert(Metas, metas);
    return entry;
}

} // namespace

QList<std::pair<QString, QJsonObject>> PresenceState::list() const
{
    QList<std::pair<QString, QJsonObject>> result;
    for (auto item = m_entries.cbegin(); item != m_entries.cend(); ++item)
        result.append({item.key(), item->entry});
    const auto rank = [this](const QString &key) {
        const auto index = arrayIndex(key);
        return std::tuple(!index.has_value(), index.value_or(0), m_entries[key].order);
    };
    std::sort(result.begin(), result.end(), [&rank](const auto &left, const auto &right) {
        return rank(left.first) < rank(right.first);
    });
    return result;
}

void PresenceState::insert(const QString &key, const QJsonObject &entry)
{
    const auto found = m_entries.find(key);
    if (found != m_entries.end())
        found->entry = entry;
    else
        m_entries.insert(key, {.entry = entry, .order = ++m_lastOrder});
}

Presence::Presence(std::shared_ptr<Channel> channel, Events events)
    : m_channel(std::move(channel))
    , m_events(std::move(events))
    , m_stateBinding(m_channel->on(m_events.state,
                                   [this](const protocol::Payload &payload, const protocol::Ref &,
                                          const protocol::JoinRef &) { handleState(payload); }))
    , m_diffBinding(m_channel->on(m_events.diff,
                                  [this](const protocol::Payload &payload, const protocol::Ref &,
                                         const protocol::JoinRef &) { handleDiff(payload); }))
{ }

Presence::~Presence()
{
    m_channel->off(m_events.state, m_stateBinding);
    m_channel->off(m_events.diff, m_diffBinding);
}

bool Presence::isPendingSync() const
{
    return m_joinRef.isNull() || m_joinRef != m_channel->joinRef();
}

void Presence::handleState(const protocol::Payload &payload)
{
    m_joinRef = m_channel->joinRef();
    m_state = syncState(m_state, payload.toObject(), m_onJoin, m_onLeave);
    const auto diffs = std::exchange(m_pendingDiffs, {});
    for (const QJsonObject &diff : diffs)
        m_state = syncDiff(m_state, diff, m_onJoin, m_onLeave);
    if (m_onSync)
        m_onSync();
}

void Presence::handleDiff(const protocol::Payload &payload)
{
    if (isPendingSync()) {
        if (m_pendingDiffs.size() >= MaxPendingDiffs) {
            m_pendingDiffs.removeFirst();
            ++m_droppedDiffs;
        }
        m_pendingDiffs.append(payload.toObject());
        return;
    }
    m_state = syncDiff(m_state, payload.toObject(), m_onJoin, m_onLeave);
    if (m_onSync)
        m_onSync();
}

PresenceState Presence::syncState(const PresenceState &current, const QJsonObject &newState,
                                  const Change &onJoin, const Change &onLeave)
{
    QJsonObject joins;
    QJsonObject leaves;
    for (const auto &[key, entry] : current.list()) {
        if (!newState.contains(key))
            leaves.insert(key, entry);
    }
    for (auto member = newState.begin(); member != newState.end(); ++member) {
        const QJsonObject entry = member.value().toObject();
        if (!current.contains(member.key())) {
            joins.insert(member.key(), entry);
            continue;
        }
        const QJsonObject before = current.value(member.key());
        const QJsonArray joined = metasWithout(entry, refsOf(before));
        const QJsonArray left = metasWithout(before, refsOf(entry));
        if (!joined.isEmpty())
            joins.insert(member.key(), withMetas(entry, joined));
        if (!left.isEmpty())
            leaves.insert(member.key(), withMetas(before, left));
    }
    return syncDiff(current, {{QStringLiteral("joins"), joins}, {QStringLiteral("leaves"), leaves}},
                    onJoin, onLeave);
}

PresenceState Presence::syncDiff(PresenceState current, const QJsonObject &diff,
                                 const Change &onJoin, const Change &onLeave)
{
    // Joins first: an entry that is updated never disappears in between.
    const QJsonObject joins = diff.value(QLatin1String("joins")).toObject();
    for (auto member = joins.begin(); member != joins.end(); ++member) {
        const QJsonObject joined = member.value().toObject();
        std::optional<QJsonObject> before;
        QJsonArray metas;
        if (current.contains(member.key())) {
            before = current.value(member.key());
            metas = metasWithout(*before, refsOf(joined));
        }
        for (const QJsonValue meta : joined.value(Metas).toArray())
            metas.append(meta);
        current.insert(member.key(), withMetas(joined, metas));
        if (onJoin)
            onJoin(member.key(), before, joined);
    }
    const QJsonObject leaves = diff.value(QLatin1String("leaves")).toObject();
    for (auto member = leaves.begin(); member != leaves.end(); ++member) {
        if (!current.contains(member.key()))
            continue;
        const QJsonObject left = member.value().toObject();
        const QJsonObject before = current.value(member.key());
        const QJsonObject rest = withMetas(before, metasWithout(before, refsOf(left)));
        if (onLeave)
            onLeave(member.key(), rest, left);
        if (rest.value(Metas).toArray().isEmpty())
            current.remove(member.key());
        else
            current.insert(member.key(), rest);
    }
    return current;
}

} // namespace phx::client
