// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/decodeerror.h"
#include "server/protocol/frame.h"
#include "server/protocol/message.h"
#include "server/protocol/result.h"
#include "server/protocol/servermessage.h"

namespace phx::protocol {

//! Which of Phoenix's two serializers a connection speaks.
enum class Vsn : quint8 { V1 = 1, V2 = 2 };

//! Whose serializers a mount speaks.
enum class Dialect : quint8 {
    Phoenix,
    Supabase, //!< with the broadcasts of Supabase Realtime, see SupabaseSerializerV2 and V1
};

//! \brief Message ⇄ Frame for one vsn. Stateless; any thread.
//!
//! Source: phoenix lib/phoenix/socket/serializers/v1_json_serializer.ex and v2_json_serializer.ex.
class Serializer
{
public:
    virtual ~Serializer() = default;

    //! The one instance for a vsn and a dialect; lives for ever.
    static const Serializer &forVsn(Vsn vsn, Dialect dialect = Dialect::Phoenix);

    [[nodiscard]] virtual Vsn vsn() const = 0;
    //! The payload of the result is the exact text or bytes of the frame's payload.
    virtual Result<Message, DecodeError> decode(const Frame &frame) const = 0;
    virtual Result<Frame, EncodeError> encode(const Message &push) const = 0;
    virtual Result<Frame, EncodeError> encode(const Reply &reply) const = 0;
    virtual Result<Frame, EncodeError> encode(const Broadcast &broadcast) const = 0;

    // The other side of the wire. Source: phoenix assets/js/phoenix/serializer.js.

    //! The payload of the result is the exact text or bytes of the frame's payload.
    virtual Result<ServerMessage, DecodeError> decodeFromServer(const Frame &frame) const = 0;
    //! The payload may be any JSON value, or binary (V2 only).
    virtual Result<Frame, EncodeError> encodeFromClient(const Message &message) const = 0;
};

} // namespace phx::protocol
