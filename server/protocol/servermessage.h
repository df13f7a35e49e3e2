// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/message.h"

namespace phx::protocol {

//! \brief A message as a client receives it. Of a reply, its status and response are apart.
//!
//! The payload of a textual reply is {"status","response"} as it came; of a binary reply it is the
//! response alone, which has no JSON form.
struct ServerMessage
{
    Message message {};
    bool isReply = false; //!< the event is phx_reply
    QByteArray status {}; //!< of a reply, UTF-8; empty if it has none
    Payload response {}; //!< of a reply; null if it has none

    //! Takes status and response out of the payload, if this is a textual reply.
    static ServerMessage from(Message message);
};

} // namespace phx::protocol
