// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/pubsub/adapter.h"
#include "server/pubsub/origin.h"
#include "server/pubsub/subscriber.h"
#include "server/tap/tap.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace phx::server {

//! \brief The registry of one node: topic → subscribers, and the dispatch to them.
//!
//! A fan-out touches the subscribers of its topic and nothing else. Subscribing and unsubscribing
//! during a dispatch is safe: who is new gets the next broadcast, who left gets nothing more.
//! Threads: one server thread. Semantics: protocol.md §8.1.
class PubSub
{
public:
    //! \param tap not owned, may be null; \param adapter not owned, null on a single node
    explicit PubSub(tap::Tap *tap = nullptr, PubSubAdapter *adapter = nullptr);

    void subscribe(const QByteArray &topic, Subscription subscription);
    //! Removes all subscriptions of that id to the topic.
    void unsubscribe(const QByteArray &topic, quint64 id);

    //! Other nodes first, then here. \return why it could not be encoded (the broadcaster crashes;
    //! who came before got it, as in Phoenix)
    std::optional<protocol::EncodeError> broadcast(const protocol::Broadcast &broadcast,
                                                   const BroadcastOrigin &origin);
    //! This node only; also what arrives from other nodes.
    std::optional<protocol::EncodeError> localBroadcast(const protocol::Broadcast &broadcast,
                                                        const BroadcastOrigin &origin);

    [[nodiscard]] qsizetype subscriberCount(const QByteArray &topic) const;

private:
    struct Topic
    {
        std::vector<Subscription> subscriptions {};
        size_t holes = 0; //!< subscriptions that were removed and keep their place for a while
        int dispatches = 0; //!< that are running now
        bool isSorted = true; //!< by id, as they come mostly: one is found without a search
    };
    using Topics = std::unordered_map<QByteArray, Topic>;

    //! Gives places back once half of them are empty, so that leaving costs little in a crowd.
    void tidy(Topics::iterator topic);
    void observe(const protocol::Broadcast &broadcast, const BroadcastOrigin &origin,
                 class Fastlane &fastlane, QList<quint64> &&recipients);

    Topics m_topics;
    SharedBytesWriter m_writer;
    tap::Tap *m_tap = nullptr;
    PubSubAdapter *m_adapter = nullptr;
};

} // namespace phx::server
