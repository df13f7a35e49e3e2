// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/pairing.h"

#include "server/protocol/events.h"

#include <algorithm>

namespace phx::app {

using tap::EventKind;
using tap::TapEvent;

Pairing::Pairing(PairingLimits limits)
    : m_limits(limits)
{ }

RowFacts Pairing::fold(const TapEvent &event)
{
    RowFacts facts;
    switch (event.kind) {
    case EventKind::MessageIn:
        if (event.event == protocol::events::Join)
            beginJoin(event);
        facts = belongsTo(event);
        if (!event.ref.isEmpty())
            openRequest(event);
        break;
    case EventKind::MessageOut:
        facts = belongsTo(event);
        if (event.event == protocol::events::Reply && !event.ref.isEmpty())
            answer(event, facts);
        break;
    case EventKind::ChannelJoined: {
        // The request began the generation, unless it was not observed.
        const Joins *const joins = joinsOf(event);
        if (joins == nullptr
            || (!event.joinRef.isEmpty() && joins->back().joinRef != event.joinRef))
            beginJoin(event);
        facts = belongsTo(event);
        break;
    }
    case EventKind::JoinRefused:
    case EventKind::ChannelClosed:
    case EventKind::ChannelCrashed:
        facts = belongsTo(event);
        break;
    case EventKind::Closed:
        m_joins.remove(event.connection);
        break;
    default:
        break;
    }
    return facts;
}

void Pairing::forgetRequests()
{
    m_open.clear();
    m_openByKey.clear();
}

void Pairing::openRequest(const TapEvent &event)
{
    RequestKey key {event.connection, event.topic, event.ref};
    const auto known = m_openByKey.find(key);
    if (known != m_openByKey.end()) {
        m_open.erase(known.value());
        m_openByKey.erase(known);
    }
    m_open.push_back({key, event.sequence, event.timeUs});
    m_openByKey.insert(std::move(key), std::prev(m_open.end()));
    if (m_openByKey.size() > m_limits.maxOpenRequests) {
        m_openByKey.remove(m_open.front().key);
        m_open.pop_front();
        ++m_forgotten;
    }
}

void Pairing::answer(const TapEvent &event, RowFacts &facts)
{
    const auto found = m_openByKey.find({event.connection, event.topic, event.ref});
    if (found == m_openByKey.end())
        return;
    const OpenRequest &request = *found.value();
    facts.pairSequence = request.sequence;
    facts.rttUs = std::max<qint64>(event.timeUs - request.timeUs, 0);
    m_open.erase(found.value());
    m_openByKey.erase(found);
}

void Pairing::beginJoin(const TapEvent &event)
{
    auto &topics = m_joins[event.connection];
    Joins &joins = topics[event.topic];
    const int generation = joins.empty() ? 1 : joins.back().generation + 1;
    joins.push_back({event.joinRef.isEmpty() ? event.ref : event.joinRef, generation});
    if (joins.size() > m_limits.maxJoinsPerTopic)
        joins.erase(joins.begin());
    if (topics.size() > m_limits.maxTopicsPerConnection) {
        auto victim = topics.begin();
        if (victim.key() == event.topic)
            ++victim;
        topics.erase(victim);
        ++m_forgotten;
    }
}

const Pairing::Joins *Pairing::joinsOf(const TapEvent &event) const
{
    const auto topics = m_joins.constFind(event.connection);
    if (topics == m_joins.cend())
        return nullptr;
    const auto joins = topics->constFind(event.topic);
    return joins == topics->cend() ? nullptr : &*joins;
}

RowFacts Pairing::belongsTo(const TapEvent &event) const
{
    const Joins *const joins = joinsOf(event);
    if (joins == nullptr)
        return {};
    // V1 frames of the server and broadcasts carry no join_ref: they go to whatever is current.
    if (event.joinRef.isEmpty())
        return {.generation = joins->back().generation};
    const auto found = std::find_if(joins->rbegin(), joins->rend(), [&event](const Join &join) {
        return join.joinRef == event.joinRef;
    });
    return {.generation = found == joins->rend() ? 0 : found->generation,
            .superseded = found != joins->rbegin()};
}

} // namespace phx::app
