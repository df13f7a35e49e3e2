// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptpresence.h"

#include <QJsonDocument>

namespace phx::server {

using script::Frame;
using script::Kind;

namespace {

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject toObject(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

void ScriptPresence::add(quint64 channel, const QByteArray &topic, PresenceTracker &tracker)
{
    m_tracker = &tracker;
    m_topics.insert(channel, topic);
    m_channels[topic].append(channel);
    tracker.setFetcher(topic, this);
}

void ScriptPresence::remove(quint64 channel)
{
    const auto topic = m_topics.constFind(channel);
    if (topic == m_topics.cend())
        return;
    const auto channels = m_channels.find(*topic);
    channels->removeOne(channel);
    if (channels->isEmpty()) {
        m_tracker->setFetcher(*topic, nullptr);
        m_channels.erase(channels);
    }
    m_topics.erase(topic);
}

bool ScriptPresence::fetchLater(const QByteArray &topic, const PresenceSides &sides)
{
    const QList<quint64> channels = m_channels.value(topic);
    const quint64 number = ++m_lastNumber;
    const bool isSent = !channels.isEmpty()
        && m_send(
            {.kind = Kind::Fetch,
             .target = channels.constLast(),
             .fields = {QByteArray::number(number), toJson(sides.joins), toJson(sides.leaves)}});
    if (isSent)
        m_waiting.push_back({number, topic, sides});
    else
        giveUp(); // so that this diff does not overtake them
    return isSent;
}

QString ScriptPresence::handleFetched(const Frame &frame)
{
    if (m_waiting.empty() || m_waiting.front().number != frame.target)
        return {};
    const Waiting diff = std::move(m_waiting.front());
    m_waiting.pop_front();
    const bool isFetched = frame.field(0) == "ok";
    PresenceSides sides = diff.sides;
    if (isFetched) {
        sides.joins = PresenceTracker::withFetched(sides.joins, toObject(frame.field(1)));
        sides.leaves = PresenceTracker::withFetched(sides.leaves, toObject(frame.field(2)));
    }
    m_tracker->announceFetched(diff.topic, sides);
    return isFetched ? QString() : QString::fromUtf8(frame.field(1));
}

void ScriptPresence::reset()
{
    giveUp();
    for (auto it = m_channels.cbegin(); it != m_channels.cend(); ++it)
        m_tracker->setFetcher(it.key(), nullptr);
    m_channels.clear();
    m_topics.clear();
}

void ScriptPresence::giveUp()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiting &diff : waiting)
        m_tracker->announceFetched(diff.topic, diff.sides);
}

} // namespace phx::server
