// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/socket.h"

#include "client/fallback.h"
#include "client/taprecorder.h"
#include "server/protocol/events.h"
#include "server/protocol/vsn.h"

#include <utility>

namespace phx::client {

using protocol::Frame;
using protocol::Message;
using protocol::ServerMessage;
using protocol::WireValue;
using std::chrono::milliseconds;
namespace events = protocol::events;

namespace {

constexpr quint64 LargestRef = quint64 {1} << 53; //!< where a double can no longer be incremented

const protocol::Serializer &serializerFor(const QByteArray &vsn)
{
    return protocol::Serializer::forVsn(protocol::negotiateVsn(vsn).value_or(protocol::Vsn::V2));
}

} // namespace

Socket::Socket(QByteArray endPoint, SocketOptions options, QObject *parent)
    : QObject(parent)
    , m_endPoint(std::move(endPoint))
    , m_options(std::move(options))
    , m_timers(m_options.timers ? *m_options.timers : Timers::ofThisThread())
    , m_serializer(serializerFor(m_options.vsn))
    , m_transportKind(m_options.transport)
    , m_tap(std::make_unique<TapRecorder>(m_options.tap, m_options.connection, m_serializer.vsn()))
    , m_heartbeatTimer(m_timers)
    , m_heartbeatTimeout(m_timers)
    , m_reconnectTimer(m_timers, m_options.reconnectAfter,
                       [this] { teardownThen([this] { connectSocket(); }); })
    , m_teardowns(m_timers)
{
    if (m_options.longPollFallback)
        m_fallback = std::make_unique<LongPollFallback>(*this, *m_options.longPollFallback);
}

Socket::~Socket() = default;

QByteArray Socket::endPointUrl() const
{
    UrlParams vsn;
    vsn.add(QStringLiteral("vsn"), QString::fromUtf8(m_options.vsn));
    const UrlParams params =
        m_options.paramsFunction ? m_options.paramsFunction() : m_options.params;
    const QByteArray url = vsn.appendedTo(params.appendedTo(m_endPoint + "/websocket"));
    if (!url.startsWith('/'))
        return url;
    const QByteArray scheme = m_options.page.startsWith("https") ? "wss:" : "ws:";
    if (url.startsWith("//"))
        return scheme + url;
    const QByteArray host = m_options.page.mid(m_options.page.indexOf("://") + 3);
    return scheme + "//" + host + url;
}

void Socket::connectSocket()
{
    // The current connection is kept, also while it reconnects.
    if (m_connection && !m_connection->isEnded)
        return;
    if (m_fallback && m_transportKind != TransportKind::LongPoll)
        m_fallback->connect();
    else
        openTransport();
}

void Socket::openTransport()
{
    const auto previous = m_connection;
    ++m_connectClock;
    m_closeWasClean = false;
    // A reconnection planned before would tear this one down; its tries stay until one opens.
    m_reconnectTimer.cancel();
    const QByteArray token =
        m_options.authTokenFunction ? m_options.authTokenFunction() : m_options.authToken;
    TransportRequest request {.url = endPointUrl(),
                              .authToken = {},
                              .longPollTimeout = m_options.longPollTimeout,
                              .network = m_options.network,
                              .timers = &m_timers};
    if (!token.isEmpty())
        request.authToken = token;
    m_connection =
        std::make_shared<Connection>(*this, m_options.makeTransport(m_transportKind, request));
    m_tap->noteConnecting(request.url, m_transportKind);
    // One that is ended but still open, while it is flushed, takes its channels along.
    if (previous && previous->isOpen())
        raiseChannelErrors("connection_closed", previous);
    Q_EMIT stateChanged();
}

quint64 Socket::replaceTransport(TransportKind kind)
{
    const quint64 clock = ++m_connectClock;
    m_closeWasClean = true;
    m_fallback->cancelTimer();
    m_reconnectTimer.reset();
    // Before all else, since callbacks below may connect again.
    m_transportKind = kind;
    if (const auto connection = std::exchange(m_connection, nullptr)) {
        const bool wasOpen = connection->isOpen();
        connection->isEnded = true;
        connection->close(0, {});
        clearHeartbeats();
        m_teardowns.start(connection, {}, {});
        if (wasOpen)
            raiseChannelErrors("connection_closed", connection);
    }
    return clock;
}

void Socket::disconnectSocket(std::function<void()> done, quint16 code, const QByteArray &reason)
{
    ++m_connectClock;
    m_closeWasClean = true;
    if (m_fallback)
        m_fallback->cancelTimer();
    m_reconnectTimer.reset();
    // Connecting again makes a new connection and does not wait for this one to close.
    if (m_connection)
        m_connection->isEnded = true;
    teardown(std::move(done), code, reason);
    Q_EMIT stateChanged();
}

void Socket::cut()
{
    if (const auto connection = m_connection)
        connection->transport().cut();
}

void Socket::teardown(std::function<void()> done, quint16 code, const QByteArray &reason)
{
    const auto connection = m_connection;
    if (!connection) {
        if (done)
            done();
        return;
    }
    clearHeartbeats();
    m_teardowns.start(
        connection,
        [this, connection, code, reason] { closeForTeardown(connection, code, reason); },
        [this, connection, done = std::move(done)] {
            if (m_connection == connection)
                m_connection.reset();
            Q_EMIT stateChanged();
            if (done)
                done();
        });
}

void Socket::closeForTeardown(const std::shared_ptr<Connection> &connection, quint16 code,
                              const QByteArray &reason)
{
    // One that we closed already also errored its channels.
    if (connection->isClosing)
        return;
    const bool wasOpened = !connection->isConnecting();
    connection->close(code, reason);
    // The close event may come too late for that, or after a new connection.
    if (wasOpened)
        raiseChannelErrors("connection_closed", connection);
}

void Socket::teardownThen(std::function<void()> reconnect)
{
    const auto connection = m_connection;
    teardown([this, connection, clock = m_connectClock, reconnect = std::move(reconnect)] {
        // Disconnected or connected again in the meantime.
        if (clock != m_connectClock || (connection && connection->isEnded))
            return;
        reconnect();
    });
}

bool Socket::stillUses(const std::shared_ptr<Connection> &connection) const
{
    return m_connection == connection && !(connection && connection->isEnded);
}

void Socket::handleOpened()
{
    if (m_options.logger)
        log("transport", QStringLiteral("%1 connected").arg(transportName(m_transportKind)));
    m_tap->noteOpened();
    m_closeWasClean = false;
    ++m_establishedConnections;
    flushSendBuffer();
    m_reconnectTimer.reset();
    resetHeartbeat();
    Q_EMIT stateChanged();
    call(m_openCallbacks);
}

void Socket::handleFailed(const TransportError &error)
{
    const auto connection = m_connection;
    if (m_options.logger)
        log("transport", QStringLiteral("error: %1").arg(error.sentence));
    m_tap->noteFailed(error);
    call(m_errorCallbacks, error, TransportKind(m_transportKind), int(m_establishedConnections));
    // Callbacks may have replaced the connection; then only its own joins are errored.
    raiseChannelErrors("connection_error", connection);
    Q_EMIT stateChanged();
}

void Socket::handleClosed(const CloseEvent &event)
{
    const auto connection = m_connection;
    if (m_options.logger)
        log("transport", QStringLiteral("close %1").arg(event.code));
    m_tap->noteClosed(event);
    clearHeartbeats();
    // Of a connection that we closed this is the answer. Any other close is followed by a
    // reconnection, whatever its code.
    const bool isClosedByUs = connection && connection->isClosing;
    raiseChannelErrors("connection_closed", connection);
    if (stillUses(connection) && !isClosedByUs && !m_closeWasClean)
        m_reconnectTimer.schedule();
    Q_EMIT stateChanged();
    call(m_closeCallbacks, event);
}

void Socket::raiseChannelErrors(const char *reason, const std::shared_ptr<Connection> &connection)
{
    // Several places notice that a connection has ended. After the first, only channels whose join
    // it carried are errored: callbacks may have joined others over another connection.
    bool wereErrored = false;
    if (connection && !connection->isOpen())
        wereErrored = std::exchange(connection->hasErroredChannels, true);
    QList<std::pair<std::shared_ptr<Channel>, protocol::JoinRef>> joins;
    for (const auto &channel : std::as_const(m_channels))
        joins.append({channel, channel->joinRef()});
    const auto payload =
        protocol::Payload::json(QByteArray(R"({"source":"transport","reason":")") + reason + "\"}");
    for (const auto &[channel, joinRef] : std::as_const(joins)) {
        // A callback before may have rejoined it.
        if (channel->joinRef() != joinRef)
            continue;
        if (connection && (wereErrored || !connection->isCurrent())
            && !connection->carried(channel.get(), joinRef.bytes()))
            continue;
        if (channel->state() == Channel::State::Joined
            || channel->state() == Channel::State::Joining)
            channel->trigger(events::Error, payload);
    }
}

Transport::State Socket::state() const
{
    return m_connection ? m_connection->transport().state() : Transport::State::Closed;
}

std::shared_ptr<Channel> Socket::channel(const QByteArray &topic, const protocol::Payload &params)
{
    return channel(topic, [params] { return params; });
}

std::shared_ptr<Channel> Socket::channel(const QByteArray &topic, Push::PayloadFunction params)
{
    auto channel = std::make_shared<Channel>(*this, topic, std::move(params));
    channel->initialize();
    m_channels.append(channel);
    Q_EMIT channelsChanged();
    return channel;
}

void Socket::handleChannelState(Channel &channel, Channel::State before)
{
    m_tap->noteChannel(channel, before);
    if (m_options.logger)
        log("channel",
            QStringLiteral("%1 is %2")
                .arg(QString::fromUtf8(channel.topic()))
                .arg(int(channel.state())));
    Q_EMIT channelsChanged();
}

void Socket::leaveOpenTopic(const QByteArray &topic)
{
    for (const auto &channel : std::as_const(m_channels)) {
        const bool isOpen = channel->state() == Channel::State::Joined
            || channel->state() == Channel::State::Joining;
        if (isOpen && channel->topic() == topic) {
            const auto duplicate = channel;
            duplicate->leave();
            return;
        }
    }
}

void Socket::remove(Channel &channel)
{
    off(channel.m_socketRefs);
    if (m_connection)
        m_connection->forget(&channel);
    m_channels.removeIf([&channel](const auto &other) { return other.get() == &channel; });
    Q_EMIT channelsChanged();
}

QByteArray Socket::makeRef()
{
    m_ref = m_ref == LargestRef ? 0 : m_ref + 1;
    return QByteArray::number(m_ref);
}

template<class F>
QByteArray Socket::add(Callbacks<F> &callbacks, F callback)
{
    const QByteArray ref = makeRef();
    callbacks.append({ref, std::move(callback)});
    return ref;
}

QByteArray Socket::onOpen(std::function<void()> callback)
{
    return add(m_openCallbacks, std::move(callback));
}

QByteArray Socket::onClose(std::function<void(const CloseEvent &)> callback)
{
    return add(m_closeCallbacks, std::move(callback));
}

QByteArray Socket::onError(std::function<void(const TransportError &, TransportKind, int)> callback)
{
    return add(m_errorCallbacks, std::move(callback));
}

QByteArray Socket::onMessage(std::function<void(const ServerMessage &)> callback)
{
    return add(m_messageCallbacks, std::move(callback));
}

void Socket::off(const QList<QByteArray> &refs)
{
    const auto isGone = [&refs](const auto &registered) { return refs.contains(registered.ref); };
    m_openCallbacks.removeIf(isGone);
    m_closeCallbacks.removeIf(isGone);
    m_errorCallbacks.removeIf(isGone);
    m_messageCallbacks.removeIf(isGone);
}

void Socket::log(const char *kind, const QString &text) const
{
    m_options.logger(kind, text);
}

} // namespace phx::client
