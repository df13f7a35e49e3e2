// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"
#include "server/channel/channelcontext.h"
#include "server/channel/framesender.h"
#include "server/channel/nodelocals.h"
#include "server/channel/phoenixlog.h"
#include "server/channel/turnqueue.h"
#include "server/pubsub/pubsub.h"

#include <QJsonObject>
#include <QSet>

#include <functional>
#include <list>
#include <memory>
#include <optional>

namespace phx::server {

class ChannelInstance;

//! What channels of a node share. Not owned; outlives every channel of the node.
struct ChannelEnvironment
{
    PubSub &pubsub;
    PresenceTracker &presence;
    TurnQueue &turns;
    NodeLocals &locals;
};

//! \brief Told when a channel is over, after its last frame. Implemented by the Socket.
class ChannelHost
{
public:
    virtual ~ChannelHost() = default;
    //! Forget the instance (it may be the caller; the host keeps it alive until the turn ends).
    virtual void channelEnded(ChannelInstance &channel) = 0;
    //! A join that was pending has been answered.
    virtual void joinCompleted(ChannelInstance &channel) = 0;
    //! So many more (or fewer) calls of a channel wait for their results.
    virtual void backlogChanged(qsizetype difference) = 0;
};

//! \brief A Channel at work on one topic of one Socket: Phoenix's channel process.
//!
//! Runs the callbacks one at a time, turns their results into frames, and carries out what they ask
//! of the context. Source: phoenix lib/phoenix/channel/server.ex.
//! Threads: the server thread of the connection. Ownership: shared_ptr by the Socket, and for the
//! length of a call by the turn queue.
class ChannelInstance final : public ChannelContext,
                              public Subscriber,
                              public std::enable_shared_from_this<ChannelInstance>
{
public:
    //! What a phx_join brings along.
    struct Join
    {
        protocol::JoinRef joinRef {}; //!< as sent, perhaps null
        protocol::Ref ref {};
        QByteArray topic {};
        QJsonObject assigns {};
        QString module {}; //!< of the channel's code, for logs
        ChannelLog log {};
    };

    ChannelInstance(ChannelEnvironment environment, ChannelHost &host,
                    std::shared_ptr<FrameSender> sender, std::unique_ptr<Channel> channel,
                    Join join);
    ~ChannelInstance() override;

    //! Runs join() and answers it, now or later (then the host is told).
    void join(const protocol::Payload &payload);
    [[nodiscard]] bool isJoining() const { return m_state == State::Joining; }
    [[nodiscard]] bool isJoined() const { return m_state == State::Joined; }
    //! False: the client's join_ref is stale and the message is dropped silently (protocol.md
    //! §3.6).
    [[nodiscard]] bool accepts(const protocol::JoinRef &joinRef) const;
    void handleMessage(const protocol::Message &message);
    //! phx_leave: ok reply, phx_close, terminate({shutdown, left}); after the results that are
    //! pending. What the client sends behind it is lost, as in the mailbox of an ending process.
    void leave(const protocol::Ref &ref);
    //! A push that a person asked for: a payload that cannot be encoded is logged, the channel goes
    //! on.
    void pushFromServer(const QByteArray &event, const protocol::Payload &payload);
    //! As if a callback had returned stop (phx_close) or raised (phx_error).
    void stop(const StopReason &reason);
    void crash(const QString &reason) override;
    //! The duplicate join's part before the new join runs: no frame, no terminate(). Then
    //! sendClose().
    void endForDuplicateJoin();
    void sendClose();
    //! The transport is gone: terminate() runs, no frame is sent.
    void endWithTransport(const StopReason &reason);

    // ChannelContext
    [[nodiscard]] const QByteArray &topic() const override { return m_join.topic; }
    [[nodiscard]] const protocol::JoinRef &joinRef() const override { return m_joinRef; }
    [[nodiscard]] quint64 connectionId() const override { return m_sender->connectionId(); }
    [[nodiscard]] QJsonObject &assigns() override { return m_join.assigns; }
    void push(const QByteArray &event, const protocol::Payload &payload) override;
    void pushTo(const QByteArray &topic, const QByteArray &event,
                const protocol::Payload &payload) override;
    void broadcast(const QByteArray &event, const protocol::Payload &payload) override;
    void broadcastFrom(const QByteArray &event, const protocol::Payload &payload) override;
    [[nodiscard]] SocketRef socketRef() const override { return m_current; }
    [[nodiscard]] quint64 handledSequence() const override { return m_sender->handledSequence(); }
    void reply(const SocketRef &to, const QByteArray &status,
               const protocol::Payload &response) override;
    void sendSelf(const QVariant &info) override;
    void sendAfter(const QVariant &info, std::chrono::milliseconds delay) override;
    void subscribe(const QByteArray &topic) override;
    void unsubscribe(const QByteArray &topic) override;
    [[nodiscard]] PresenceTracker &presence() override { return m_environment.presence; }
    [[nodiscard]] quint64 instanceId() const override { return m_id; }
    [[nodiscard]] NodeLocals &node() override { return m_environment.locals; }
    [[nodiscard]] std::shared_ptr<ChannelContext> shared() override { return shared_from_this(); }
    void completeJoin(JoinResult result) override;
    void complete(ChannelResult result) override;

    // Subscriber: intercepted events of the own topic, and other topics' broadcasts
    void handleBroadcast(const protocol::Broadcast &broadcast) override;

private:
    enum class State : quint8 { Joining, Joined, Ended };

    //! A callback that only ends one way: its result, its crash, or what the context made of it.
    enum class Callback : quint8 { In, Out, Info };
    //! A call whose result is not there yet.
    struct PendingCall
    {
        Callback callback = Callback::In;
        SocketRef current {};
        std::unique_ptr<const phoenixlog::Call> logged {}; //!< null: no line
    };

    void finishJoin(JoinResult result);
    void answerJoin(JoinResult &result);
    void run(Callback callback, const SocketRef &current,
             const std::function<ChannelResult()> &call,
             std::unique_ptr<const phoenixlog::Call> logged = nullptr);
    void logHandled(const phoenixlog::Call *call, const ChannelResult &result) const;
    void leaveNow(const protocol::Ref &ref);
    void finish(ChannelResult result, Callback callback, const SocketRef &current);
    void sendPush(const protocol::Message &push);
    void sendToTopic(const QByteArray &event, const protocol::Payload &payload, quint64 excludedId);
    void sendReply(const SocketRef &to, const ReplyWith &reply);
    void deliverInfo(const QVariant &info);
    void end(const StopReason &reason);
    void release();
    void requestCrash(const QString &reason);
    void observe(tap::EventKind kind, const QString &detail) const;

    ChannelEnvironment m_environment;
    ChannelHost &m_host;
    std::shared_ptr<FrameSender> m_sender; //!< shared with the Socket
    std::unique_ptr<Channel> m_channel;
    Join m_join;
    protocol::JoinRef
        m_joinRef; //!< of replies and pushes: the sent one, or the join's ref if that was null
    SocketRef m_current; //!< of the message in handleIn()
    std::list<PendingCall> m_pending; //!< oldest first; bounded by the host, which stops reading.
                                      //!< An empty deque would cost 576 bytes
    std::optional<protocol::Ref> m_leaving; //!< of a phx_leave that waits for the pending ones
    QSet<QByteArray> m_extraTopics;
    std::unique_ptr<const phoenixlog::Call> m_joinLogged; //!< null: no line
    std::optional<QString> m_crash; //!< asked for by the context within the running callback
    quint64 m_id = 0;
    State m_state = State::Joining;
};

} // namespace phx::server
