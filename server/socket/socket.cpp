// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/socket.h"

#include "server/channel/phoenixlog.h"
#include "server/protocol/events.h"

#include <algorithm>
#include <atomic>

namespace phx::server {

using protocol::CloseCode;
using protocol::Frame;
using protocol::JoinRef;
using protocol::Message;
using protocol::Payload;
using protocol::Reply;
using protocol::WireValue;
namespace events = protocol::events;

namespace {

// Far from the numbers of channels, which count from 1: both are subscription ids.
quint64 nextSubscriptionId()
{
    static std::atomic<quint64> last {quint64(1) << 63U};
    return ++last;
}

StopReason shutdownWith(const QString &detail)
{
    return {StopReason::Kind::ShutdownWith, detail};
}

} // namespace

Socket::Socket(ChannelEnvironment environment, SocketHost &host, Transport &transport,
               tap::Tap *tap, SocketIdentity identity)
    : m_environment(environment)
    , m_host(host)
    , m_sender(std::make_shared<FrameSender>(transport, *identity.serializer, tap))
    , m_identity(std::move(identity))
    , m_subscriptionId(nextSubscriptionId())
{
    if (m_identity.id)
        m_environment.pubsub.subscribe(*m_identity.id, {m_subscriptionId, this, {}});
}

Socket::~Socket()
{
    unsubscribeId();
}

void Socket::unsubscribeId()
{
    if (m_identity.id)
        m_environment.pubsub.unsubscribe(*m_identity.id, m_subscriptionId);
}

std::shared_ptr<ChannelInstance> Socket::channel(const QByteArray &topic) const
{
    const auto found = m_channels.find(topic);
    return found == m_channels.end() ? nullptr : found->second;
}

//! §3.4 step 1: declaration order, first match wins.
const ChannelRoute *Socket::route(const QByteArray &topic) const
{
    const auto &routes = m_identity.routes ? *m_identity.routes : m_identity.handler->routes();
    const auto found =
        std::find_if(routes.cbegin(), routes.cend(),
                     [&topic](const ChannelRoute &r) { return r.pattern.matches(topic); });
    return found == routes.cend() ? nullptr : &*found;
}

void Socket::setHandler(const std::shared_ptr<const SocketHandler> &handler)
{
    m_identity.handler = handler;
    m_identity.routes = nullptr;
    for (const auto &[topic, instance] : std::as_const(m_channels)) {
        const ChannelRoute *found = route(topic);
        if (found != nullptr && found->update.isValid())
            instance->sendSelf(found->update);
    }
}

void Socket::handleFrame(const Frame &frame)
{
    if (m_isClosing)
        return;
    const TurnQueue::Turn turn(m_environment.turns);
    const auto decoded = m_sender->serializer().decode(frame);
    if (!decoded) {
        // An exception in the socket process ends the whole connection (§2.5).
        observeUndecodable(frame, decoded.error());
        close(quint16(CloseCode::InternalError), {}, QStringLiteral("undecodable message"));
        return;
    }
    observeIn(frame, decoded.value());
    dispatch(decoded.value());
}

void Socket::dispatch(const Message &message)
{
    const QByteArray &event = message.event.bytes();
    // §3.3: immediately, on topic phoenix, whatever routes there are; join_ref is not echoed.
    if (message.topic.isText() && message.topic.bytes() == events::PhoenixTopic
        && message.event.isText() && event == events::Heartbeat) {
        m_sender->send(Reply {.ref = message.ref, .topic = message.topic});
        return;
    }
    if (message.event.isText() && event == events::Join)
        return handleJoin(message);
    if (message.event.isText() && event == events::Leave)
        return handleLeave(message);
    const auto found = message.topic.isText() ? channel(message.topic.bytes()) : nullptr;
    if (!found)
        return replyError(JoinRef::null(), message, "unmatched topic");
    // §3.6: a stale join_ref is dropped silently.
    if (found->accepts(message.joinRef))
        found->handleMessage(message);
}

void Socket::handleJoin(const Message &message)
{
    const auto previous = message.topic.isText() ? channel(message.topic.bytes()) : nullptr;
    const ChannelRoute *found = message.topic.isText() ? route(message.topic.bytes()) : nullptr;
    if (found == nullptr) {
        phoenixlog::write(
            LogLevel::Warning,
            QStringLiteral("Ignoring unmatched topic %1 in %2")
                .arg(phoenixlog::quoted(message.topic.bytes()), m_identity.handler->name()));
        return replyError(JoinRef::null(), message, "unmatched topic");
    }
    // Step 3 comes after the route; joining again what is joined already removes the old one first.
    if (!previous && m_identity.maxChannels > 0 && channelCount() >= m_identity.maxChannels) {
        phoenixlog::write(
            LogLevel::Error,
            QStringLiteral("Reached max channels per transport limit of %1 for socket %2")
                .arg(m_identity.maxChannels)
                .arg(m_identity.id ? phoenixlog::quoted(*m_identity.id) : QStringLiteral("nil")));
        return replyError(message.joinRef, message, "too many channels joined");
    }
    join(*found, message, previous);
}

void Socket::join(const ChannelRoute &route, const Message &message,
                  const std::shared_ptr<ChannelInstance> &previous)
{
    const QByteArray topic = message.topic.bytes();
    if (previous) {
        // §3.5: the old one ends first, but its phx_close follows the new join's answer.
        m_channels.erase(topic);
        logDuplicateJoin(topic);
        previous->endForDuplicateJoin();
    }
    QJsonObject assigns = m_identity.assigns;
    for (auto it = route.assigns.constBegin(); it != route.assigns.constEnd(); ++it)
        assigns.insert(it.key(), it.value());
    m_joining = std::make_shared<ChannelInstance>(
        m_environment, *this, m_sender, route.channel(),
        ChannelInstance::Join {message.joinRef, message.ref, topic, assigns, route.name,
                               route.log});
    m_replaced = previous;
    m_joining->join(message.payload);
    if (m_joining->isJoining())
        holdReading();
    else
        finishJoin();
}

void Socket::logDuplicateJoin(const QByteArray &topic) const
{
    if (!phoenixlog::isEnabled(LogLevel::Debug))
        return;
    phoenixlog::write(LogLevel::Debug,
                      QStringLiteral("Duplicate channel join for topic %1 in %2. Closing existing "
                                     "channel for new join.")
                          .arg(phoenixlog::quoted(topic), m_identity.handler->name()));
}

void Socket::joinCompleted(ChannelInstance &channel)
{
    if (m_joining.get() != &channel)
        return;
    finishJoin();
    holdReading();
}

void Socket::finishJoin()
{
    const auto instance = std::exchange(m_joining, nullptr);
    if (instance->isJoined())
        m_channels.insert_or_assign(instance->topic(), instance);
    if (const auto previous = std::exchange(m_replaced, nullptr))
        previous->sendClose();
}

void Socket::backlogChanged(qsizetype difference)
{
    m_backlog += difference;
    holdReading();
}

void Socket::holdReading()
{
    // §3.1: while a join runs, no other frame of this connection is read.
    const qsizetype limit = m_isHeld ? MaxBacklog / 2 : MaxBacklog;
    const bool isHeld = !m_isClosing && (m_joining || m_backlog >= limit);
    if (m_isHeld == isHeld || m_isClosing)
        return;
    m_isHeld = isHeld;
    transport().setReadingPaused(isHeld);
}

void Socket::handleLeave(const Message &message)
{
    const auto found = message.topic.isText() ? channel(message.topic.bytes()) : nullptr;
    if (!found) {
        m_sender->send(
            Reply {.joinRef = message.joinRef, .ref = message.ref, .topic = message.topic});
        return;
    }
    if (found->accepts(message.joinRef))
        found->leave(message.ref);
}

void Socket::replyError(const JoinRef &joinRef, const Message &message, const char *reason)
{
    m_sender->send(
        Reply {.joinRef = joinRef,
               .ref = message.ref,
               .topic = message.topic,
               .status = "error",
               .response = Payload::json(QByteArray(R"({"reason":")") + reason + R"("})")});
}

void Socket::handleBroadcast(const protocol::Broadcast &broadcast)
{
    if (broadcast.event != events::Disconnect)
        return;
    close(quint16(CloseCode::GoingAway), {}, QStringLiteral("disconnected"));
}

void Socket::drain()
{
    close(quint16(CloseCode::ServiceRestart), {}, QStringLiteral("draining"));
}

void Socket::close(quint16 code, const QByteArray &reason, const QString &detail)
{
    if (std::exchange(m_isClosing, true))
        return;
    const TurnQueue::Turn turn(m_environment.turns);
    m_endDetail = detail;
    transport().closeWith(code, reason);
    m_sender->stop();
    // Not now: a channel of this very socket may be what asked for it.
    m_environment.turns.post([this] { endChannels(shutdownWith(m_endDetail)); });
}

void Socket::handleClosed(const CloseInfo &info)
{
    const TurnQueue::Turn turn(m_environment.turns);
    // As Bandit names it: the client's close frame is local_closed, a vanished TCP connection
    // peer_closed.
    if (!m_isClosing && info.byPeer)
        m_endDetail = info.code == quint16(CloseCode::Abnormal) ? QStringLiteral("peer_closed")
                                                                : QStringLiteral("local_closed");
    m_isClosing = true;
    m_sender->stop();
    if (auto event = m_sender->observation(tap::EventKind::Closed)) {
        event->direction = info.byPeer ? tap::Direction::In : tap::Direction::Out;
        event->code = info.code;
        event->status = info.reason;
        event->detail = info.detail;
        m_sender->tap()->record(std::move(*event));
    }
    // The transport may be gone before this object is.
    unsubscribeId();
    endChannels(shutdownWith(m_endDetail));
    m_host.socketEnded(*this);
}

void Socket::endChannels(const StopReason &reason)
{
    m_replaced.reset();
    if (const auto joining = std::exchange(m_joining, nullptr))
        joining->endWithTransport(reason);
    const auto channels = std::exchange(m_channels, {});
    for (const auto &[topic, channel] : channels)
        channel->endWithTransport(reason);
}

void Socket::channelEnded(ChannelInstance &channel)
{
    const auto found = m_channels.find(channel.topic());
    if (found != m_channels.end() && found->second.get() == &channel)
        m_channels.erase(found);
}

void Socket::observeIn(const Frame &frame, const Message &message)
{
    m_sender->setHandledSequence(0);
    auto event = m_sender->observation(tap::EventKind::MessageIn);
    if (!event)
        return;
    event->direction = tap::Direction::In;
    event->opcode = quint8(frame.opcode);
    event->topic = message.topic.bytes();
    event->event = message.event.bytes();
    event->joinRef = message.joinRef.bytes();
    event->ref = message.ref.bytes();
    event->frame = frame.bytes;
    event->payloadSize = qint32(message.payload.bytes().size());
    event->payloadOffset = qint32(frame.bytes.lastIndexOf(message.payload.bytes()));
    event->payloadBinary = message.payload.isBinary();
    event->heartbeat = event->topic == events::PhoenixTopic && event->event == events::Heartbeat;
    m_sender->tap()->record(std::move(*event));
    m_sender->setHandledSequence(m_sender->tap()->lastRecorded());
}

void Socket::observeUndecodable(const Frame &frame, const protocol::DecodeError &error) const
{
    auto event = m_sender->observation(tap::EventKind::Undecodable);
    if (!event)
        return;
    event->direction = tap::Direction::In;
    event->opcode = quint8(frame.opcode);
    event->code = quint16(CloseCode::InternalError);
    event->frame = frame.bytes;
    event->payloadOffset = 0;
    event->payloadSize = qint32(frame.bytes.size());
    event->payloadBinary = frame.opcode == protocol::Opcode::Binary;
    event->detail = error.sentence().toUtf8();
    m_sender->tap()->record(std::move(*event));
}

} // namespace phx::server
