// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"

#include <chrono>
#include <optional>

namespace phx::protocol {

//! \brief Signs and verifies, encrypts and decrypts tokens as Phoenix.Token does, for one secret
//! and salt (protocol.md §7).
//!
//! The key is derived once, by the constructor, which takes about a millisecond. A value; const
//! functions may be used from any thread.
//! Sources: plug_crypto lib/plug/crypto.ex, message_verifier.ex, key_generator.ex.
class Token
{
public:
    enum class Digest : quint8 { Sha256, Sha384, Sha512 };

    //! Derivation of the key by PBKDF2-HMAC. Must be the same when verifying.
    struct KeyOptions
    {
        Digest digest = Digest::Sha256;
        int iterations = 1000; //!< > 0
        int bytes = 32; //!< > 0
    };

    enum class Error : quint8 {
        Missing, //!< there is no token
        Invalid, //!< wrong structure or signature, or signed in the future
        Expired,
        Unreadable, //!< the signature is right, but not what is signed; Phoenix raises there
    };

    static constexpr std::chrono::seconds DefaultMaxAge {86400};
    static constexpr std::chrono::seconds Forever =
        std::chrono::seconds::max(); //!< the atom infinity

    //! \param secretKeyBase the bytes of the string, as the endpoint's configuration has them
    Token(const QByteArray &secretKeyBase, const QByteArray &salt);
    Token(const QByteArray &secretKeyBase, const QByteArray &salt, const KeyOptions &options);

    //! \param maxAge embedded; what verify() applies when it is given none
    [[nodiscard]] QByteArray sign(const EtfTerm &data, std::chrono::milliseconds signedAt,
                                  std::chrono::seconds maxAge = DefaultMaxAge) const;
    //! \param token nullopt: Missing
    //! \param now since the epoch
    //! \param maxAge wins over the embedded one in both directions; nullopt: the embedded one
    [[nodiscard]] Result<EtfTerm, Error>
    verify(const std::optional<QByteArray> &token, std::chrono::milliseconds now,
           std::optional<std::chrono::seconds> maxAge = {}) const;

    //! As sign(), but nobody without the secret can read it. Needs a key of 32 bytes.
    //! \param iv 24 bytes that are never used twice; empty: random
    [[nodiscard]] QByteArray encrypt(const EtfTerm &data, std::chrono::milliseconds signedAt,
                                     std::chrono::seconds maxAge = DefaultMaxAge,
                                     QByteArray iv = {}) const;
    //! As verify(), for what encrypt() and plug_crypto 1.x made.
    [[nodiscard]] Result<EtfTerm, Error>
    decrypt(const std::optional<QByteArray> &token, std::chrono::milliseconds now,
            std::optional<std::chrono::seconds> maxAge = {}) const;

    //! The derived key, for comparison with known values.
    [[nodiscard]] const QByteArray &key() const { return m_key; }

private:
    QByteArray m_key;
};

} // namespace phx::protocol
