// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"
#include "server/pubsub/origin.h"

namespace phx::server {

//! \brief Carries one message per node to the other nodes (protocol.md §8.1).
class PubSubAdapter
{
public:
    virtual ~PubSubAdapter() = default;
    //! To every node but this one. Thread: that of the node that owns the PubSub.
    virtual void broadcast(const protocol::Broadcast &broadcast, const BroadcastOrigin &origin) = 0;
};

} // namespace phx::server
