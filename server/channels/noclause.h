// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channelresult.h"
#include "server/protocol/message.h"

namespace phx::server {

//! Whether the event of a message is this text. Events that are no text equal nothing.
[[nodiscard]] bool isEvent(const protocol::Message &message, QByteArrayView event);

//! What Elixir does if no clause of handle_in fits: the channel crashes.
//! \param module name of the channel's code, for the reason
[[nodiscard]] Crash noClause(const QString &module, const protocol::Message &message);

} // namespace phx::server
