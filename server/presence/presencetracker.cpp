// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/presencetracker.h"

#include <QJsonArray>
#include <QMap>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <chrono>

namespace phx::server {

namespace {

const QLatin1String RefKey("phx_ref");
const QLatin1String PreviousRefKey("phx_ref_prev");
const QLatin1String MetasKey("metas");

//! {key: {"metas":[…]}}, the order of the entries kept within a key.
template<class Entries>
QJsonObject grouped(const Entries &entries)
{
    QMap<QString, QJsonArray> metas;
    for (const auto &entry : entries)
        metas[entry.key].append(entry.meta);
    QJsonObject out;
    for (auto it = metas.cbegin(); it != metas.cend(); ++it)
        out.insert(it.key(), QJsonObject {{MetasKey, it.value()}});
    return out;
}

} // namespace

PresenceTracker::PresenceTracker(DiffFunction onDiff, ReplicateFunction onChange)
    : m_onDiff(std::move(onDiff))
    , m_onChange(std::move(onChange))
    , m_nodeHash(static_cast<quint16>(QRandomGenerator::global()->bounded(0x10000)))
{ }

PresenceTracker::Outcome PresenceTracker::track(quint64 owner, const QByteArray &topic,
                                                const QString &key, const QJsonObject &meta)
{
    QList<Entry> &entries = m_topics[topic];
    Entry entry {.owner = owner, .key = key, .meta = meta};
    const auto place = std::lower_bound(entries.begin(), entries.end(), entry, isBefore);
    if (place != entries.end() && !isBefore(entry, *place))
        return {.error = Error::AlreadyTracked};

    const QString ref = newRef();
    entry.meta.remove(PreviousRefKey);
    entry.meta.insert(RefKey, ref);
    entries.insert(place, entry);
    QList<QByteArray> &topics = m_topicsOfOwner[owner];
    if (!topics.contains(topic))
        topics.append(topic);
    publish({topic, {entry}, {}});
    return {.ref = ref};
}

PresenceTracker::Outcome PresenceTracker::update(quint64 owner, const QByteArray &topic,
                                                 const QString &key, const QJsonObject &meta)
{
    const auto entries = m_topics.find(topic);
    if (entries == m_topics.end())
        return {.error = Error::NoPresence};
    Entry entry {.owner = owner, .key = key, .meta = meta};
    const auto place = std::lower_bound(entries->begin(), entries->end(), entry, isBefore);
    if (place == entries->end() || isBefore(entry, *place))
        return {.error = Error::NoPresence};

    const QString ref = newRef();
    const Entry before = *place;
    entry.meta.insert(PreviousRefKey, before.meta.value(RefKey));
    entry.meta.insert(RefKey, ref);
    *place = entry;
    publish({topic, {entry}, {before}});
    return {.ref = ref};
}

void PresenceTracker::untrack(quint64 owner, const QByteArray &topic, const QString &key)
{
    const auto entries = m_topics.find(topic);
    if (entries == m_topics.end())
        return;
    const Entry wanted {.owner = owner, .key = key};
    const auto place = std::lower_bound(entries->begin(), entries->end(), wanted, isBefore);
    if (place == entries->end() || isBefore(wanted, *place))
        return;

    const Entry left = *place;
    entries->erase(place);
    const bool isLast = std::none_of(entries->cbegin(), entries->cend(),
                                     [owner](const Entry &entry) { return entry.owner == owner; });
    if (entries->isEmpty())
        m_topics.erase(entries);
    if (isLast)
        forget(owner, topic);
    publish({topic, {}, {left}});
}

void PresenceTracker::untrackAll(quint64 owner)
{
    const QList<QByteArray> topics = m_topicsOfOwner.take(owner);
    for (const QByteArray &topic : topics) {
        const auto entries = m_topics.find(topic);
        if (entries == m_topics.end())
            continue;
        const auto first =
            std::find_if(entries->begin(), entries->end(),
                         [owner](const Entry &entry) { return entry.owner == owner; });
        const auto last = std::find_if(
            first, entries->end(), [owner](const Entry &entry) { return entry.owner != owner; });
        const QList<Entry> left(first, last);
        entries->erase(first, last);
        if (entries->isEmpty())
            m_topics.erase(entries);
        publish({topic, {}, left});
    }
}

QJsonObject PresenceTracker::list(const QByteArray &topic) const
{
    return fetched(topic, grouped(m_topics.value(topic)));
}

bool PresenceTracker::isBefore(const Entry &a, const Entry &b)
{
    return a.owner != b.owner ? a.owner < b.owner : a.key < b.key;
}

//! Time, node and counter, as Phoenix.Tracker.State makes its refs (protocol.md §6.1).
QString PresenceTracker::newRef()
{
    using namespace std::chrono;
    const auto now = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    QByteArray bytes(12, '\0');
    qToBigEndian<qint64>(now.count(), bytes.data());
    qToBigEndian<quint16>(m_nodeHash, bytes.data() + 8);
    qToBigEndian<quint16>(static_cast<quint16>(++m_uniqueRef), bytes.data() + 10);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding));
}

