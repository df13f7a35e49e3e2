// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

//! \brief Authenticated encryption as plug_crypto does it (protocol.md §7.7). Pure; any thread.
//! Source: plug_crypto lib/plug/crypto/message_encryptor.ex.
namespace phx::protocol::messageencryptor {

constexpr qsizetype KeyBytes = 32;
constexpr qsizetype IvBytes = 24;

//! `XCP.…`: XChaCha20-Poly1305. \param key of KeyBytes; \param iv of IvBytes, never used twice
//! \return an empty array if key or iv have another size
QByteArray encrypt(const QByteArray &message, const QByteArray &key, const QByteArray &iv);

//! Also what plug_crypto 1.x wrote, `QTEyOEdDTQ.…`: AES-128-GCM with a wrapped key.
//! \param signKey of old tokens: authenticated with the wrapped key; empty for Phoenix.Token
//! \return nullopt: wrong structure, key, or a changed byte
std::optional<QByteArray> decrypt(const QByteArray &token, const QByteArray &key,
                                  const QByteArray &signKey = {});

//! The subkey of a key and the first 16 bytes of an iv (draft-irtf-cfrg-xchacha §2.2).
QByteArray hChaCha20(const QByteArray &key, const QByteArray &nonce);

} // namespace phx::protocol::messageencryptor
