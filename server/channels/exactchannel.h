// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

namespace phx::server {

//! \brief Answers its join with the socket's auth token: {"auth_token":…}, null if there is none.
//! It knows no events.
class ExactChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
};

} // namespace phx::server
