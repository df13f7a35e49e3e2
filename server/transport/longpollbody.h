// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/frame.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace phx::server::longpoll {

//! Messages of one POST; further ones are ignored, as Phoenix 1.8.9 and later do.
constexpr std::size_t MaxMessages = 100;

//! \brief The messages in the body of a POST (protocol.md §4.3). Pure.
//!
//! Only the exact type `application/x-ndjson` is split, at LF or CR LF; a part that begins with
//! '[' is text, any other the Base64 of a binary frame. Under every other type the whole body is
//! one text message. Lines are counted while they are looked for, so what is behind the last one
//! costs nothing. Source: phoenix lib/phoenix/transports/long_poll.ex, publish/4.
//! \return nullopt if a part is not standard Base64 with padding: then none counts (500)
std::optional<std::vector<protocol::Frame>> messages(const QByteArray &contentType,
                                                     const QByteArray &body);

} // namespace phx::server::longpoll
