// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/token.h"

#include "server/protocol/messageencryptor.h"

#include <QRandomGenerator>

#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace phx::protocol {

namespace {

constexpr QByteArray::Base64Options UrlWithoutPadding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

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

//! What the first part of a token says, in Base64url: HS256, HS384 or HS512.
std::optional<Token::Digest> digestOf(const QByteArray &protectedPart)
{
    if (protectedPart == "SFMyNTY")
        return Token::Digest::Sha256;
    if (protectedPart == "SFMzODQ")
        return Token::Digest::Sha384;
    if (protectedPart == "SFM1MTI")
        return Token::Digest::Sha512;
    return std::nullopt;
}

const uchar *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

QByteArray hmac(Token::Digest digest, const QByteArray &key, const QByteArray &text)
{
    std::array<uchar, EVP_MAX_MD_SIZE> out {};
    uint size = 0;
    HMAC(algorithm(digest), key.constData(), static_cast<int>(key.size()), bytesOf(text),
         static_cast<size_t>(text.size()), out.data(), &size);
    return {reinterpret_cast<const char *>(out.data()), static_cast<qsizetype>(size)};
}

bool isEqualInConstantTime(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size()
        && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}

std::optional<QByteArray> decodeBase64Url(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return decoded.decoded;
}

//! The signed bytes if structure and signature are right (message_verifier.ex, verify/2).
std::optional<QByteArray> signedContent(const QByteArray &token, const QByteArray &key)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const std::optional<Token::Digest> digest = digestOf(parts.at(0));
    const std::optional<QByteArray> content = decodeBase64Url(parts.at(1));
    const std::optional<QByteArray> signature = decodeBase64Url(parts.at(2));
    if (!digest || !content || !signature)
        return std::nullopt;
    const QByteArray expected = hmac(*digest, key, parts.at(0) + '.' + parts.at(1));
    return isEqualInConstantTime(expected, *signature) ? content : std::nullopt;
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
    const QByteArray plain =
        "SFMyNTY." + encodeSignedData(data, signedAt, maxAge).toBase64(UrlWithoutPadding);
    return plain + '.' + hmac(Digest::Sha256, m_key, plain).toBase64(UrlWithoutPadding);
}

Result<EtfTerm, Token::Error> Token::verify(const std::optional<QByteArray> &token,
                                            std::chrono::milliseconds now,
                                            std::optional<std::chrono::seconds> maxAge) const
{
    if (!token)
        return Error::Missing;
    const std::optional<QByteArray> content = signedContent(*token, m_key);
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
