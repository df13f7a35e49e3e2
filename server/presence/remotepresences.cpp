// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/remotepresences.h"

#include "server/protocol/etfjson.h"

#include <atomic>

namespace phx::server {

using protocol::Etf;
using protocol::EtfTerm;
namespace etfjson = protocol::etfjson;

namespace {

//! Far from the numbers of channels, which count from 1.
constexpr quint64 FirstRemoteOwner = quint64(1) << 61U;

//! Unique in the process, in which several servers may run.
quint64 nextRemoteOwner()
{
    static std::atomic<quint64> next {FirstRemoteOwner};
    return next.fetch_add(1, std::memory_order_relaxed);
}

bool isReadable(const TrackerValue &value)
{
    const bool isEmptyText =
        (value.key.kind() == EtfTerm::Kind::Binary && value.key.bytes().isEmpty())
        || value.key.isAtom("nil");
    return value.meta.kind() == EtfTerm::Kind::Map && value.topic.isValidUtf8()
        && (isEmptyText || !etfjson::toText(value.key).isEmpty());
}

PresenceChange &changeOf(std::map<QByteArray, PresenceChange> &changes, const QByteArray &topic)
{
    PresenceChange &change = changes[topic];
    change.topic = topic;
    return change;
}

} // namespace

EtfTerm metaTerm(const QJsonObject &meta)
{
    QList<EtfTerm> items;
    for (auto it = meta.begin(); it != meta.end(); ++it) {
        const QByteArray key = it.key().toUtf8();
        const bool isRef = key == "phx_ref" || key == "phx_ref_prev";
        items << (isRef ? EtfTerm::atom(key) : EtfTerm::binary(key))
              << etfjson::fromJson(it.value());
    }
    return EtfTerm::map(items);
}

PresenceEntry RemotePresences::joined(const TrackerTag &tag, const TrackerValue &value)
{
    const QByteArray ownerKey = tag.replica + Etf::encode(value.pid);
    Owner &owner = m_owners[ownerKey];
    if (owner.presences++ == 0)
        owner.number = nextRemoteOwner();
    const PresenceEntry entry {.owner = owner.number,
                               .key = etfjson::toText(value.key),
                               .meta = etfjson::toJson(value.meta).toObject()};
    m_shown.insert_or_assign(tag, std::pair(ownerKey, entry));
    return entry;
}

std::optional<PresenceEntry> RemotePresences::left(const TrackerTag &tag)
{
    const auto shown = m_shown.extract(tag);
    if (shown.empty())
        return std::nullopt;
    const auto owner = m_owners.find(shown.mapped().first);
    if (owner != m_owners.end() && --owner->second.presences == 0)
        m_owners.erase(owner);
    return shown.mapped().second;
}

std::vector<PresenceChange> RemotePresences::changes(const TrackerDiff &diff)
{
    std::map<QByteArray, PresenceChange> byTopic;
    // Joins first: who updates its only presence keeps its number.
    for (const auto &[tag, value] : diff.joins) {
        if (isReadable(value))
            changeOf(byTopic, value.topic).joins.append(joined(tag, value));
        else
            ++m_unreadable;
    }
    for (const auto &[tag, value] : diff.leaves) {
        if (const auto entry = left(tag))
            changeOf(byTopic, value.topic).leaves.append(*entry);
    }
    std::vector<PresenceChange> all;
    for (auto &change : byTopic)
        all.push_back(std::move(change.second));
    return all;
}

} // namespace phx::server
