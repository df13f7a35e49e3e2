// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/push.h"

#include "client/channel.h"
#include "client/socket.h"
#include "server/protocol/events.h"

#include <QJsonObject>

namespace phx::client {

using protocol::Payload;

Push::Push(Channel &channel, QByteArray event, PayloadFunction payload,
           std::chrono::milliseconds timeout)
    : m_channel(channel.weak_from_this())
    , m_event(std::move(event))
    , m_payload(std::move(payload))
    , m_timeoutMs(timeout)
    , m_timer(channel.m_rejoinTimer.timers())
{ }

Push &Push::receive(const QByteArray &status, Hook hook)
{
    if (m_status == status)
        hook(m_response);
    m_hooks.append({status, std::move(hook)});
    return *this;
}

QString Push::send()
{
    const auto channel = m_channel.lock();
    if (!channel || !channel->m_socket || hasReceived("timeout"))
        return {};
    startTimeout();
    m_isSent = true;
    const QString problem =
        channel->m_socket->push({.joinRef = channel->joinRef(),
                                 .ref = m_ref,
                                 .topic = protocol::WireValue::text(channel->topic()),
                                 .event = protocol::WireValue::text(m_event),
                                 .payload = m_payload()},
                                channel);
    if (!problem.isEmpty())
        answer("error", Payload::object({{QStringLiteral("reason"), problem}}));
    return problem;
}

void Push::resend(std::chrono::milliseconds timeout)
{
    m_timeoutMs = timeout;
    reset();
    send();
}

void Push::startTimeout()
{
    const auto channel = m_channel.lock();
    if (!channel || !channel->m_socket)
        return;
    channel->forgetReply(m_ref);
    m_ref = protocol::WireValue::text(channel->m_socket->makeRef());
    m_transmittedAt.reset();
    m_isAwaited = true;
    channel->m_awaiting.insert(m_ref, shared_from_this());
    m_timer.start(m_timeoutMs, [this] { answer("timeout", {}); });
}

void Push::reset()
{
    if (const auto channel = m_channel.lock())
        channel->forgetReply(m_ref);
    m_timer.cancel();
    m_ref = {};
    m_status.reset();
    m_isAwaited = false;
    m_isSent = false;
}

void Push::answer(const QByteArray &status, const Payload &response)
{
    if (!m_isAwaited)
        return;
    // One answer for one ref; later ones find nobody.
    m_isAwaited = false;
    const auto self = shared_from_this();
    if (const auto channel = m_channel.lock())
        channel->forgetReply(m_ref);
    m_timer.cancel();
    m_status = status;
    m_response = response;
    const QList<StatusHook> hooks = m_hooks;
    for (const StatusHook &hook : hooks) {
        if (hook.status == status)
            hook.call(response);
    }
}

} // namespace phx::client
