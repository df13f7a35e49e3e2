// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/servermessage.h"

#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"

#include <array>

namespace phx::protocol {

ServerMessage ServerMessage::from(Message message)
{
    ServerMessage result {.message = std::move(message)};
    if (result.message.event != WireValue::text(events::Reply))
        return result;
    result.isReply = true;
    result.response = Payload::json("null");
    if (result.message.payload.isBinary())
        return result;
    std::array<JsonScanner::Member, 2> members {{{.key = "status"}, {.key = "response"}}};
    JsonScanner scanner(result.message.payload.bytes());
    if (scanner.scanObject(members) != JsonScanner::Outcome::Ok)
        return result;
    const auto &[status, response] = members;
    if (status.isThere && status.value.kind == JsonScanner::Kind::String)
        result.status = scanner.unescaped(status.value);
    if (response.isThere)
        result.response = Payload::json(scanner.raw(response.value));
    return result;
}

} // namespace phx::protocol
