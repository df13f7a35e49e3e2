// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/rulechannel.h"

#include "server/channel/channelcontext.h"
#include "server/channel/logcategories.h"
#include "server/channel/phoenixlog.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

#include <algorithm>
#include <utility>

namespace phx::server {

using protocol::Payload;
using Kind = RuleAction::Kind;

struct RuleChannel::Step
{
    RuleTablePointer table {}; //!< shared, so that the rule outlives an edit
    qsizetype rule = 0;
    qsizetype action = 0;
    RuleInput input {};
    SocketRef ref {};
    quint64 era = 0;

    [[nodiscard]] const RuleAction &what() const { return table->rule(rule).actions.at(action); }
    [[nodiscard]] QByteArray name() const { return what().name.expand(input, table->sources()); }
    [[nodiscard]] Payload payload() const
    {
        return what().payload.payload(input, table->sources());
    }
};

namespace {

//! What decides about a join; everything else in its rule follows the answer.
bool isDecision(const RuleAction &action)
{
    return action.kind == Kind::Reply || action.kind == Kind::NeverAnswer
        || action.kind == Kind::Crash || action.kind == Kind::Close;
}

std::chrono::milliseconds firstDelay(const RuleAction &action)
{
    return action.delay.count() > 0 ? action.delay : action.every;
}

Crash crashOf(qsizetype rule)
{
    return {QStringLiteral("rule %1 crashes the channel").arg(rule + 1)};
}

} // namespace

RuleInput RuleChannel::makeInput(const QByteArray &event, const Payload &payload) const
{
    return {.topic = m_topic,
            .event = event,
            .payload = payload,
            .join = m_join,
            .assigns = m_assigns,
            .topicParts = {},
            .eventParts = {}};
}

void RuleChannel::hit(qsizetype place, const ChannelContext &context) const
{
    RuleHits &hits = *m_table->rule(place).hits;
    hits.lastSequence.store(context.handledSequence(), std::memory_order_relaxed);
    hits.count.fetch_add(1, std::memory_order_relaxed);
}

JoinResult RuleChannel::join(const QByteArray &topic, const Payload &payload,
                             ChannelContext &context)
{
    m_topic = topic;
    m_join = payload;
    m_assigns = Payload::object(context.assigns()).bytes();
    Step step {.table = m_table, .input = makeInput(protocol::events::Join, payload)};
    const auto place = m_table->match(ChannelRule::Trigger::Join, step.input);
    if (!place)
        return JoinError {Payload::json(R"({"reason":"no rule matches this join"})")};
    hit(*place, context);
    step.rule = *place;
    const QList<RuleAction> &actions = m_table->rule(*place).actions;
    const auto decision = std::find_if(actions.cbegin(), actions.cend(), isDecision);
    step.action = decision - actions.cbegin();
    if (decision == actions.cend()
        || (decision->delay.count() == 0 && decision->kind != Kind::NeverAnswer)) {
        followJoin(step, context);
        return decision == actions.cend() ? JoinResult(JoinOk {}) : decide(*decision, step);
    }
    if (decision->kind != Kind::NeverAnswer)
        decideLater(step, context);
    return Pending {};
}

void RuleChannel::decideLater(const Step &step, ChannelContext &context)
{
    m_joinTimer.reset(new QTimer);
    m_joinTimer->setSingleShot(true);
    // The timer ends with this channel, and the context lives as long as the channel.
    QObject::connect(m_joinTimer.get(), &QTimer::timeout, m_joinTimer.get(),
                     [this, step, &context] {
                         followJoin(step, context);
                         context.completeJoin(decide(step.what(), step));
                     });
    m_joinTimer->start(step.what().delay);
}

//! What a join's rule does besides deciding, in order, once the topic is joined.
void RuleChannel::followJoin(Step step, ChannelContext &context)
{
    const qsizetype decision = step.action;
    const qsizetype count = step.table->rule(step.rule).actions.size();
    for (step.action = 0; step.action < count; ++step.action) {
        if (step.action != decision)
            schedule(step, firstDelay(step.what()), context);
    }
}

JoinResult RuleChannel::decide(const RuleAction &action, const Step &step) const
{
    if (action.kind == Kind::Crash)
        return crashOf(step.rule);
    if (action.kind == Kind::Close)
        return JoinError {Payload::json(R"({"reason":"closed"})")};
    if (action.status == "ok")
        return JoinOk {step.payload()};
    return JoinError {step.payload()};
}

ChannelResult RuleChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    Step step {.table = m_table,
               .input = makeInput(message.event.bytes(), message.payload),
               .ref = context.socketRef(),
               .era = m_era};
    const auto place = message.event.isText()
        ? m_table->match(ChannelRule::Trigger::Event, step.input)
        : std::nullopt;
    if (!place)
        return Crash {QStringLiteral("no rule matches the event %1")
                          .arg(QString::fromUtf8(message.event.toJson()))};
    hit(*place, context);
    step.rule = *place;
    const QList<RuleAction> &actions = step.table->rule(*place).actions;
    for (step.action = 0; step.action < actions.size(); ++step.action) {
        const RuleAction &action = step.what();
        if (action.delay.count() > 0 || action.every.count() > 0) {
            schedule(step, firstDelay(action), context);
            continue;
        }
        if (action.kind == Kind::Reply && step.action + 1 == actions.size())
            return ReplyWith {.status = action.status, .response = step.payload()};
        ChannelResult result = run(step, context);
        if (!std::holds_alternative<NoReply>(result))
            return result;
    }
    return NoReply {};
}

