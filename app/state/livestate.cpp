// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/livestate.h"

#include "app/state/carriedtoken.h"
#include "app/state/useragent.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace phx::app {

using tap::EventKind;
using tap::TapEvent;

LiveState::LiveState(LiveStateLimits limits)
    : m_limits(limits)
{ }

void LiveState::fold(const TapEvent &event, int generation)
{
    using State = ChannelState::State;
    m_isPresenceChanged = m_presence.fold(event) || m_isPresenceChanged;
    switch (event.kind) {
    case EventKind::HandshakeAccepted:
        connected(event);
        break;
    case EventKind::MessageIn:
    case EventKind::MessageOut:
    case EventKind::FanOut:
        message(event);
        break;
    case EventKind::Undecodable:
        if (event.direction == tap::Direction::In)
            client(event).lastHeardUs = event.timeUs;
        break;
    case EventKind::Closed:
        // Unknown ones have ended and were given up; they must not come back.
        if (const auto found = m_clients.find(event.connection); found != m_clients.end())
            closed(found->second, event);
        break;
    case EventKind::ServerStopped:
        allClosed(event);
        break;
    case EventKind::ChannelJoined:
        channelChanged(event, State::Joined, generation);
        break;
    case EventKind::JoinRefused:
        channelChanged(event, State::Refused, generation);
        break;
    case EventKind::ChannelClosed:
        if (m_clients.contains(event.connection))
            channelChanged(event, State::Closed, generation);
        break;
    case EventKind::ChannelCrashed:
        channelChanged(event, State::Crashed, generation);
        break;
    case EventKind::ServerStarted:
    case EventKind::HandshakeRefused:
    case EventKind::Note:
        return;
    }
    m_isChanged = true;
}

ClientState &LiveState::client(const TapEvent &event)
{
    const auto [found, isNew] = m_clients.try_emplace(event.connection);
    ClientState &state = found->second;
    if (isNew) {
        // Also for connections whose handshake was not observed.
        state.connection = event.connection;
        state.connectedUs = event.timeUs;
        ++m_connected;
    }
    if (event.transport != tap::TransportKind::None)
        state.transport = event.transport;
    if (event.vsn != 0)
        state.vsn = event.vsn;
    return state;
}

void LiveState::connected(const TapEvent &event)
{
    ClientState &state = client(event);
    if (!state.connected)
        reconnected(state, event);
    state.label = clientLabel(event.frame);
    state.peer = event.peer;
    state.socketId = event.socketId;
    state.hasToken = carriesToken(event.frame);
    state.lastHeardUs = event.timeUs;
}

//! Connections of a server end once; a client of the program's own keeps its number.
void LiveState::reconnected(ClientState &state, const TapEvent &event)
{
    state.connected = true;
    state.connectedUs = event.timeUs;
    state.closedUs = 0;
    state.closeCode = 0;
    ++m_connected;
    m_closedOrder.removeOne(state.connection);
}

void LiveState::closed(ClientState &state, const TapEvent &event)
{
    state.closeCode = event.code;
    state.closedUs = event.timeUs;
    if (!state.connected)
        return;
    state.connected = false;
    --m_connected;
    for (ChannelState &ended : state.channels) {
        if (ended.state != ChannelState::State::Joined)
            continue;
        ended.state = ChannelState::State::Closed;
        ended.sinceUs = event.timeUs;
        ended.detail = event.detail;
        addSubscribers(topic(ended.topic, event.timeUs), -1);
    }
    m_closedOrder.append(state.connection);
    if (std::size_t(m_closedOrder.size()) > m_limits.maxClosedClients)
        m_clients.erase(m_closedOrder.takeFirst());
}

void LiveState::allClosed(const TapEvent &event)
{
    // closed() may erase: it drops clients that had ended before, this loop asks for open ones.
    std::vector<quint64> open;
    for (const auto &[connection, state] : m_clients) {
        if (state.connected)
            open.push_back(connection);
    }
    for (const quint64 connection : open)
        closed(m_clients.at(connection), event);
}

LiveState::Topic &LiveState::topic(const QByteArray &name, qint64 timeUs)
{
    const auto [found, isNew] = m_topics.try_emplace(name);
    found->second.lastUs = timeUs;
    if (isNew && m_topics.size() > m_limits.maxTopics)
        dropQuietTopics(name);
    return found->second;
}

void LiveState::addSubscribers(Topic &about, int count)
{
    // A topic that was given up comes back without the subscribers that it had.
    about.subscribers = std::max(about.subscribers + count, 0);
}

