// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/pendinganswers.h"

#include "client/timers.h"

#include <algorithm>
#include <utility>

namespace phx::app {

using Outcome = ClientAnswer::Outcome;
using client::Timers;
using protocol::Payload;

PendingAnswers::PendingAnswers(std::function<void(const ClientAnswer &)> answered)
    : m_answered(std::move(answered))
    , m_self(std::make_shared<PendingAnswers *>(this))
{ }

PendingAnswers::~PendingAnswers()
{
    *m_self = nullptr;
}

void PendingAnswers::add(quint64 id, Pending pending)
{
    if (m_pending.size() >= MaxPending)
        finish(m_pending.begin()->first, Outcome::Failed);
    m_pending.emplace(id, std::move(pending));
}

void PendingAnswers::waitForPush(quint64 id, const std::shared_ptr<client::Push> &push)
{
    add(id, {.push = push, .topic = {}, .ref = {}, .since = Clock::now()});
    const auto hook = [self = m_self, id](Outcome outcome, const QByteArray &status) {
        return [self, id, outcome, status](const Payload &response) {
            if (*self != nullptr)
                (*self)->finish(id, outcome, status, response);
        };
    };
    push->receive("ok", hook(Outcome::Replied, "ok"));
    push->receive("error", hook(Outcome::Replied, "error"));
    push->receive("timeout", hook(Outcome::TimedOut, {}));
}

void PendingAnswers::waitForRef(quint64 id, const protocol::WireValue &topic,
                                const protocol::Ref &ref, std::chrono::milliseconds timeout)
{
    add(id, {.push = {}, .topic = topic, .ref = ref, .since = Clock::now()});
    Timers::ofThisThread().start(timeout, [self = m_self, id] {
        if (*self != nullptr)
            (*self)->finish(id, Outcome::TimedOut);
    });
}

void PendingAnswers::handleMessage(const protocol::ServerMessage &received)
{
    if (!received.isReply)
        return;
    const protocol::Message &message = received.message;
    for (const auto &[id, pending] : m_pending) {
        const bool isOfPush = pending.push && pending.push->ref() == message.ref;
        const bool isOfFrame =
            !pending.push && pending.ref == message.ref && pending.topic == message.topic;
        if (!isOfPush && !isOfFrame)
            continue;
        // Ends the loop: the entry is gone after it.
        finish(id, Outcome::Replied, received.status, received.response);
        return;
    }
}

void PendingAnswers::failAll()
{
    while (!m_pending.empty())
        finish(m_pending.begin()->first, Outcome::Failed);
}

void PendingAnswers::finish(quint64 id, Outcome outcome, const QByteArray &status,
                            const Payload &response)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return;
    using std::chrono::microseconds;
    const Pending &pending = found->second;
    const auto now = Clock::now();
    const auto sentAt = pending.push ? pending.push->transmittedAt() : pending.since;
    const auto elapsed = now - sentAt.value_or(now);
    // One that was sent at once left before it was noted here.
    const auto waited = std::max(Clock::duration::zero(), sentAt.value_or(now) - pending.since);
    const ClientAnswer answer {.id = id,
                               .outcome = outcome,
                               .status = status,
                               .response = response,
                               .isSent = sentAt.has_value(),
                               .elapsed = std::chrono::duration_cast<microseconds>(elapsed),
                               .waited = std::chrono::duration_cast<microseconds>(waited)};
    // First it goes: who is told may send again.
    m_pending.erase(found);
    m_answered(answer);
}

} // namespace phx::app
