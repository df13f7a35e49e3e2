// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"

namespace phx::protocol {

//! \brief The binary frames of version 2 (protocol.md §2.4): kind, one-byte sizes, fields, payload.
//!
//! Source: phoenix lib/phoenix/socket/serializers/v2_json_serializer.ex. Pure functions; any
//! thread. The encoders fail if a field has more than 255 bytes, or if a ref, topic or event is
//! neither text nor null (Phoenix raises there, too). Null fields travel as empty ones.
class BinaryCodec
{
public:
    //! A client's push, kind 0 with ref. Empty refs become empty text, which is not null.
    static Result<Message, DecodeError> decodePush(const QByteArray &bytes);
    //! A client's push: the exact inverse of decodePush().
    static Result<QByteArray, EncodeError> encodeClientPush(const Message &message);

    //! What a server sends: a push, a reply or a broadcast. The ref of a push and both refs of a
    //! broadcast are null; other empty refs become empty text.
    static Result<ServerMessage, DecodeError> decodeFromServer(const QByteArray &bytes);

    //! A server's push, kind 0 without ref.
    static Result<QByteArray, EncodeError> encodePush(const Message &push);
    static Result<QByteArray, EncodeError> encodeReply(const Reply &reply);
    static Result<QByteArray, EncodeError> encodeBroadcast(const Broadcast &broadcast);
};

} // namespace phx::protocol
