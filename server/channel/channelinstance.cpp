// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/channelinstance.h"

#include "server/channel/logcategories.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

#include <atomic>

namespace phx::server {

using protocol::Broadcast;
using protocol::Message;
using protocol::Payload;
using protocol::Reply;
using protocol::WireValue;

namespace {

quint64 nextInstanceId()
{
    static std::atomic<quint64> last {0};
    return ++last;
}

Payload reasonPayload(const char *reason)
{
    return Payload::json(QByteArray(R"({"reason":")") + reason + R"("})");
}

} // namespace

ChannelInstance::ChannelInstance(ChannelEnvironment environment, ChannelHost &host,
                                 std::shared_ptr<FrameSender> sender,
                                 std::unique_ptr<Channel> channel, Join join)
    : m_environment(environment)
    , m_host(host)
    , m_sender(std::move(sender))
    , m_channel(std::move(channel))
    , m_join(std::move(join))
    // socket.ex: without a join_ref the join's ref stands in for it.
    , m_joinRef(m_join.joinRef.isNull() ? m_join.ref : m_join.joinRef)
    , m_id(nextInstanceId())
{ }

ChannelInstance::~ChannelInstance()
{
    release();
}

void ChannelInstance::join(const Payload &payload)
{
    m_joinLogged = phoenixlog::Call::begin(m_join.topic, {}, payload);
    JoinResult result = m_channel->join(m_join.topic, payload, *this);
    if (m_crash || !std::holds_alternative<Pending>(result))
        finishJoin(std::move(result));
}

void ChannelInstance::completeJoin(JoinResult result)
{
    if (m_state != State::Joining)
        return;
    const TurnQueue::Turn turn(m_environment.turns);
    const auto keepAlive = shared_from_this();
    finishJoin(std::move(result));
    m_host.joinCompleted(*this);
}

void ChannelInstance::finishJoin(JoinResult result)
{
    if (m_crash)
        result = Crash {*m_crash};
    answerJoin(result);
    if (m_state == State::Joined)
        return;
    m_crash.reset();
    m_channel->terminate({StopReason::Kind::Shutdown, {}}, *this);
    release();
}

void ChannelInstance::answerJoin(JoinResult &result)
{
    const auto logged = std::exchange(m_joinLogged, nullptr);
    m_join.log = m_channel->log().value_or(m_join.log);
    Reply reply {
        .joinRef = m_join.joinRef, .ref = m_join.ref, .topic = WireValue::text(m_join.topic)};
    if (const auto *ok = std::get_if<JoinOk>(&result)) {
        reply.response = ok->response;
        const auto error = m_sender->send(reply);
        if (!error) {
            m_environment.pubsub.subscribe(
                m_join.topic,
                {m_id,
                 this,
                 {&m_sender->transport(), &m_sender->serializer(), m_channel->intercepts()}});
            m_state = State::Joined;
            observe(tap::EventKind::ChannelJoined, {});
            if (logged)
                logged->writeJoin(m_join.log.join, m_join.topic, true);
            return;
        }
        result = Crash {error->sentence};
    }
    m_state = State::Ended;
    reply.status = "error";
    if (const auto *refused = std::get_if<JoinError>(&result)) {
        reply.response = refused->response;
        if (m_sender->send(reply))
            result = Crash {QStringLiteral("the error reply of join cannot be encoded")};
        else
            observe(tap::EventKind::JoinRefused, QStringLiteral("join refused"));
        if (logged && std::holds_alternative<JoinError>(result))
            logged->writeJoin(m_join.log.join, m_join.topic, false);
    }
    if (const auto *crash = std::get_if<Crash>(&result)) {
        reply.response = reasonPayload("join crashed");
        m_sender->send(reply);
        qCWarning(channelLog).noquote() << "join crashed:" << phoenixlog::reason(crash->reason);
        observe(tap::EventKind::ChannelCrashed,
                QStringLiteral("join crashed: %1").arg(crash->reason));
    }
}

bool ChannelInstance::accepts(const protocol::JoinRef &joinRef) const
{
    // ≥1.8.12: null always passes; a channel that joined with null takes only null.
    return joinRef.isNull() || joinRef == m_join.joinRef;
}

void ChannelInstance::handleMessage(const Message &message)
{
    run(
        Callback::In, {m_joinRef, message.ref},
        [this, &message] { return m_channel->handleIn(message, *this); },
        phoenixlog::isEnabled(m_join.log.handleIn)
            ? phoenixlog::Call::begin(m_join.topic, message.event.bytes(), message.payload)
            : nullptr);
}

void ChannelInstance::run(Callback callback, const SocketRef &current,
                          const std::function<ChannelResult()> &call,
                          std::unique_ptr<const phoenixlog::Call> logged)
{
    if (m_state != State::Joined || m_leaving)
        return;
    if (callback == Callback::In)
        m_current = current;
    ChannelResult result = call();
    m_current = {};
    if (m_crash || !std::holds_alternative<Pending>(result)) {
        logHandled(logged.get(), result);
        return finish(std::move(result), callback, current);
    }
    m_pending.push_back({callback, current, std::move(logged)});
    m_host.backlogChanged(1);
}

void ChannelInstance::complete(ChannelResult result)
{
    if (m_state != State::Joined || m_pending.empty())
        return;
    const TurnQueue::Turn turn(m_environment.turns);
    const auto keepAlive = shared_from_this();
    const PendingCall call = std::move(m_pending.front());
    m_pending.pop_front();
    m_host.backlogChanged(-1);
    logHandled(call.logged.get(), result);
    finish(std::move(result), call.callback, call.current);
    if (m_state == State::Joined && m_leaving && m_pending.empty())
        leaveNow(*m_leaving);
}

// Nothing is told of a callback that raised (phoenix_channel's telemetry runs behind it).
void ChannelInstance::logHandled(const phoenixlog::Call *call, const ChannelResult &result) const
{
    if (call != nullptr && !m_crash && !std::holds_alternative<Crash>(result))
        call->writeHandled(m_join.log.handleIn, m_join.topic, m_join.module);
}

void ChannelInstance::finish(ChannelResult result, Callback callback, const SocketRef &current)
{
    if (m_state == State::Ended)
        return;
    if (m_crash)
        return crash(*std::exchange(m_crash, {}));
    if (const auto *crashed = std::get_if<Crash>(&result))
        return crash(crashed->reason);
    if (const auto *reply = std::get_if<ReplyWith>(&result)) {
        if (callback != Callback::In)
            return crash(QStringLiteral("only handle_in may return a reply"));
        sendReply(current, *reply);
        if (m_crash)
            crash(*std::exchange(m_crash, {}));
        return;
    }
    if (const auto *stopped = std::get_if<Stop>(&result)) {
        if (stopped->reply)
            sendReply(current, *stopped->reply);
        if (m_crash)
            return crash(*std::exchange(m_crash, {}));
        stop(stopped->reason);
    }
}

void ChannelInstance::sendReply(const SocketRef &to, const ReplyWith &reply)
{
    const auto error = m_sender->send(Reply {.joinRef = to.joinRef,
                                             .ref = to.ref,
                                             .topic = WireValue::text(m_join.topic),
                                             .status = reply.status,
                                             .response = reply.response});
    if (error)
        requestCrash(error->sentence);
}

void ChannelInstance::leave(const protocol::Ref &ref)
{
    if (m_leaving)
        return;
    if (m_pending.empty())
        leaveNow(ref);
    else
        m_leaving = ref;
}

void ChannelInstance::leaveNow(const protocol::Ref &ref)
{
    const bool closesFirst = m_channel->closesBeforeReply();
    if (closesFirst)
        sendClose();
    sendReply({m_joinRef, ref}, {});
    if (!closesFirst)
        sendClose();
    end({StopReason::Kind::ShutdownWith, QStringLiteral("left")});
}

void ChannelInstance::stop(const StopReason &reason)
{
    if (!reason.isGraceful())
        return crash(reason.toString());
    sendClose();
    end(reason);
}

void ChannelInstance::crash(const QString &reason)
{
    if (m_state != State::Joined)
        return;
    m_sender->send(Message {.joinRef = m_join.joinRef,
                            .ref = m_join.joinRef,
                            .topic = WireValue::text(m_join.topic),
                            .event = WireValue::text(protocol::events::Error),
                            .payload = reasonPayload("channel_crash")});
    qCWarning(channelLog).noquote() << "channel crashed:" << phoenixlog::reason(reason);
    observe(tap::EventKind::ChannelCrashed, reason);
    end({StopReason::Kind::Other, reason});
}

void ChannelInstance::sendClose()
{
    m_sender->send(Message {.joinRef = m_join.joinRef,
                            .ref = m_join.joinRef,
                            .topic = WireValue::text(m_join.topic),
                            .event = WireValue::text(protocol::events::Close)});
}

void ChannelInstance::end(const StopReason &reason)
{
    if (m_state != State::Joined)
        return;
    const auto keepAlive = shared_from_this();
    if (reason.isGraceful())
        observe(tap::EventKind::ChannelClosed, reason.toString());
    // A push inside terminate still goes out, behind phx_close (channel/server.ex, phx_leave).
    m_channel->terminate(reason, *this);
    m_state = State::Ended;
    release();
    m_host.channelEnded(*this);
}

void ChannelInstance::endForDuplicateJoin()
{
    observe(tap::EventKind::ChannelClosed, QStringLiteral("{shutdown, duplicate_join}"));
    m_state = State::Ended;
    release();
}

void ChannelInstance::endWithTransport(const StopReason &reason)
{
    if (m_state == State::Ended)
        return;
    if (m_state == State::Joined)
        observe(tap::EventKind::ChannelClosed, reason.toString());
    m_channel->terminate(reason, *this);
    m_state = State::Ended;
    release();
}

void ChannelInstance::release()
{
    m_environment.pubsub.unsubscribe(m_join.topic, m_id);
    for (const QByteArray &topic : std::as_const(m_extraTopics))
        m_environment.pubsub.unsubscribe(topic, m_id);
    m_extraTopics.clear();
    m_environment.presence.untrackAll(m_id);
    if (!m_pending.empty())
        m_host.backlogChanged(-std::ssize(std::exchange(m_pending, {})));
}

void ChannelInstance::requestCrash(const QString &reason)
{
    if (!m_crash)
        m_crash = reason;
}

void ChannelInstance::deliverInfo(const QVariant &info)
{
    run(Callback::Info, {}, [this, &info] { return m_channel->handleInfo(info, *this); });
}

void ChannelInstance::handleBroadcast(const Broadcast &broadcast)
{
    m_environment.turns.post([weak = weak_from_this(), broadcast] {
        const auto self = weak.lock();
        if (!self)
            return;
        if (broadcast.topic == self->m_join.topic)
            self->run(Callback::Out, {},
                      [&self, &broadcast] { return self->m_channel->handleOut(broadcast, *self); });
        else
            self->deliverInfo(QVariant::fromValue(broadcast));
    });
}

void ChannelInstance::observe(tap::EventKind kind, const QString &detail) const
{
    auto event = m_sender->observation(kind);
    if (!event)
        return;
    event->topic = m_join.topic;
    event->joinRef = m_joinRef.bytes();
    event->detail = detail.toUtf8();
    m_sender->tap()->record(std::move(*event));
}

} // namespace phx::server
