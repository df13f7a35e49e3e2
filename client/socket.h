// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/backoff.h"
#include "client/channel.h"
#include "client/connection.h"
#include "client/socketoptions.h"
#include "client/teardown.h"
#include "server/protocol/serializer.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace phx::client {

class LongPollFallback;
class TapRecorder;

//! \brief A connection to the socket of a Phoenix server that comes back by itself, and its
//! channels.
//!
//! Does what phoenix.js 1.8.16 does, in the same order and with the same refs (phoenix
//! assets/js/phoenix/socket.js; protocol.md §5). Callbacks may do anything but destroy the socket;
//! for that there is deleteLater(). Threads: the one that made it, which needs an event loop.
class Socket : public QObject
{
    Q_OBJECT

public:
    using Clock = std::chrono::milliseconds;

    //! \param endPoint "ws://127.0.0.1:4000/socket", without "/websocket"; see
    //! SocketOptions::page for relative ones
    explicit Socket(QByteArray endPoint, SocketOptions options = {}, QObject *parent = nullptr);
    ~Socket() override;

    //! Connects, and reconnects until disconnectSocket(). Does nothing if it is connected, or
    //! going to be.
    void connectSocket();
    //! \brief Closes, and stays closed.
    //! \param done called when the connection is closed or given up on (3 s at most)
    //! \param code 1000 or 3000 to 4999; 0: none
    void disconnectSocket(std::function<void()> done = {}, quint16 code = 0,
                          const QByteArray &reason = {});
    //! Ends TCP without a word, as a network that breaks: it will reconnect.
    void cut();

    //! A new channel; see Channel::join().
    std::shared_ptr<Channel> channel(const QByteArray &topic, const protocol::Payload &params = {});
    //! \param params asked at each join
    std::shared_ptr<Channel> channel(const QByteArray &topic, Push::PayloadFunction params);

    // Callbacks run in the order of their registration, after those of channels made earlier. Each
    // takes a ref of the socket, as in phoenix.js; the result is for off().

    QByteArray onOpen(std::function<void()> callback);
    QByteArray onClose(std::function<void(const CloseEvent &)> callback);
    //! The callback gets the transport that failed, and how many connections there were before.
    QByteArray onError(std::function<void(const TransportError &, TransportKind, int)> callback);
    //! Every message, also of heartbeats and of unknown topics, after the channels.
    QByteArray onMessage(std::function<void(const protocol::ServerMessage &)> callback);
    void off(const QList<QByteArray> &refs);

    //! Sends a heartbeat. \return false, and nothing is sent, if it is not connected
    bool ping(std::function<void(std::chrono::milliseconds roundTrip)> callback);

    //! \brief Sends a message as it is, or keeps it until it is connected.
    //! \param channel whose message it is: dropped if it is outdated by then; null: nobody's
    //! \return a sentence if it cannot be encoded or the buffer is full
    QString push(const protocol::Message &message, const std::shared_ptr<Channel> &channel = {});
    //! Sends bytes that need not be a message. \return false if it is not connected
    bool sendFrame(const protocol::Frame &frame);
    //! The next ref: "1", "2", …
    QByteArray makeRef();

    [[nodiscard]] Transport::State state() const;
    [[nodiscard]] bool isConnected() const { return state() == Transport::State::Open; }
    //! Until the next attempt to connect; nullopt: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reconnectIn() const
    {
        return m_reconnectTimer.remaining();
    }
    [[nodiscard]] int reconnectTries() const { return m_reconnectTimer.tries(); }
    [[nodiscard]] TransportKind transportKind() const { return m_transportKind; }
    [[nodiscard]] int establishedConnections() const { return m_establishedConnections; }
    //! In the order of their creation, without closed ones.
    [[nodiscard]] const QList<std::shared_ptr<Channel>> &channels() const { return m_channels; }
    [[nodiscard]] qsizetype bufferedMessages() const { return m_sendBuffer.size(); }
    //! Frames from the server that were no messages; they are ignored.
    [[nodiscard]] quint64 undecodableFrames() const { return m_undecodableFrames; }
    //! Messages and pushes that found their buffer full.
    [[nodiscard]] quint64 refusedMessages() const { return m_refusedMessages; }
    //! Of the next connection, as phoenix.js's endPointURL(): evaluates params.
    [[nodiscard]] QByteArray endPointUrl() const;
    [[nodiscard]] const SocketOptions &options() const { return m_options; }
    [[nodiscard]] Timers &timers() const { return m_timers; }

Q_SIGNALS:
    //! state(), reconnectIn() or transportKind() may have changed. Takes no ref.
    void stateChanged();
    //! A channel was made or removed, or its state changed.
    void channelsChanged();

private:
    friend class Channel;
    friend class Connection;
    friend class LongPollFallback;

