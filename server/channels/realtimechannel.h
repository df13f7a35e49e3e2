// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

#include <QJsonObject>

namespace phx::server {

//! \brief Broadcast and presence as Supabase Realtime does them, without its database and tokens.
//!
//! Topics `realtime:<name>`; without a name the join is refused. The join's "config" is heeded:
//! broadcast.self, broadcast.ack, presence.key (empty: a new UUID), presence.enabled (missing:
//! true) and postgres_changes. The last are echoed with ids from 1 and confirmed with a `system`
//! push, yet no row ever comes: there is no database, push `postgres_changes` by hand. "private"
//! and tokens are ignored: everybody may do everything. Events: `broadcast`, on mounts with the
//! dialect Supabase also as binary frames, which reach the clients of vsn 1 as text, or not at all
//! if the payload is binary; `presence` with the events track and untrack. `access_token` and
//! unknown events are ignored.
//! Sources: supabase/realtime lib/realtime_web/channels/realtime_channel.ex and
//! realtime_channel/presence_handler.ex; protocol.md §11.3.
class RealtimeChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;

private:
    ChannelResult handleBroadcast(const QByteArray &event, const protocol::Payload &payload,
                                  ChannelContext &context);
    ChannelResult handlePresence(const QJsonObject &payload, ChannelContext &context);
    void track(const QJsonObject &meta, ChannelContext &context);

    QString m_presenceKey;
    QJsonObject m_meta; //!< the tracked one, or the one about to be
    bool m_isTracked = false; //!< or about to be
    bool m_hasPresence = true;
    bool m_sendsToSelf = false;
    bool m_acknowledges = false;
};

} // namespace phx::server
