// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/presencefold.h"

#include "server/protocol/events.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace phx::app {

namespace {

using Kind = PresenceChangeEntry::Kind;

const QLatin1String RefKey("phx_ref");
const QLatin1String PreviousRefKey("phx_ref_prev");

QJsonArray metasOf(const QJsonValue &entry)
{
    return entry.toObject().value(QLatin1String("metas")).toArray();
}

QString refOf(const QJsonValue &meta)
{
    return meta.toObject().value(RefKey).toString();
}

PresenceMeta *metaOf(PresenceKey &key, const QString &ref)
{
    const auto found = std::find_if(key.metas.begin(), key.metas.end(),
                                    [&ref](const PresenceMeta &meta) { return meta.ref == ref; });
    return found == key.metas.end() ? nullptr : &*found;
}

bool isHere(const PresenceKey &key)
{
    return std::any_of(key.metas.cbegin(), key.metas.cend(),
                       [](const PresenceMeta &meta) { return meta.leftUs == 0; });
}

//! Removes the first that is gone, or else the first.
void dropOne(QList<PresenceMeta> &metas)
{
    const auto gone = std::find_if(metas.cbegin(), metas.cend(),
                                   [](const PresenceMeta &meta) { return meta.leftUs != 0; });
    metas.erase(gone == metas.cend() ? metas.cbegin() : gone);
}

} // namespace

bool PresenceFold::fold(const tap::TapEvent &event)
{
    m_isChanged = false;
    if (event.kind == tap::EventKind::ServerStopped) {
        everybodyLeft(event);
        return m_isChanged;
    }
    const bool isSent =
        event.kind == tap::EventKind::FanOut || event.kind == tap::EventKind::MessageOut;
    const bool isState = event.event == protocol::events::PresenceState;
    const bool isDiff = event.event == protocol::events::PresenceDiff;
    if (!isSent || (!isState && !isDiff) || event.payloadBinary || event.payloadOffset < 0
        || event.payloadSize > m_limits.maxPayloadBytes)
        return false;
    const QByteArray payload = event.frame.mid(event.payloadOffset, event.payloadSize);
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    if (!document.isObject())
        return false;
    if (isState)
        foldState(document.object(), event);
    else
        foldDiff(document.object(), event);
    return m_isChanged;
}

void PresenceFold::foldState(const QJsonObject &state, const tap::TapEvent &event)
{
    PresenceTopic &about = topic(event);
    for (auto entry = state.constBegin(); entry != state.constEnd(); ++entry) {
        for (const QJsonValue &meta : metasOf(entry.value()))
            joined(about, entry.key(), meta.toObject(), event);
    }
    // Who is not in the list has left without our seeing it.
    for (PresenceKey &known : about.keys) {
        const QJsonArray listed = metasOf(state.value(known.key));
        for (PresenceMeta &meta : known.metas) {
            const bool isListed =
                std::any_of(listed.begin(), listed.end(),
                            [&meta](const QJsonValue &other) { return refOf(other) == meta.ref; });
            if (meta.leftUs == 0 && !isListed)
                left(about, known, meta, event);
        }
    }
}

void PresenceFold::foldDiff(const QJsonObject &diff, const tap::TapEvent &event)
{
    PresenceTopic &about = topic(event);
    const QJsonObject joins = diff.value(QLatin1String("joins")).toObject();
    for (auto entry = joins.constBegin(); entry != joins.constEnd(); ++entry) {
        for (const QJsonValue &meta : metasOf(entry.value()))
            joined(about, entry.key(), meta.toObject(), event);
    }
    const QJsonObject leaves = diff.value(QLatin1String("leaves")).toObject();
    for (auto entry = leaves.constBegin(); entry != leaves.constEnd(); ++entry) {
        for (const QJsonValue &meta : metasOf(entry.value())) {
            PresenceKey *known = key(about, entry.key());
            PresenceMeta *leaving = known == nullptr ? nullptr : metaOf(*known, refOf(meta));
            if (leaving != nullptr && leaving->leftUs == 0)
                left(about, *known, *leaving, event);
        }
    }
}

