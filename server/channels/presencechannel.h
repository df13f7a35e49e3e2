// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

namespace phx::server {

//! \brief Tracks its client in the presence list of the topic, by the idiom of the Phoenix guide.
//!
//! Join payload: {"user_id": text, "meta": object, optional}; without a user_id the join crashes.
//! After the join the client is tracked and gets presence_state. Events: `update` (the payload is
//! the new meta), `untrack`, `list`.
class PresenceChannel final : public Channel
{
public:
    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;

private:
    QString m_userId;
    bool m_isTracked = false; //!< or about to be
};

} // namespace phx::server
