// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channelresult.h"
#include "server/protocol/message.h"

#include <QJsonObject>
#include <QVariant>

#include <chrono>
#include <memory>

namespace phx::server {

class NodeLocals;
class PresenceTracker;

//! \brief Captured by socketRef() during handleIn, to answer later, any number of times (§3.9).
struct SocketRef
{
    protocol::JoinRef joinRef {};
    protocol::Ref ref {}; //!< null: there is none to answer, replying crashes the channel
};

//! \brief What a channel may ask of the server, for its own topic and client.
//!
//! A request that Phoenix would raise for (a push inside join, a payload that cannot be encoded)
//! marks the channel as crashed; it ends right after the callback returns.
//! Threads: the server thread of the connection. Ownership: the ChannelInstance.
class ChannelContext
{
public:
    virtual ~ChannelContext() = default;

    [[nodiscard]] virtual const QByteArray &topic() const = 0;
    [[nodiscard]] virtual const protocol::JoinRef &joinRef() const = 0;
    [[nodiscard]] virtual quint64 connectionId() const = 0;
    //! Private to this channel; starts with the socket's assigns merged with the route's.
    [[nodiscard]] virtual QJsonObject &assigns() = 0;

    //! To this client only.
    virtual void push(const QByteArray &event, const protocol::Payload &payload) = 0;
    //! To this client, on a topic that it need not have joined, without a join_ref: what reaches a
    //! client whose transport is subscribed to that topic itself (absinthe_phoenix does that).
    virtual void pushTo(const QByteArray &topic, const QByteArray &event,
                        const protocol::Payload &payload) = 0;
    //! To all subscribers of the topic on all nodes, this one included.
    virtual void broadcast(const QByteArray &event, const protocol::Payload &payload) = 0;
    //! To all but this channel.
    virtual void broadcastFrom(const QByteArray &event, const protocol::Payload &payload) = 0;

    //! The message being handled; joinRef and ref null outside handleIn().
    [[nodiscard]] virtual SocketRef socketRef() const = 0;
    //! The tap's sequence of the client's message that is, or was last, handled on this connection;
    //! 0: it was not observed.
    [[nodiscard]] virtual quint64 handledSequence() const = 0;
    virtual void reply(const SocketRef &to, const QByteArray &status,
                       const protocol::Payload &response) = 0;

    //! Delivered to handleInfo() after the current callback, in order.
    virtual void sendSelf(const QVariant &info) = 0;
    //! The same after a delay. Dropped if the channel has ended by then.
    virtual void sendAfter(const QVariant &info, std::chrono::milliseconds delay) = 0;

    //! Additional topics: their broadcasts arrive in handleInfo(). Subscribing twice delivers
    //! twice.
    virtual void subscribe(const QByteArray &topic) = 0;
    virtual void unsubscribe(const QByteArray &topic) = 0;

    //! The presence tracker of this node.
    [[nodiscard]] virtual PresenceTracker &presence() = 0;
    //! Identifies this channel to the tracker; unique in the process.
    [[nodiscard]] virtual quint64 instanceId() const = 0;

    //! What the node keeps for code of that kind.
    [[nodiscard]] virtual NodeLocals &node() = 0;
    //! Keeps the channel beyond its end, for code that still asks for something in terminate().
    //! Owners: the caller, the Socket, and calls under way.
    [[nodiscard]] virtual std::shared_ptr<ChannelContext> shared() = 0;
    //! The result of a join() that returned Pending. Ignored if the client is gone meanwhile.
    virtual void completeJoin(JoinResult result) = 0;
    //! The result of the oldest call that returned Pending. Ignored if the channel has ended.
    virtual void complete(ChannelResult result) = 0;
    //! Ends the channel as if a callback had raised, whatever is pending.
    virtual void crash(const QString &reason) = 0;
};

} // namespace phx::server
