// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/messageverifier.h"

#include <QList>

#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <utility>

namespace phx::protocol::messageverifier {

namespace {

constexpr QByteArray::Base64Options UrlWithoutPadding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

//! What the first part of a message says, in Base64url: HS256, HS384 or HS512.
const EVP_MD *digestOf(const QByteArray &protectedPart)
{
    if (protectedPart == "SFMyNTY")
        return EVP_sha256();
    if (protectedPart == "SFMzODQ")
        return EVP_sha384();
    if (protectedPart == "SFM1MTI")
        return EVP_sha512();
    return nullptr;
}

QByteArray hmac(const EVP_MD *digest, const QByteArray &key, const QByteArray &text)
{
    std::array<uchar, EVP_MAX_MD_SIZE> out {};
    uint size = 0;
    HMAC(digest, key.constData(), static_cast<int>(key.size()),
         reinterpret_cast<const uchar *>(text.constData()), static_cast<size_t>(text.size()),
         out.data(), &size);
    return {reinterpret_cast<const char *>(out.data()), static_cast<qsizetype>(size)};
}

std::optional<QByteArray> decodeBase64Url(const QByteArray &text)
{
    auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(decoded.decoded);
}

} // namespace

bool isEqual(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size()
        && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}

QByteArray sign(const QByteArray &content, const QByteArray &key)
{
    const QByteArray plain = "SFMyNTY." + content.toBase64(UrlWithoutPadding);
    return plain + '.' + hmac(EVP_sha256(), key, plain).toBase64(UrlWithoutPadding);
}

std::optional<QByteArray> verify(const QByteArray &message, const QByteArray &key)
{
    const QList<QByteArray> parts = message.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const EVP_MD *digest = digestOf(parts.at(0));
    std::optional<QByteArray> content = decodeBase64Url(parts.at(1));
    const std::optional<QByteArray> signature = decodeBase64Url(parts.at(2));
    if (digest == nullptr || !content || !signature)
        return std::nullopt;
    const QByteArray expected = hmac(digest, key, parts.at(0) + '.' + parts.at(1));
    return isEqual(expected, *signature) ? content : std::nullopt;
}

} // namespace phx::protocol::messageverifier
