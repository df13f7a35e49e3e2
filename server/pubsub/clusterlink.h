// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"

#include <QByteArray>

#include <functional>

namespace phx::server {

//! \brief Plain messages (dispatcher Elixir.Phoenix.PubSub) between the nodes of a cluster, as
//! Phoenix.Tracker sends them to its peers.
//!
//! Messages may be lost while the link is down, and nobody is told (protocol.md §8.4); what arrives
//! from one node keeps its order. Thread: that of the first node of the process, in which it lives.
class ClusterLink
{
public:
    using Receive = std::function<void(const protocol::EtfTerm &message)>;

    virtual ~ClusterLink() = default;
    //! Unique in the cluster: what the others call this process.
    [[nodiscard]] virtual QByteArray nodeName() const = 0;
    //! To that topic's subscribers on every other node (mode `except`).
    virtual void send(const QByteArray &topic, const protocol::EtfTerm &message) = 0;
    //! To that topic's subscribers on one other node (mode `only`).
    virtual void sendTo(const QByteArray &node, const QByteArray &topic,
                        const protocol::EtfTerm &message) = 0;
    //! \param receive is called with each plain message of that topic from other nodes, until the
    //! link dies; one per topic, a later one takes the place of an earlier one
    virtual void subscribe(const QByteArray &topic, Receive receive) = 0;
};

} // namespace phx::server
