// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/token.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace phx::server {

//! The user that a signed token names, a number or a text; nullopt if it is not valid now.
std::optional<QString> verifiedUser(const protocol::Token &verifier, const QByteArray &token,
                                    std::chrono::seconds maxAge);

} // namespace phx::server