ChannelResult RuleChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (info.canConvert<RuleTablePointer>()) {
        replaceTable(info.value<RuleTablePointer>(), context);
        return NoReply {};
    }
    if (!info.canConvert<Step>())
        return Channel::handleInfo(info, context);
    const auto step = info.value<Step>();
    --m_waiting;
    const std::chrono::milliseconds every = step.what().every;
    if (every.count() > 0 && step.era != m_era)
        return NoReply {};
    ChannelResult result = run(step, context);
    if (every.count() > 0)
        schedule(step, every, context);
    return result;
}

ChannelResult RuleChannel::run(const Step &step, ChannelContext &context)
{
    const RuleAction &action = step.what();
    switch (action.kind) {
    case Kind::Reply:
        // A push without a ref wants no answer.
        if (!step.ref.ref.isNull())
            context.reply(step.ref, action.status, step.payload());
        break;
    case Kind::Broadcast:
        context.broadcast(step.name(), step.payload());
        break;
    case Kind::BroadcastFrom:
        context.broadcastFrom(step.name(), step.payload());
        break;
    case Kind::Push:
        context.push(step.name(), step.payload());
        break;
    case Kind::Track:
        track(QString::fromUtf8(step.name()), step.payload().toObject(), context);
        break;
    case Kind::Untrack:
        context.presence().untrack(context.instanceId(), m_topic, m_trackedKey);
        break;
    case Kind::Crash:
        return crashOf(step.rule);
    case Kind::Close:
        return Stop {};
    case Kind::NeverAnswer:
    case Kind::Ignore:
        break;
    }
    return NoReply {};
}

void RuleChannel::track(const QString &key, const QJsonObject &meta, ChannelContext &context)
{
    PresenceTracker &presence = context.presence();
    if (!m_trackedKey.isNull() && m_trackedKey != key)
        presence.untrack(context.instanceId(), m_topic, m_trackedKey);
    const bool isFirst = m_trackedKey.isNull();
    // An empty key is a key.
    m_trackedKey = key.isNull() ? QStringLiteral("") : key;
    if (presence.track(context.instanceId(), m_topic, m_trackedKey, meta).error)
        presence.update(context.instanceId(), m_topic, m_trackedKey, meta);
    if (isFirst)
        context.push(protocol::events::PresenceState, Payload::object(presence.list(m_topic)));
}

void RuleChannel::schedule(const Step &step, std::chrono::milliseconds delay,
                           ChannelContext &context)
{
    if (m_waiting >= MaxWaiting) {
        qCWarning(channelLog).noquote()
            << "rule" << step.rule + 1 << "on" << phoenixlog::quoted(m_topic)
            << "is dropped: too many delayed actions wait in this channel";
        return;
    }
    ++m_waiting;
    if (delay.count() > 0)
        context.sendAfter(QVariant::fromValue(step), delay);
    else
        context.sendSelf(QVariant::fromValue(step));
}

void RuleChannel::replaceTable(RuleTablePointer table, ChannelContext &context)
{
    m_table = std::move(table);
    ++m_era;
    Step step {.table = m_table, .input = makeInput(protocol::events::Join, m_join), .era = m_era};
    const auto place = m_table->match(ChannelRule::Trigger::Join, step.input);
    if (!place)
        return;
    step.rule = *place;
    const QList<RuleAction> &actions = m_table->rule(*place).actions;
    for (step.action = 0; step.action < actions.size(); ++step.action) {
        if (step.what().every.count() > 0)
            schedule(step, step.what().every, context);
    }
}

} // namespace phx::server
