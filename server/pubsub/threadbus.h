// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/pubsub/adapter.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace phx::server {

//! \brief Joins the nodes (server threads) of one process: one queued message per node and
//! broadcast.
//!
//! Threads: attach() and detach() in the node's thread; broadcasts from any node. The mutex guards
//! the list of nodes only, which changes at start and stop.
class ThreadBus
{
public:
    using Deliver = std::function<void(const protocol::Broadcast &)>;

    //! \param node lives in the node's thread; \param deliver is called there
    void attach(QObject *node, Deliver deliver);
    void detach(QObject *node);
    //! To every node but `from`.
    void broadcast(const QObject *from, const protocol::Broadcast &broadcast);

private:
    struct Node
    {
        QObject *object = nullptr;
        std::shared_ptr<Deliver> deliver {}; //!< shared with calls that are under way
    };

    std::mutex m_mutex;
    std::vector<Node> m_nodes;
};

//! \brief The bus as one node's PubSub sees it.
class ThreadBusAdapter : public PubSubAdapter
{
public:
    ThreadBusAdapter(ThreadBus &bus, QObject *node)
        : m_bus(bus)
        , m_node(node)
    { }
    void broadcast(const protocol::Broadcast &broadcast) override
    {
        m_bus.broadcast(m_node, broadcast);
    }

private:
    ThreadBus &m_bus;
    QObject *m_node = nullptr;
};

} // namespace phx::server
