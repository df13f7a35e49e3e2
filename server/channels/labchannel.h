// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

namespace phx::server {

//! \brief The channel of the recorded reference server: one event for each thing a channel can do.
//!
//! Joins: `room:private` is refused, `room:crash` and `room:badreturn` crash, `room:reply` answers
//! with the payload, all others are ok. Events that it does not know crash it, as in Phoenix.
class LabChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleOut(const protocol::Broadcast &broadcast, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;
    [[nodiscard]] QList<QByteArray> intercepts() const override { return {"intercepted"}; }
};

} // namespace phx::server
