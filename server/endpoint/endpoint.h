// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/nodelocals.h"
#include "server/channel/turnqueue.h"
#include "server/endpoint/drainer.h"
#include "server/endpoint/endpointconfig.h"
#include "server/endpoint/handshake.h"
#include "server/endpoint/handshakelog.h"
#include "server/endpoint/mounttable.h"
#include "server/presence/presencetracker.h"
#include "server/pubsub/clusterstatus.h"
#include "server/pubsub/pubsub.h"
#include "server/pubsub/threadbus.h"
#include "server/socket/socket.h"
#include "server/transport/longpolltransport.h"
#include "server/transport/requesthandler.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace phx::server {

class ClusterPresence;
class Listener;
class RedisAdapter;

//! \brief The whole server as one node: listener, pubsub, presence, sockets. One per server thread.
//!
//! Threads: made and used in one server thread only; EndpointThread gives it commands.
class Endpoint final : public QObject,
                       public RequestHandler,
                       public SocketHost,
                       private LongPollTransport::Host
{
    Q_OBJECT

public:
    //! \param bus joins the nodes of the process, or null; shared with EndpointThread and other
    //! nodes
    //! \param tls of config.tls, or null
    Endpoint(EndpointConfig config, std::shared_ptr<tap::Tap> tap, std::shared_ptr<ThreadBus> bus,
             std::shared_ptr<const TlsContext> tls = nullptr);
    ~Endpoint() override;

    //! Listens. \return an error sentence, or empty. Nodes other than the first do not listen.
    [[nodiscard]] QString listen();
    [[nodiscard]] quint16 port();
    //! A connection that the first node accepted for this one.
    void adopt(qintptr descriptor);
    //! Where the first node sends accepted connections, in turn with itself.
    void setPeers(std::vector<std::function<void(qintptr)>> peers);

    //! Drains, closes what is left, then emits stopped().
    void stop();

    //! \param exceptConnection does not get it; 0: everybody on the topic does
    void broadcast(const protocol::Broadcast &broadcast, quint64 exceptConnection = 0);
    void push(quint64 connection, const protocol::Message &message);
    //! Any frame, right or wrong, as it is.
    void sendFrame(quint64 connection, const protocol::Frame &frame);
    void closeConnection(quint64 connection, quint16 code, const QByteArray &reason);
    void cutConnection(quint64 connection, Transport::Cut how);
    void crashChannel(quint64 connection, const QByteArray &topic);
    void closeChannel(quint64 connection, const QByteArray &topic);
    //! On every mount that has it, and in the sockets that are open.
    void replaceHandler(const std::shared_ptr<const SocketHandler> &old,
                        const std::shared_ptr<const SocketHandler> &now);

    //! A presence without a client, under an owner of its own: tracks it, or updates its meta.
    void setPresence(const QByteArray &topic, const QString &key, const QJsonObject &meta);
    void untrackPresence(const QByteArray &topic, const QString &key);

    //! The tokens that the client connected with are refused from now on, on every node, and who
    //! connected with one of them is disconnected with 1001.
    void expireTokens(quint64 connection);
    //! No token is refused for having been declared expired any more; of this node.
    void restoreTokens() { m_expired.clear(); }

    RequestAnswer handleRequest(const http::Request &request, const PeerInfo &peer) override;
    void handleAnswered(const http::Request &request, const PeerInfo &peer, int status,
                        const QByteArray &answerHead) override;
    void handleRefused(const PeerInfo &peer, const http::Refusal &refusal, const QByteArray &head,
                       const QByteArray &answerHead) override;
    http::Response refusalAnswer(const http::Request &request,
                                 const http::Refusal &refusal) override;
    void socketEnded(Socket &socket) override;

Q_SIGNALS:
    void stopped();
    //! Of the first node, if the process belongs to a cluster.
    void clusterChanged(const phx::server::ClusterStatus &status);

private:
    void sendToNodes(const LongPollSignal &signal) override;
    void longPollAnswered(const LongPollRequest &request, const LongPollReport &report,
                          const QByteArray &sent) override;
    //! What another node tells: a broadcast, a change of presences, or a long-poll request.
    void handleBus(const QVariant &message);
    void apply(const TokensExpired &tokens);
    //! The link to other processes: the first node has it for all of this one.
    void joinCluster(const RedisOptions &options);
    void joinTracker(const TrackerOptions &options);
    //! A change of presences that this process made.
    void toTracker(const PresenceChange &change);
    void deliverFromCluster(const protocol::Broadcast &broadcast, const QByteArray &node);
    //! Made in the server thread, at first use.
    Listener &listener();
    RequestAnswer socketAnswer(const MountTable::Match &match, const http::Request &request,
                               const PeerInfo &peer);
    Upgrade admit(const SocketMount &mount, Admission admission);
    http::Response turnAway(Rejection rejection);
    RequestAnswer answerLater(const SocketMount &mount, const PendingAdmission &pending);
    TransportListener *openSocket(Transport &transport, SocketIdentity identity);
    [[nodiscard]] Socket *socket(quint64 connection) const;
    [[nodiscard]] std::shared_ptr<ChannelInstance> channel(quint64 connection,
                                                           const QByteArray &topic) const;
    void withChannel(quint64 connection, const QByteArray &topic,
                     const std::function<void(ChannelInstance &)> &action);
    void observe(tap::EventKind kind, const QByteArray &detail);
    void closeRest();
    void finishIfEmpty();

    EndpointConfig m_config;
    std::shared_ptr<tap::Tap> m_tap; //!< shared with the capture
    std::shared_ptr<ThreadBus> m_bus;
    std::shared_ptr<const TlsContext> m_tls; //!< shared by the nodes
    HandshakeLog m_handshakes;
    MountTable m_mounts;
    ThreadBusAdapter m_adapter;
    PubSub m_pubsub;
    std::unique_ptr<ClusterPresence>
        m_clusterPresence; //!< null without a shared tracker; ends before m_cluster
    PresenceTracker m_presence;
    TurnQueue m_turns;
    NodeLocals m_locals;
    SocketTable m_sockets;
    ExpiredTokens m_expired;
    LongPollTransport m_longPoll;
    std::unique_ptr<RedisAdapter> m_cluster; //!< null on further nodes, and without a cluster
    std::unique_ptr<Listener> m_listener;
    Verdict m_verdict; //!< of the request that is being answered
    Drainer m_drainer;
    QTimer m_stopDeadline;
    bool m_isListener = false; //!< this node accepts for all, and tells of start and stop
    bool m_isStopping = false;
    bool m_isDraining = false;
    bool m_hasStopped = false;
};

} // namespace phx::server
