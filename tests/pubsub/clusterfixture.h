// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "tests/support/wireclient.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace phx::test {

//! The 191 bytes of protocol.md §8.4: node a@127.0.0.1, topic room:1, event new_msg, body "hi".
[[nodiscard]] QByteArray sampleMessage();
//! The Redis channel of MyApp.PubSub.
[[nodiscard]] QByteArray sampleChannel();

//! Those of the published messages that are broadcasts for channels, in order; nodes send each
//! other more than these.
[[nodiscard]] QByteArrayList broadcastsIn(const QByteArrayList &published);

//! Options that find a Redis on this machine, and try again soon.
[[nodiscard]] server::RedisOptions redisAt(quint16 port, const QByteArray &nodeName);

//! \brief One process of a cluster: an endpoint with the lab channels, and clients.
class ClusterNode
{
public:
    //! \param threads server threads; clients are spread over them in turn
    explicit ClusterNode(const server::RedisOptions &redis, int threads = 1);

    //! Listening, and its link in that state, within some seconds.
    [[nodiscard]] bool reaches(server::ClusterStatus::State state);
    //! A client that has joined the topic.
    WireClient &client(const QByteArray &topic = "room:1");
    //! What was observed since the last call, of the kind.
    [[nodiscard]] std::vector<tap::TapEvent> observed(tap::EventKind kind);

    server::EndpointThread endpoint;

private:
    std::vector<std::unique_ptr<WireClient>> m_clients;
};

} // namespace phx::test