void LiveState::dropQuietTopics(const QByteArray &except)
{
    std::vector<Topics::iterator> candidates;
    for (auto at = m_topics.begin(); at != m_topics.end(); ++at) {
        if (at->first != except)
            candidates.push_back(at);
    }
    const auto isQuieter = [](Topics::iterator left, Topics::iterator right) {
        const bool isLeftAlone = left->second.subscribers == 0;
        const bool isRightAlone = right->second.subscribers == 0;
        if (isLeftAlone != isRightAlone)
            return isLeftAlone;
        return left->second.lastUs < right->second.lastUs;
    };
    // Many at once, so that a flood of new topics pays for the search only now and then.
    const std::size_t count = std::min(m_limits.maxTopics / 8 + 1, candidates.size());
    const auto end = candidates.begin() + std::ptrdiff_t(count);
    std::nth_element(candidates.begin(), end, candidates.end(), isQuieter);
    std::for_each(candidates.begin(), end, [this](Topics::iterator at) { m_topics.erase(at); });
    m_droppedTopics += count;
}

ChannelState &LiveState::channel(ClientState &state, const TapEvent &event)
{
    auto &channels = state.channels;
    const auto isBefore = [](const ChannelState &entry, const QByteArray &name) {
        return entry.topic < name;
    };
    auto at = std::lower_bound(channels.begin(), channels.end(), event.topic, isBefore);
    if (at != channels.end() && at->topic == event.topic)
        return *at;
    if (channels.size() >= m_limits.maxChannelsPerClient) {
        auto oldest = channels.end();
        for (auto entry = channels.begin(); entry != channels.end(); ++entry) {
            if (entry->state != ChannelState::State::Joined
                && (oldest == channels.end() || entry->sinceUs < oldest->sinceUs))
                oldest = entry;
        }
        if (oldest != channels.end())
            channels.erase(oldest);
        at = std::lower_bound(channels.begin(), channels.end(), event.topic, isBefore);
    }
    ChannelState fresh;
    fresh.topic = event.topic;
    fresh.state = ChannelState::State::Closed;
    return *channels.insert(at, fresh);
}

void LiveState::channelChanged(const TapEvent &event, ChannelState::State state, int generation)
{
    using State = ChannelState::State;
    ChannelState &entry = channel(client(event), event);
    const bool wasJoined = entry.state == State::Joined;
    // The end of an older join may be told after the start of the one that replaced it.
    if (wasJoined && state != State::Joined && event.joinRef != entry.joinRef)
        return;
    Topic &about = topic(event.topic, event.timeUs);
    addSubscribers(about, (state == State::Joined ? 1 : 0) - (wasJoined ? 1 : 0));
    if (state != State::Closed)
        about.refused = state != State::Joined;
    // A channel that crashed or was refused stays so until it joins again, whatever ends after it.
    const bool isDead = entry.state == State::Crashed || entry.state == State::Refused;
    if (state == State::Closed && isDead)
        return;
    entry.state = state;
    entry.joinRef = event.joinRef;
    entry.sinceUs = event.timeUs;
    entry.detail = state == State::Joined ? QByteArray() : event.detail;
    if (generation > 0)
        entry.generation = generation;
}

void LiveState::message(const TapEvent &event)
{
    Topic &about = topic(event.topic, event.timeUs);
    ++about.messages;
    about.rate.add(event.timeUs);
    if (event.kind == EventKind::MessageIn) {
        client(event).lastHeardUs = event.timeUs;
        m_in.add(event.timeUs);
    } else {
        m_out.add(event.timeUs,
                  event.kind == EventKind::FanOut ? quint32(event.recipients.size()) : 1);
    }
}

bool LiveState::updateRates(LiveSnapshot &snapshot, qint64 nowUs)
{
    bool isChanged = false;
    for (auto &[name, about] : m_topics) {
        const double perSecond = about.rate.perSecond(nowUs);
        isChanged = isChanged || perSecond != about.perSecond;
        about.perSecond = perSecond;
    }
    const double in = m_in.perSecond(nowUs);
    const double out = m_out.perSecond(nowUs);
    isChanged = isChanged || in != snapshot.inPerSecond || out != snapshot.outPerSecond;
    snapshot.inPerSecond = in;
    snapshot.outPerSecond = out;
    return isChanged;
}

bool LiveState::update(LiveSnapshot &snapshot, qint64 nowUs)
{
    const bool areRatesChanged = updateRates(snapshot, nowUs);
    if (!areRatesChanged && !m_isChanged && !m_isPresenceChanged)
        return false;
    if (std::exchange(m_isPresenceChanged, false))
        snapshot.presences = m_presence.topics();
    if (m_isChanged) {
        snapshot.clients.clear();
        snapshot.clients.reserve(qsizetype(m_clients.size()));
        for (const auto &[connection, state] : m_clients)
            snapshot.clients.append(state);
    }
    snapshot.topics.clear();
    snapshot.topics.reserve(qsizetype(m_topics.size()));
    for (const auto &[name, about] : m_topics) {
        snapshot.topics.append({.topic = name,
                                .subscribers = about.subscribers,
                                .messages = about.messages,
                                .perSecond = about.perSecond,
                                .refused = about.refused});
    }
    snapshot.connected = m_connected;
    snapshot.droppedTopics = m_droppedTopics;
    ++snapshot.stateVersion;
    m_isChanged = false;
    return true;
}

} // namespace phx::app
