// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

namespace phx::server {

//! \brief The chat of the Phoenix guide, exactly (guides/real_time/channels.md, RoomChannel).
//!
//! `room:lobby` may be joined, any other `room:*` is refused as unauthorized. `new_msg` with a body
//! is broadcast, its body only; everything else has no clause and crashes the channel.
class GuideChatChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
};

} // namespace phx::server
