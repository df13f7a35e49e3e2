// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/jsonserializerv2.h"

namespace phx::protocol {

//! \brief Version 2 as the clients of Supabase Realtime speak it: two more kinds of binary frames.
//!
//! Their clients send each broadcast as kind 3, and of the binary kinds decode only 4. Here both
//! are messages with the event "broadcast:" and the user's event, whose payload is the user's, JSON
//! or binary. The metadata of kind 3 is skipped. All else is JsonSerializerV2. Sources:
//! @supabase/realtime-js 2.109.0 lib/serializer.js; protocol.md §11.3.
class SupabaseSerializerV2 final : public Serializer
{
public:
    [[nodiscard]] Vsn vsn() const override { return Vsn::V2; }
    Result<Message, DecodeError> decode(const Frame &frame) const override;
    Result<Frame, EncodeError> encode(const Message &push) const override;
    Result<Frame, EncodeError> encode(const Reply &reply) const override;
    Result<Frame, EncodeError> encode(const Broadcast &broadcast) const override;
    Result<ServerMessage, DecodeError> decodeFromServer(const Frame &frame) const override;
    Result<Frame, EncodeError> encodeFromClient(const Message &message) const override;

private:
    JsonSerializerV2 m_phoenix;
};

} // namespace phx::protocol
