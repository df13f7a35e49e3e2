// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"
#include "server/pubsub/clusterlink.h"
#include "server/pubsub/clusterstatus.h"
#include "server/pubsub/redisenvelope.h"
#include "server/pubsub/redislink.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace phx::server {

//! \brief Joins the process to a cluster through Redis, byte-compatible with phoenix_pubsub_redis
//! 3.x (protocol.md §8.4).
//!
//! What is published while Redis is away is lost, as there: an error is logged, the broadcast goes
//! on here. Other than there, bytes that are no term are counted and told, and no reader dies of
//! them. Threads: that of the first node, where it is made.
class RedisAdapter : public QObject, public ClusterLink
{
    Q_OBJECT

public:
    //! What the node does with what arrives.
    struct Host
    {
        //! \param node that it came from; empty if it was for this node alone
        std::function<void(const protocol::Broadcast &broadcast, const QByteArray &node)>
            deliver {};
        //! Worth a row in the capture: connected, lost, undecodable.
        std::function<void(const QString &sentence)> note {};
    };

    //! \param host outlives the adapter with all that its functions use
    RedisAdapter(const RedisOptions &options, Host host, QObject *parent = nullptr);

    void start();
    //! A broadcast that began in this process, to the channels of all others.
    void publish(const protocol::Broadcast &broadcast);
    [[nodiscard]] const ClusterStatus &status() const { return m_status; }

    [[nodiscard]] QByteArray nodeName() const override { return m_options.nodeName; }
    void send(const QByteArray &topic, const protocol::EtfTerm &message) override;
    void sendTo(const QByteArray &node, const QByteArray &topic,
                const protocol::EtfTerm &message) override;
    void subscribe(const QByteArray &topic, Receive receive) override;

Q_SIGNALS:
    //! At most five times a second for the counters, at once for the state.
    void statusChanged(const phx::server::ClusterStatus &status);

private:
    void handleConnected(qint64 awayMs);
    void handleLost(const QString &sentence, quint64 unanswered);
    void handleMessage(const QByteArray &bytes);
    void handleChannels(const RedisEnvelope &envelope);
    void handlePlain(const RedisEnvelope &envelope);
    void learnNode(const protocol::EtfTerm &node);
    void transmit(const RedisEnvelope &envelope);
    //! At most one line a second, and then the number of those in between.
    void complain(const QString &sentence);
    void tellComplaint(const QString &sentence);
    void countersChanged();
    void tellStatus();

    RedisOptions m_options;
    Host m_host;
    RedisLink m_link;
    ClusterStatus m_status;
    QTimer m_statusTimer;
    QHash<QByteArray, Receive> m_receivers; //!< by topic
    //! Names of peers as they write them: atom or binary.
    QHash<QByteArray, protocol::EtfTerm> m_nodes;
    QTimer m_complaintTimer; //!< until the next complaint may be told
    quint64 m_silenced = 0; //!< complaints since the last one that was told
    quint64 m_lostBefore = 0; //!< the counter when it was connected last
};

} // namespace phx::server
