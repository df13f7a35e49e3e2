// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/pubsub/adapter.h"

#include <QObject>
#include <QVariant>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace phx::server {

//! A broadcast on its way to another node.
struct BusBroadcast
{
    protocol::Broadcast broadcast {};
    BroadcastOrigin origin {}; //!< its node is Other
};

//! \brief Joins the nodes (server threads) of one process: one queued message per node.
//! What one node sends arrives at each other node in that order.
//!
//! Threads: any. The mutex guards the list of nodes only, which changes at start and stop.
class ThreadBus
{
public:
    //! \param message a BusBroadcast, or what else nodes tell each other
    using Deliver = std::function<void(const QVariant &message)>;

    //! \param node lives in the node's thread; \param deliver is called there
    void attach(QObject *node, Deliver deliver);
    void detach(QObject *node);
    //! To every node but `from`.
    void send(const QObject *from, const QVariant &message);

private:
    struct Node
    {
        QObject *object = nullptr;
        std::shared_ptr<Deliver> deliver {}; //!< shared with calls that are under way
    };

    std::mutex m_mutex;
    std::vector<Node> m_nodes;
};

//! \brief The bus as one node's PubSub sees it, and the way out of the process where there is one.
class ThreadBusAdapter : public PubSubAdapter
{
public:
    using Publish = std::function<void(const protocol::Broadcast &broadcast)>;

    ThreadBusAdapter(ThreadBus &bus, QObject *node)
        : m_bus(bus)
        , m_node(node)
    { }
    //! \param publish gets what this node broadcasts, for other processes; null: nobody does
    void setPublish(Publish publish) { m_publish = std::move(publish); }
    void broadcast(const protocol::Broadcast &broadcast, const BroadcastOrigin &origin) override;

private:
    ThreadBus &m_bus;
    QObject *m_node = nullptr;
    Publish m_publish;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::BusBroadcast)
