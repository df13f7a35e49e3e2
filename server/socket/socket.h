// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channelinstance.h"
#include "server/socket/sockethandler.h"

#include <map>
#include <memory>
#include <vector>

namespace phx::server {

class Socket;

//! Told when a socket is over; deletes it when the turn has ended. Implemented by the Endpoint.
class SocketHost
{
public:
    virtual ~SocketHost() = default;
    virtual void socketEnded(Socket &socket) = 0;
};

//! What connect() decided about a client, handed to its Socket.
struct SocketIdentity
{
    std::shared_ptr<const SocketHandler> handler {}; //!< shared with the config
    const protocol::Serializer *serializer = nullptr;
    QJsonObject assigns {};
    std::optional<QByteArray> id {};
    RouteTable routes {}; //!< null: the handler's
    QList<QByteArray> tokens {}; //!< their prints (ExpiredTokens)
    int maxChannels = 100; //!< 0: no limit
};

//! \brief One client's connection as the protocol sees it: routes messages to its channels.
//!
//! Source: phoenix lib/phoenix/socket.ex, handle_in/4; step by step as protocol.md §3.
//! Threads: one server thread. Ownership: the Endpoint; lives until handleClosed() and the turn's
//! end.
class Socket final : public TransportListener, public ChannelHost, public Subscriber
{
public:
    //! Calls without a result (code that runs elsewhere) above which the client is not read.
    static constexpr qsizetype MaxBacklog = 256;

    Socket(ChannelEnvironment environment, SocketHost &host, Transport &transport, tap::Tap *tap,
           SocketIdentity identity);
    ~Socket() override;

    [[nodiscard]] Transport &transport() const { return m_sender->transport(); }
    [[nodiscard]] quint64 connectionId() const { return m_sender->connectionId(); }
    [[nodiscard]] const SocketHandler &handler() const { return *m_identity.handler; }
    //! Prints of what the client connected with.
    [[nodiscard]] const QList<QByteArray> &tokens() const { return m_identity.tokens; }
    [[nodiscard]] qsizetype channelCount() const { return std::ssize(m_channels); }

    //! Null if the topic is not joined.
    [[nodiscard]] std::shared_ptr<ChannelInstance> channel(const QByteArray &topic) const;
    //! New joins are routed by this handler; joined channels get the update of their new route.
    void setHandler(const std::shared_ptr<const SocketHandler> &handler);
    //! Closes the connection. Its channels end at once, without a frame, and not only when the peer
    //! has answered the close: nobody shall see a client as present who is on the way out.
    //! \param code 1000..4999; \param reason at most 123 bytes
    //! \param detail of the channels' {shutdown, …}: "draining", "disconnected", …
    void close(quint16 code, const QByteArray &reason, const QString &detail);
    //! Any frame, a message or not, as it is.
    void sendRaw(const protocol::Frame &frame) { m_sender->sendRaw(frame); }
    //! close() with 1012 and {shutdown, draining}.
    void drain();

    void handleFrame(const protocol::Frame &frame) override;
    void handleClosed(const CloseInfo &info) override;
    void channelEnded(ChannelInstance &channel) override;
    void joinCompleted(ChannelInstance &channel) override;
    void backlogChanged(qsizetype difference) override;
    //! Of the socket's id topic: only `disconnect` means something (§3.11).
    void handleBroadcast(const protocol::Broadcast &broadcast) override;

private:
    //! The first that matches, or null.
    [[nodiscard]] const ChannelRoute *route(const QByteArray &topic) const;
    void dispatch(const protocol::Message &message);
    void handleJoin(const protocol::Message &message);
    void handleLeave(const protocol::Message &message);
    void join(const ChannelRoute &route, const protocol::Message &message,
              const std::shared_ptr<ChannelInstance> &previous);
    void logDuplicateJoin(const QByteArray &topic) const;
    //! The join is answered: the topic is joined or not.
    void finishJoin();
    //! Stops reading while a join runs or too many calls wait, and goes on after that.
    void holdReading();
    void replyError(const protocol::JoinRef &joinRef, const protocol::Message &message,
                    const char *reason);
    void observeIn(const protocol::Frame &frame, const protocol::Message &message);
    void observeUndecodable(const protocol::Frame &frame, const protocol::DecodeError &error) const;
    void endChannels(const StopReason &reason);
    void unsubscribeId();

    ChannelEnvironment m_environment;
    SocketHost &m_host;
    std::shared_ptr<FrameSender> m_sender; //!< shared with the channels
    SocketIdentity m_identity;
    //! shared_ptr: the other owner is a call of the instance that is under way.
    std::map<QByteArray, std::shared_ptr<ChannelInstance>> m_channels; //!< mostly one
    std::shared_ptr<ChannelInstance> m_joining; //!< its join has no result yet
    std::shared_ptr<ChannelInstance> m_replaced; //!< of a duplicate join: closed behind its answer
    qsizetype m_backlog = 0; //!< calls of all channels that have no result yet
    QString m_endDetail = QStringLiteral("closed"); //!< of {shutdown, …} when the transport ends
    quint64 m_subscriptionId = 0;
    bool m_isHeld = false; //!< the transport does not read
    bool m_isClosing = false; //!< no frame of the client counts any more
};

} // namespace phx::server
