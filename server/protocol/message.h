// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/payload.h"
#include "server/protocol/wirevalue.h"

#include <QDebug>

namespace phx::protocol {

//! \brief A message with all five fields, as a client sends it, or a push from the server (ref
//! null).
struct Message
{
    JoinRef joinRef {};
    Ref ref {};
    WireValue topic {};
    WireValue event {};
    Payload payload {};

    friend bool operator==(const Message &, const Message &) = default;
};

//! \brief The answer to one ref. On the wire: event phx_reply, payload {"status","response"}.
struct Reply
{
    JoinRef joinRef {};
    Ref ref {};
    WireValue topic {};
    QByteArray status = "ok"; //!< UTF-8; any name, not only ok and error
    Payload response {}; //!< any JSON value, or binary (V2 only)
};

//! \brief A message to all subscribers of a topic. join_ref and ref are null on the wire.
struct Broadcast
{
    QByteArray topic {}; //!< UTF-8
    QByteArray event {}; //!< UTF-8
    Payload payload {}; //!< an object or binary; anything else cannot be encoded for V2
};

QDebug operator<<(QDebug debug, const Message &message);

} // namespace phx::protocol
