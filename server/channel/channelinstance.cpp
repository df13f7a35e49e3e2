// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/channelinstance.h"

#include "server/channel/logcategories.h"
#include "server/presence/presencetracker.h"
#include "server/protocol/events.h"

#include <QTimer>

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
                                 FrameSender &sender, std::unique_ptr<Channel> channel, Join join)
    : m_environment(environment)
    , m_host(host)
    , m_sender(sender)
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

bool ChannelInstance::join(const Payload &payload)
{
    JoinResult result = m_channel->join(m_join.topic, payload, *this);
    if (m_crash)
        result = Crash {*m_crash};
    Reply reply {
        .joinRef = m_join.joinRef, .ref = m_join.ref, .topic = WireValue::text(m_join.topic)};
    if (const auto *ok = std::get_if<JoinOk>(&result)) {
        reply.response = ok->response;
        const auto error = m_sender.send(reply);
        if (!error) {
            m_environment.pubsub.subscribe(
                m_join.topic,
                {m_id,
                 this,
                 {&m_sender.transport(), &m_sender.serializer(), m_channel->intercepts()}});
            m_state = State::Joined;
            observe(tap::EventKind::ChannelJoined, {});
            return true;
        }
        result = Crash {error->sentence};
    }
    m_state = State::Ended;
    reply.status = "error";
    if (const auto *refused = std::get_if<JoinError>(&result)) {
        reply.response = refused->response;
        if (m_sender.send(reply))
            result = Crash {QStringLiteral("the error reply of join cannot be encoded")};
        else
            observe(tap::EventKind::JoinRefused, QStringLiteral("join refused"));
    }
    if (const auto *crash = std::get_if<Crash>(&result)) {
        reply.response = reasonPayload("join crashed");
        m_sender.send(reply);
        qCWarning(channelLog).noquote() << "join crashed:" << crash->reason;
        observe(tap::EventKind::ChannelCrashed,
                QStringLiteral("join crashed: %1").arg(crash->reason));
    }
    m_crash.reset();
    m_channel->terminate({StopReason::Kind::Shutdown, {}}, *this);
    release();
    return false;
}

bool ChannelInstance::accepts(const protocol::JoinRef &joinRef) const
{
    // ≥1.8.12: null always passes; a channel that joined with null takes only null.
    return joinRef.isNull() || joinRef == m_join.joinRef;
}

void ChannelInstance::handleMessage(const Message &message)
{
    m_current = {m_joinRef, message.ref};
    ChannelResult result = m_channel->handleIn(message, *this);
    const SocketRef current = std::exchange(m_current, {});
    finish(std::move(result), Callback::In, current);
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
    const auto error = m_sender.send(Reply {.joinRef = to.joinRef,
                                            .ref = to.ref,
                                            .topic = WireValue::text(m_join.topic),
                                            .status = reply.status,
                                            .response = reply.response});
    if (error)
        requestCrash(error->sentence);
}

void ChannelInstance::leave(const protocol::Ref &ref)
{
    sendReply({m_joinRef, ref}, {});
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
    m_sender.send(Message {.joinRef = m_join.joinRef,
                           .ref = m_join.joinRef,
                           .topic = WireValue::text(m_join.topic),
                           .event = WireValue::text(protocol::events::Error),
                           .payload = reasonPayload("channel_crash")});
    qCWarning(channelLog).noquote() << "channel crashed:" << reason;
    observe(tap::EventKind::ChannelCrashed, reason);
    end({StopReason::Kind::Other, reason});
}

