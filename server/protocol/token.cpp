// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/token.h"

#include "server/protocol/messageencryptor.h"
#include "server/protocol/messageverifier.h"

#include <QRandomGenerator>

#include <array>
#include <openssl/evp.h>

namespace phx::protocol {

namespace {

const EVP_MD *algorithm(Token::Digest digest)
{
    switch (digest) {
    case Token::Digest::Sha256:
        return EVP_sha256();
    case Token::Digest::Sha384:
        return EVP_sha384();
    case Token::Digest::Sha512:
        return EVP_sha512();
    }
    return EVP_sha256();
}

const uchar *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

struct SignedData
{
    EtfTerm data;
    std::chrono::milliseconds signedAt {0};
    std::chrono::seconds maxAge = Token::DefaultMaxAge;
};

//! The three shapes of what is signed (crypto.ex, decode/1).
std::optional<SignedData> readSignedData(const EtfTerm &term)
{
    if (term.isTuple(2) || term.isTuple(3)) {
        if (term.items().at(1).kind() != EtfTerm::Kind::Integer)
            return std::nullopt;
        SignedData data {.data = term.items().at(0),
                         .signedAt = std::chrono::milliseconds(term.items().at(1).toInteger())};
        if (term.isTuple(2))
            return data;
        const EtfTerm &maxAge = term.items().at(2);
        if (maxAge.isAtom("infinity"))
            data.maxAge = Token::Forever;
        else if (maxAge.kind() == EtfTerm::Kind::Integer)
            data.maxAge = std::chrono::seconds(maxAge.toInteger());
        else
            return std::nullopt;
        return data;
    }
    const EtfTerm *data = term.find("data");
    const EtfTerm *signedAt = term.find("signed");
    if (data == nullptr || signedAt == nullptr || signedAt->kind() != EtfTerm::Kind::Integer)
        return std::nullopt;
    return SignedData {.data = *data, .signedAt = std::chrono::milliseconds(signedAt->toInteger())};
}

QByteArray encodeSignedData(const EtfTerm &data, std::chrono::milliseconds signedAt,
                            std::chrono::seconds maxAge)
{
    const EtfTerm age =
        maxAge == Token::Forever ? EtfTerm::atom("infinity") : EtfTerm::integer(maxAge.count());
    return Etf::encode(EtfTerm::tuple({data, EtfTerm::integer(signedAt.count()), age}));
}

//! The data, if it is not too old.
Result<EtfTerm, Token::Error> checkedData(const QByteArray &content, std::chrono::milliseconds now,
                                          std::optional<std::chrono::seconds> maxAge)
{
    const auto term = Etf::decode(content);
    if (!term)
        return Token::Error::Unreadable;
    const std::optional<SignedData> data = readSignedData(term.value());
    if (!data)
        return Token::Error::Unreadable;

    const std::chrono::seconds age = maxAge.value_or(data->maxAge);
    if (age == Token::Forever)
        return data->data;
    if (age.count() <= 0)
        return Token::Error::Expired;
    if (data->signedAt > now)
        return Token::Error::Invalid;
    // In seconds: an age beyond the range of milliseconds must not overflow.
    if (std::chrono::duration<double>(now - data->signedAt) > std::chrono::duration<double>(age))
        return Token::Error::Expired;
    return data->data;
}

QByteArray randomIv()
{
    std::array<quint32, messageencryptor::IvBytes / sizeof(quint32)> words {};
    QRandomGenerator::system()->fillRange(words.data(), std::ssize(words));
    return {reinterpret_cast<const char *>(words.data()), messageencryptor::IvBytes};
}

} // namespace

Token::Token(const QByteArray &secretKeyBase, const QByteArray &salt)
    : Token(secretKeyBase, salt, KeyOptions())
{ }

Token::Token(const QByteArray &secretKeyBase, const QByteArray &salt, const KeyOptions &options)
    : m_key(options.bytes, '\0')
{
    PKCS5_PBKDF2_HMAC(secretKeyBase.constData(), static_cast<int>(secretKeyBase.size()),
                      bytesOf(salt), static_cast<int>(salt.size()), options.iterations,
                      algorithm(options.digest), options.bytes,
                      reinterpret_cast<uchar *>(m_key.data()));
}

QByteArray Token::sign(const EtfTerm &data, std::chrono::milliseconds signedAt,
                       std::chrono::seconds maxAge) const
{
    // Always HS256: key_digest only concerns the derivation of the key.
    return messageverifier::sign(encodeSignedData(data, signedAt, maxAge), m_key);
}

Result<EtfTerm, Token::Error> Token::verify(const std::optional<QByteArray> &token,
                                            std::chrono::milliseconds now,
                                            std::optional<std::chrono::seconds> maxAge) const
{
    if (!token)
        return Error::Missing;
    const std::optional<QByteArray> content = messageverifier::verify(*token, m_key);
    if (!content)
        return Error::Invalid;
    return checkedData(*content, now, maxAge);
}

QByteArray Token::encrypt(const EtfTerm &data, std::chrono::milliseconds signedAt,
                          std::chrono::seconds maxAge, QByteArray iv) const
{
    if (iv.isEmpty())
        iv = randomIv();
    return messageencryptor::encrypt(encodeSignedData(data, signedAt, maxAge), m_key, iv);
}

Result<EtfTerm, Token::Error> Token::decrypt(const std::optional<QByteArray> &token,
                                             std::chrono::milliseconds now,
                                             std::optional<std::chrono::seconds> maxAge) const
{
    if (!token)
        return Error::Missing;
    const std::optional<QByteArray> content = messageencryptor::decrypt(*token, m_key);
    if (!content)
        return Error::Invalid;
    return checkedData(*content, now, maxAge);
}

} // namespace phx::protocol