void PresenceTracker::publish(const PresenceChange &change) const
{
    if (m_onChange)
        m_onChange(change);
    announce(change);
}

void PresenceTracker::announce(const PresenceChange &change) const
{
    if (!m_onDiff)
        return;
    const PresenceSides sides {.joins = fetched(change.topic, grouped(change.joins)),
                               .leaves = fetched(change.topic, grouped(change.leaves))};
    PresenceFetcher *fetcher = m_fetchers.value(change.topic);
    if (!fetcher || !fetcher->fetchLater(change.topic, sides))
        announceFetched(change.topic, sides);
}

void PresenceTracker::announceFetched(const QByteArray &topic, const PresenceSides &sides) const
{
    if (m_onDiff)
        m_onDiff(
            topic,
            {{QStringLiteral("joins"), sides.joins}, {QStringLiteral("leaves"), sides.leaves}});
}

void PresenceTracker::setFetcher(const QByteArray &topic, PresenceFetcher *fetcher)
{
    if (fetcher)
        m_fetchers.insert(topic, fetcher);
    else
        m_fetchers.remove(topic);
}

QJsonObject PresenceTracker::fetched(const QByteArray &topic, const QJsonObject &presences) const
{
    return m_fetch ? withFetched(presences, m_fetch(topic, presences)) : presences;
}

QJsonObject PresenceTracker::withFetched(const QJsonObject &presences, const QJsonObject &fetched)
{
    QJsonObject result;
    for (auto it = presences.begin(); it != presences.end(); ++it) {
        QJsonObject entry = fetched.value(it.key()).toObject();
        if (!entry.value(MetasKey).isArray())
            entry.insert(MetasKey, it.value().toObject().value(MetasKey));
        result.insert(it.key(), entry);
    }
    return result;
}

void PresenceTracker::apply(const PresenceChange &change)
{
    QList<Entry> &entries = m_topics[change.topic];
    for (const Entry &left : change.leaves) {
        // Of another machine's process, a later meta may be here before the earlier one has left.
        const auto [first, last] = std::equal_range(entries.begin(), entries.end(), left, isBefore);
        const auto place = std::find_if(first, last, [&left](const Entry &entry) {
            return entry.meta.value(RefKey) == left.meta.value(RefKey);
        });
        if (place != last)
            entries.erase(place);
    }
    for (const Entry &joined : change.joins)
        entries.insert(std::upper_bound(entries.begin(), entries.end(), joined, isBefore), joined);
    if (entries.isEmpty())
        m_topics.remove(change.topic);
    announce(change);
}

void PresenceTracker::forget(quint64 owner, const QByteArray &topic)
{
    const auto topics = m_topicsOfOwner.find(owner);
    if (topics == m_topicsOfOwner.end())
        return;
    topics->removeOne(topic);
    if (topics->isEmpty())
        m_topicsOfOwner.erase(topics);
}

} // namespace phx::server