void ChannelInstance::sendClose()
{
    m_sender.send(Message {.joinRef = m_join.joinRef,
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
    if (m_state != State::Joined)
        return;
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
}

void ChannelInstance::requestCrash(const QString &reason)
{
    if (!m_crash)
        m_crash = reason;
}

void ChannelInstance::push(const QByteArray &event, const Payload &payload)
{
    sendPush(Message {.joinRef = m_joinRef,
                      .topic = WireValue::text(m_join.topic),
                      .event = WireValue::text(event),
                      .payload = payload});
}

void ChannelInstance::pushTo(const QByteArray &topic, const QByteArray &event,
                             const Payload &payload)
{
    sendPush(Message {
        .topic = WireValue::text(topic), .event = WireValue::text(event), .payload = payload});
}

void ChannelInstance::sendPush(const Message &push)
{
    if (m_crash)
        return;
    if (m_state == State::Joining)
        return requestCrash(
            QStringLiteral("push within join; send yourself a message and push then"));
    if (const auto error = m_sender.send(push))
        requestCrash(error->sentence);
}

void ChannelInstance::pushFromServer(const QByteArray &event, const Payload &payload)
{
    push(event, payload);
    if (const auto reason = std::exchange(m_crash, {}))
        qCWarning(channelLog).noquote() << "a push could not be sent:" << *reason;
}

void ChannelInstance::broadcast(const QByteArray &event, const Payload &payload)
{
    sendToTopic(event, payload, 0);
}

void ChannelInstance::broadcastFrom(const QByteArray &event, const Payload &payload)
{
    sendToTopic(event, payload, m_id);
}

void ChannelInstance::sendToTopic(const QByteArray &event, const Payload &payload,
                                  quint64 excludedId)
{
    if (m_crash)
        return;
    if (m_state == State::Joining)
        return requestCrash(
            QStringLiteral("broadcast within join; send yourself a message and do it then"));
    const auto error = m_environment.pubsub.broadcast(
        {m_join.topic, event, payload}, {.excludedId = excludedId, .connection = connectionId()});
    if (error)
        requestCrash(error->sentence);
}

void ChannelInstance::reply(const SocketRef &to, const QByteArray &status, const Payload &response)
{
    if (m_crash)
        return;
    if (to.ref.isNull())
        return requestCrash(QStringLiteral("reply to a message that has no ref"));
    sendReply(to, {status, response});
}

void ChannelInstance::sendSelf(const QVariant &info)
{
    m_environment.turns.post([weak = weak_from_this(), info] {
        if (const auto self = weak.lock())
            self->deliverInfo(info);
    });
}

void ChannelInstance::sendAfter(const QVariant &info, std::chrono::milliseconds delay)
{
    QTimer::singleShot(delay, &m_environment.turns, [weak = weak_from_this(), info] {
        const auto self = weak.lock();
        if (!self)
            return;
        const TurnQueue::Turn turn(self->m_environment.turns);
        self->deliverInfo(info);
    });
}

void ChannelInstance::deliverInfo(const QVariant &info)
{
    if (m_state == State::Joined)
        finish(m_channel->handleInfo(info, *this), Callback::Info, {});
}

void ChannelInstance::subscribe(const QByteArray &topic)
{
    m_environment.pubsub.subscribe(topic, {m_id, this, {}});
    if (topic != m_join.topic)
        m_extraTopics.insert(topic);
}

void ChannelInstance::unsubscribe(const QByteArray &topic)
{
    m_environment.pubsub.unsubscribe(topic, m_id);
    m_extraTopics.remove(topic);
}

void ChannelInstance::handleBroadcast(const Broadcast &broadcast)
{
    m_environment.turns.post([weak = weak_from_this(), broadcast] {
        const auto self = weak.lock();
        if (!self || self->m_state != State::Joined)
            return;
        if (broadcast.topic == self->m_join.topic)
            self->finish(self->m_channel->handleOut(broadcast, *self), Callback::Out, {});
        else
            self->deliverInfo(QVariant::fromValue(broadcast));
    });
}

void ChannelInstance::observe(tap::EventKind kind, const QString &detail) const
{
    auto event = m_sender.observation(kind);
    if (!event)
        return;
    event->topic = m_join.topic;
    event->joinRef = m_joinRef.bytes();
    event->detail = detail.toUtf8();
    m_sender.tap()->record(std::move(*event));
}

} // namespace phx::server
