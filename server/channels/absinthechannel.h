// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

#include <QSet>

namespace phx::server {

//! \brief GraphQL over a channel as absinthe_phoenix does it, with a schema of two fields.
//!
//! Only the topic `__absinthe__:control` may be joined; others crash the join. `doc` {"query",
//! "variables"}: `query { hello }` is answered {"data":{"hello":"world"}}; `subscription { tick }`
//! is answered {"subscriptionId"}, and 100 ms later one `subscription:data` {"result":{"data":
//! {"tick":1}},"subscriptionId"} follows on the topic subscriptionId, unless `unsubscribe`
//! {"subscriptionId"} came before. An operation may have a name. All other documents get an error
//! {"errors":[…]}: there is no GraphQL engine here.
//! Source: absinthe_phoenix lib/absinthe/phoenix/channel.ex; protocol.md §11.2.
class AbsintheChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;

private:
    ChannelResult run(const QString &query, ChannelContext &context);

    QSet<QString> m_subscriptions; //!< ids whose tick is on its way
    quint64 m_lastDocument = 0;
};

} // namespace phx::server
