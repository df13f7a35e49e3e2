// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"
#include "server/protocol/message.h"
#include "server/protocol/result.h"

#include <QString>

//! A broadcast ⇄ the struct Phoenix.Socket.Broadcast (protocol.md §8.4). Pure; any thread.
namespace phx::server::broadcastterm {

//! \return a sentence if the payload has no form there: see jsonterm::toTerm()
Result<protocol::EtfTerm, QString> toTerm(const protocol::Broadcast &broadcast);

[[nodiscard]] bool isBroadcast(const protocol::EtfTerm &term);
//! \param term a Broadcast, with a payload that is a map or {binary, Bin}. \return a sentence for
//! all others
Result<protocol::Broadcast, QString> fromTerm(const protocol::EtfTerm &term);

} // namespace phx::server::broadcastterm
