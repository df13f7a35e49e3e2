// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"
#include "server/protocol/serializer.h"
#include "server/transport/transport.h"

#include <QByteArray>
#include <QList>

namespace phx::server {

//! \brief Gets the broadcasts of a topic that do not take the fastlane.
class Subscriber
{
public:
    virtual ~Subscriber() = default;
    virtual void handleBroadcast(const protocol::Broadcast &broadcast) = 0;
};

//! \brief Where encoded broadcasts of a subscription go directly (protocol.md §3.13).
struct FastlaneTarget
{
    Transport *transport = nullptr; //!< null: no fastlane, all goes to the subscriber
    const protocol::Serializer *serializer = nullptr;
    QList<QByteArray> intercepts {}; //!< events that go to the subscriber instead
};

//! \brief One entry of the registry. Duplicates are allowed and deliver twice.
struct Subscription
{
    quint64 id = 0; //!< of the channel or socket; what broadcast_from leaves out
    Subscriber *subscriber =
        nullptr; //!< not owned; must unsubscribe before it dies. Null: removed during a dispatch
    FastlaneTarget fastlane {};
};

} // namespace phx::server