    template<class F>
    struct Registered
    {
        QByteArray ref;
        F call;
    };
    template<class F>
    using Callbacks = QList<Registered<F>>;

    struct Buffered
    {
        protocol::Message message {};
        std::weak_ptr<Channel> channel {};
        bool isOfChannel = false;
    };

    // What its connection tells.
    void handleOpened();
    void handleFailed(const TransportError &error);
    void handleFrame(const protocol::Frame &frame);
    void handleClosed(const CloseEvent &event);
    void handleMessage(const protocol::ServerMessage &received);

    // What its channels tell.
    void handleChannelState(Channel &channel, Channel::State before);
    void leaveOpenTopic(const QByteArray &topic);
    void remove(Channel &channel);
    void countRefused() { ++m_refusedMessages; }

    template<class F>
    QByteArray add(Callbacks<F> &callbacks, F callback);
    template<class F, class... Args>
    void call(const Callbacks<F> &callbacks, const Args &...args);

    void openTransport();
    //! \return the connect clock of the replacement
    quint64 replaceTransport(TransportKind kind);
    void teardown(std::function<void()> done, quint16 code = 0, const QByteArray &reason = {});
    void closeForTeardown(const std::shared_ptr<Connection> &connection, quint16 code,
                          const QByteArray &reason);
    void teardownThen(std::function<void()> reconnect);
    [[nodiscard]] bool stillUses(const std::shared_ptr<Connection> &connection) const;
    void raiseChannelErrors(const char *reason, const std::shared_ptr<Connection> &connection);

    QString send(const protocol::Message &message, const std::shared_ptr<Channel> &channel);
    void sendOver(Connection &connection, const protocol::Message &message,
                  const std::shared_ptr<Channel> &channel, const protocol::Frame &frame);
    void sendEncoded(const protocol::Message &message, const std::shared_ptr<Channel> &channel);
    [[nodiscard]] static bool isOutdated(const protocol::Message &message, const Channel &channel);
    void flushSendBuffer();

    void resetHeartbeat();
    void scheduleHeartbeat();
    void sendHeartbeat();
    void clearHeartbeats();
    void handleHeartbeatTimeout();
    void log(const char *kind, const QString &text) const;

    QByteArray m_endPoint;
    SocketOptions m_options;
    Timers &m_timers;
    const protocol::Serializer &m_serializer;
    TransportKind m_transportKind;
    std::unique_ptr<TapRecorder> m_tap;

    Callbacks<std::function<void()>> m_openCallbacks;
    Callbacks<std::function<void(const CloseEvent &)>> m_closeCallbacks;
    Callbacks<std::function<void(const TransportError &, TransportKind, int)>> m_errorCallbacks;
    Callbacks<std::function<void(const protocol::ServerMessage &)>> m_messageCallbacks;

    QList<std::shared_ptr<Channel>> m_channels;
    QList<Buffered> m_sendBuffer;
    quint64 m_ref = 0;
    //! Changes whenever it connects, disconnects or replaces the transport.
    quint64 m_connectClock = 1;
    int m_establishedConnections = 0;
    bool m_closeWasClean = true; //!< no reconnection is wanted
    quint64 m_undecodableFrames = 0;
    quint64 m_refusedMessages = 0;

    QByteArray m_pendingHeartbeatRef; //!< empty: none
    Timeout m_heartbeatTimer;
    Timeout m_heartbeatTimeout;
    RetryTimer m_reconnectTimer;
    std::unique_ptr<LongPollFallback> m_fallback; //!< null: not wanted
    std::shared_ptr<Connection> m_connection; //!< current; shared with teardowns
    Teardowns m_teardowns;
};

template<class F, class... Args>
void Socket::call(const Callbacks<F> &callbacks, const Args &...args)
{
    // A copy: callbacks may add and remove.
    const Callbacks<F> all = callbacks;
    for (const auto &registered : all)
        registered.call(args...);
}

} // namespace phx::client
