// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/jsonserializerv1.h"

namespace phx::protocol {

//! \brief Version 1 for the clients of Supabase Realtime: a user's broadcast becomes text.
//!
//! What SupabaseSerializerV2 reads as the event "broadcast:" and the user's event leaves as the
//! event "broadcast" with {"event","payload","type":"broadcast"}. A binary payload is not for such
//! a client: EncodeError::Effect::SkipClient. All else is JsonSerializerV1.
//! Sources: supabase/realtime lib/realtime_web/channels/realtime_channel/message_dispatcher.ex;
//! protocol.md §11.3.
class SupabaseSerializerV1 final : public Serializer
{
public:
    [[nodiscard]] Vsn vsn() const override { return Vsn::V1; }
    Result<Message, DecodeError> decode(const Frame &frame) const override;
    Result<Frame, EncodeError> encode(const Message &push) const override;
    Result<Frame, EncodeError> encode(const Reply &reply) const override;
    Result<Frame, EncodeError> encode(const Broadcast &broadcast) const override;
    Result<ServerMessage, DecodeError> decodeFromServer(const Frame &frame) const override;
    Result<Frame, EncodeError> encodeFromClient(const Message &message) const override;

private:
    JsonSerializerV1 m_phoenix;
};

} // namespace phx::protocol