void PresenceFold::everybodyLeft(const tap::TapEvent &event)
{
    for (PresenceTopic &about : m_topics) {
        for (PresenceKey &known : about.keys) {
            for (PresenceMeta &meta : known.metas) {
                if (meta.leftUs == 0)
                    left(about, known, meta, event);
            }
        }
    }
}

PresenceTopic &PresenceFold::topic(const tap::TapEvent &event)
{
    if (!m_topics.contains(event.topic) && m_topics.size() >= m_limits.maxTopics) {
        const auto quietest = std::min_element(m_topics.cbegin(), m_topics.cend(),
                                               [](const PresenceTopic &a, const PresenceTopic &b) {
                                                   return a.changedUs < b.changedUs;
                                               });
        m_topics.erase(quietest);
    }
    // Also an empty presence_state is news: the topic has presences.
    m_isChanged = m_isChanged || !m_topics.contains(event.topic);
    return m_topics[event.topic];
}

//! Made if it is new; null if there is no room for it.
PresenceKey *PresenceFold::key(PresenceTopic &topic, const QString &name)
{
    const auto isBefore = [](const PresenceKey &a, const QString &b) { return a.key < b; };
    auto place = std::lower_bound(topic.keys.begin(), topic.keys.end(), name, isBefore);
    if (place != topic.keys.end() && place->key == name)
        return &*place;
    if (topic.keys.size() >= m_limits.maxKeys) {
        const auto gone = std::find_if(topic.keys.cbegin(), topic.keys.cend(),
                                       [](const PresenceKey &known) { return !isHere(known); });
        if (gone == topic.keys.cend())
            return nullptr;
        topic.keys.erase(gone);
        place = std::lower_bound(topic.keys.begin(), topic.keys.end(), name, isBefore);
    }
    return &*topic.keys.insert(place, PresenceKey {.key = name});
}

void PresenceFold::joined(PresenceTopic &topic, const QString &name, const QJsonObject &meta,
                          const tap::TapEvent &event)
{
    PresenceKey *known = key(topic, name);
    const QString ref = meta.value(RefKey).toString();
    if (known == nullptr || metaOf(*known, ref) != nullptr)
        return;
    PresenceMeta added {.ref = ref, .previousRef = meta.value(PreviousRefKey).toString()};
    added.sinceUs = event.timeUs;
    QJsonObject rest = meta;
    rest.remove(RefKey);
    rest.remove(PreviousRefKey);
    added.json = QJsonDocument(rest).toJson(QJsonDocument::Compact);

    // An update: the new meta takes the place of the old one, which is in the same diff's leaves.
    PresenceMeta *replaced = metaOf(*known, added.previousRef);
    if (replaced != nullptr && replaced->leftUs == 0) {
        *replaced = added;
        log(topic, Kind::Updated, *known, ref, event);
        return;
    }
    const bool isFlap = known->goneUs != 0
        && event.timeUs - known->goneUs < std::chrono::microseconds(FlapWindow).count();
    known->flaps += isFlap ? 1 : 0;
    known->goneUs = 0;
    if (known->metas.size() >= m_limits.maxMetas)
        dropOne(known->metas);
    known->metas.append(added);
    log(topic, Kind::Joined, *known, ref, event);
    topic.log.last().isFlap = isFlap;
}

void PresenceFold::left(PresenceTopic &topic, PresenceKey &key, PresenceMeta &meta,
                        const tap::TapEvent &event)
{
    meta.leftUs = event.timeUs;
    if (!isHere(key))
        key.goneUs = event.timeUs;
    log(topic, Kind::Left, key, meta.ref, event);
}

void PresenceFold::log(PresenceTopic &topic, Kind kind, const PresenceKey &key, const QString &ref,
                       const tap::TapEvent &event)
{
    if (topic.log.size() >= m_limits.maxLog)
        topic.log.removeFirst();
    topic.log.append({.kind = kind,
                      .key = key.key,
                      .ref = ref,
                      .timeUs = event.timeUs,
                      .sequence = event.sequence});
    topic.changedUs = event.timeUs;
    m_isChanged = true;
}

} // namespace phx::app
