// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

//! \brief Signed messages as plug_crypto makes them (protocol.md §7.3). Pure; any thread.
//! Source: plug_crypto lib/plug/crypto/message_verifier.ex.
namespace phx::protocol::messageverifier {

//! `SFMyNTY.content.signature`, both in Base64url: HMAC-SHA256.
QByteArray sign(const QByteArray &content, const QByteArray &key);

//! The content if structure and signature are right; HMAC-SHA384 and -SHA512 are accepted, too.
std::optional<QByteArray> verify(const QByteArray &message, const QByteArray &key);

//! Takes the same time for any two arrays of that size.
bool isEqual(const QByteArray &a, const QByteArray &b);

} // namespace phx::protocol::messageverifier
