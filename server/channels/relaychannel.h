// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"

namespace phx::server {

//! \brief Hands every event, JSON or binary, to the others on the topic. It answers nothing.
//!
//! Everybody may join. Events that begin with "phx_" belong to the protocol and crash the channel.
//! For Yjs: the clients of y-phoenix-channel push `yjs_sync` and `yjs` and listen to `yjs` only
//! (y-phoenix-channel 0.1.1, setupChannel); other events crash the channel. The server keeps no
//! document: a client gets from the others what it missed, as long as there are others.
class RelayChannel final : public Channel
{
public:
    //! Under which name an event goes out.
    enum class Names : quint8 { Own, Yjs };

    explicit RelayChannel(Names names)
        : m_names(names)
    { }

    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;

private:
    const Names m_names;
};

} // namespace phx::server
