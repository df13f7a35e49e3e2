// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"

namespace phx::protocol {

//! \brief Objects with topic, event, payload and ref (protocol.md §2.2). Cannot carry binary
//! payloads.
//!
//! The opcode of inbound frames is ignored. Outbound frames never hold join_ref.
//! Source: phoenix lib/phoenix/socket/serializers/v1_json_serializer.ex.
class JsonSerializerV1 final : public Serializer
{
public:
    [[nodiscard]] Vsn vsn() const override { return Vsn::V1; }
    Result<Message, DecodeError> decode(const Frame &frame) const override;
    Result<Frame, EncodeError> encode(const Message &push) const override;
    Result<Frame, EncodeError> encode(const Reply &reply) const override;
    Result<Frame, EncodeError> encode(const Broadcast &broadcast) const override;
    Result<ServerMessage, DecodeError> decodeFromServer(const Frame &frame) const override;
    Result<Frame, EncodeError> encodeFromClient(const Message &message) const override;
};

} // namespace phx::protocol
