// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/channel.h"

#include "client/logging.h"
#include "client/socket.h"
#include "server/protocol/events.h"

namespace phx::client {

using protocol::JoinRef;
using protocol::Payload;
using protocol::Ref;
using protocol::ServerMessage;
namespace events = protocol::events;

Channel::Channel(Socket &socket, QByteArray topic, Push::PayloadFunction params)
    : m_socket(&socket)
    , m_topic(std::move(topic))
    , m_timeout(socket.options().timeout)
    , m_params(std::move(params))
    , m_rejoinTimer(socket.timers(), socket.options().rejoinAfter, [this] {
        if (m_socket && m_socket->isConnected())
            rejoin(m_timeout);
    })
{ }

Channel::~Channel() = default;

void Channel::initialize()
{
    m_joinPush = std::make_shared<Push>(*this, events::Join, m_params, m_timeout);
    // Only the socket calls these, and it drops them with the channel.
    m_socketRefs.append(m_socket->onError(
        [this](const TransportError &, TransportKind, int) { m_rejoinTimer.reset(); }));
    m_socketRefs.append(m_socket->onOpen([this] { handleSocketOpen(); }));
    const std::weak_ptr<Channel> weak = weak_from_this();
    // Before the user's hooks. The user may keep the push longer than the channel.
    const auto withChannel = [&weak](void (Channel::*call)()) {
        return [weak, call](const Payload &) {
            if (const auto channel = weak.lock())
                ((*channel).*call)();
        };
    };
    m_joinPush->receive("ok", withChannel(&Channel::handleJoinOk));
    m_joinPush->receive("error", withChannel(&Channel::setErrored));
    m_joinPush->receive("timeout", withChannel(&Channel::handleJoinTimeout));
}

PushResult Channel::join(std::optional<std::chrono::milliseconds> timeout)
{
    if (!m_socket)
        return QStringLiteral("The socket of this channel is gone.");
    if (m_joinedOnce)
        return QStringLiteral("tried to join multiple times. 'join' can only be called a single "
                              "time per channel instance");
    m_timeout = timeout.value_or(m_timeout);
    m_joinedOnce = true;
    rejoin(m_timeout);
    return m_joinPush;
}

void Channel::rejoin(std::chrono::milliseconds timeout)
{
    if (m_state == State::Leaving)
        return;
    m_socket->leaveOpenTopic(m_topic);
    setState(State::Joining);
    m_joinPush->resend(timeout);
}

void Channel::handleJoinOk()
{
    ++m_joinCount;
    m_rejoinTimer.reset();
    setState(State::Joined);
    const auto buffer = std::exchange(m_pushBuffer, {});
    for (const auto &push : buffer)
        push->send();
}

void Channel::setErrored()
{
    setState(State::Errored);
    if (m_socket && m_socket->isConnected())
        m_rejoinTimer.schedule();
}

void Channel::handleJoinTimeout()
{
    const auto leavePush = std::make_shared<Push>(
        *this, events::Leave, [] { return Payload(); }, m_timeout);
    leavePush->send();
    m_joinPush->reset();
    setErrored();
}

void Channel::handleSocketOpen()
{
    m_rejoinTimer.reset();
    if (m_state == State::Errored)
        rejoin(m_timeout);
}

void Channel::setState(State state)
{
    if (m_state == state)
        return;
    const State before = std::exchange(m_state, state);
    if (m_socket)
        m_socket->handleChannelState(*this, before);
}

bool Channel::canPush() const
{
    return m_socket && m_socket->isConnected() && isJoined();
}

PushResult Channel::push(const QByteArray &event, const Payload &payload,
                         std::optional<std::chrono::milliseconds> timeout)
{
    if (!m_socket)
        return QStringLiteral("The socket of this channel is gone.");
    if (!m_joinedOnce) {
        return QStringLiteral("tried to push '%1' to '%2' before joining. Use channel.join() "
                              "before pushing events")
            .arg(QString::fromUtf8(event), QString::fromUtf8(m_topic));
    }
    const auto push = std::make_shared<Push>(
        *this, event, [payload] { return payload; }, timeout.value_or(m_timeout));
    if (canPush()) {
        QString problem = push->send();
        if (!problem.isEmpty())
            return problem;
        return push;
    }
    if (m_pushBuffer.size() >= m_socket->options().maxBuffered) {
        m_socket->countRefused();
        return QStringLiteral("%1 pushes wait for the join of '%2' already.")
            .arg(m_pushBuffer.size())
            .arg(QString::fromUtf8(m_topic));
    }
    push->startTimeout();
    m_pushBuffer.append(push);
    return push;
}

std::shared_ptr<Push> Channel::leave(std::optional<std::chrono::milliseconds> timeout)
{
    const auto self = shared_from_this();
    m_rejoinTimer.reset();
    m_joinPush->cancelTimeout();
    setState(State::Leaving);
    const auto leavePush = std::make_shared<Push>(
        *this, events::Leave, [] { return Payload(); }, timeout.value_or(m_timeout));
    const std::weak_ptr<Channel> weak = weak_from_this();
    const auto close = [weak](const Payload &) {
        if (const auto channel = weak.lock())
            channel->trigger(events::Close, Payload::json("\"leave\""));
    };
    leavePush->receive("ok", close);
    leavePush->receive("timeout", close);
    leavePush->send();
    // Since the state is "leaving" already, phoenix.js never waits for the server here.
    leavePush->answer("ok", {});
    return leavePush;
}

void Channel::noteTransmitted(const Ref &ref)
{
    if (const auto push = m_awaiting.value(ref))
        push->m_transmittedAt = std::chrono::steady_clock::now();
}

quint64 Channel::on(const QByteArray &event, Callback callback)
{
    m_bindings.append({event, ++m_lastBinding, std::move(callback)});
    return m_lastBinding;
}

void Channel::off(const QByteArray &event, std::optional<quint64> number)
{
    m_bindings.removeIf([&](const Binding &binding) {
        return binding.event == event && (!number || binding.number == *number);
    });
}

quint64 Channel::onClose(Callback callback)
{
    return on(events::Close, std::move(callback));
}

quint64 Channel::onError(Callback callback)
{
    return on(events::Error, std::move(callback));
}

bool Channel::isMember(const protocol::Message &message) const
{
    if (!message.topic.isText() || message.topic.bytes() != m_topic)
        return false;
    // An empty join_ref is none: binary frames have no other way to say so.
    return message.joinRef.bytes().isEmpty() || message.joinRef == joinRef();
}

void Channel::receive(const ServerMessage &received)
{
    const protocol::Message &message = received.message;
    const JoinRef ref = message.joinRef.bytes().isEmpty() ? joinRef() : message.joinRef;
    if (!received.isReply) {
        dispatch(message.event.bytes(), message.payload, message.ref, ref);
        return;
    }
    const auto payload = hooked(events::Reply, message.payload, message.ref, ref);
    if (!payload)
        return;
    if (const auto push = m_awaiting.value(message.ref)) {
        const bool isChanged = m_messageHook && *payload != message.payload;
        ServerMessage changed;
        if (isChanged)
            changed = ServerMessage::from({.event = message.event, .payload = *payload});
        const ServerMessage &reply = isChanged ? changed : received;
        push->answer(reply.status, reply.response);
    }
    const QList<Binding> bindings = m_bindings;
    for (const Binding &binding : bindings) {
        if (binding.event == events::Reply)
            binding.call(*payload, message.ref, ref);
    }
}

void Channel::trigger(const QByteArray &event, const Payload &payload)
{
    dispatch(event, payload, {}, joinRef());
}

void Channel::dispatch(const QByteArray &event, const Payload &payload, const Ref &ref,
                       const JoinRef &joinRefOfMessage)
{
    const auto self = shared_from_this();
    const auto wanted = hooked(event, payload, ref, joinRefOfMessage);
    if (!wanted)
        return;
    // A callback may unsubscribe any other: all that were there are called.
    const QList<Binding> bindings = m_bindings;
    const JoinRef joinRefThen = joinRefOfMessage;
    if (event == events::Close)
        handleClosed();
    else if (event == events::Error)
        handleError();
    for (const Binding &binding : bindings) {
        if (binding.event == event)
            binding.call(*wanted, ref, joinRefThen);
    }
}

std::optional<Payload> Channel::hooked(const QByteArray &event, const Payload &payload,
                                       const Ref &ref, const JoinRef &joinRefOfMessage) const
{
    if (!m_messageHook)
        return payload;
    auto wanted = m_messageHook(event, payload, ref, joinRefOfMessage);
    if (!wanted) {
        qCWarning(channelLog).noquote() << "a message hook of" << QString::fromUtf8(m_topic)
                                        << "must return the payload, modified or unmodified";
    }
    return wanted;
}

void Channel::handleClosed()
{
    m_rejoinTimer.reset();
    setState(State::Closed);
    if (m_socket)
        m_socket->remove(*this);
}

void Channel::handleError()
{
    if (m_state == State::Joining)
        m_joinPush->reset();
    setErrored();
}

} // namespace phx::client
