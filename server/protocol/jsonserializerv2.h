// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"

namespace phx::protocol {

//! \brief Arrays [join_ref, ref, topic, event, payload], and binary frames (protocol.md §2.3,
//! §2.4).
//!
//! The payload of a push or broadcast must be an object or binary; a reply may carry any JSON
//! value. Source: phoenix lib/phoenix/socket/serializers/v2_json_serializer.ex.
class JsonSerializerV2 final : public Serializer
{
public:
    [[nodiscard]] Vsn vsn() const override { return Vsn::V2; }
    Result<Message, DecodeError> decode(const Frame &frame) const override;
    Result<Frame, EncodeError> encode(const Message &push) const override;
    Result<Frame, EncodeError> encode(const Reply &reply) const override;
    Result<Frame, EncodeError> encode(const Broadcast &broadcast) const override;
    Result<ServerMessage, DecodeError> decodeFromServer(const Frame &frame) const override;
    Result<Frame, EncodeError> encodeFromClient(const Message &message) const override;
};

} // namespace phx::protocol
