// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/messageencryptor.h"

#include <QList>
#include <QtEndian>

#include <array>
#include <bit>
#include <memory>
#include <openssl/evp.h>

namespace phx::protocol::messageencryptor {

namespace {

constexpr QByteArray::Base64Options UrlWithoutPadding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int TagBytes = 16;
constexpr qsizetype GcmIvBytes = 12;
const QByteArray AssociatedData = "A128GCM";

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using State = std::array<quint32, 16>;

const uchar *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

uchar *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

void quarterRound(State &x, std::size_t a, std::size_t b, std::size_t c, std::size_t d)
{
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 16);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 12);
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 8);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 7);
}

//! What is sealed: text and tag.
struct Sealed
{
    QByteArray text {};
    QByteArray tag {};
};

Sealed seal(const EVP_CIPHER *cipher, const QByteArray &key, const QByteArray &nonce,
            const QByteArray &associated, const QByteArray &message)
{
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    Sealed sealed {.text = QByteArray(message.size(), '\0'), .tag = QByteArray(TagBytes, '\0')};
    int size = 0;
    EVP_EncryptInit_ex(context.get(), cipher, nullptr, bytesOf(key), bytesOf(nonce));
    EVP_EncryptUpdate(context.get(), nullptr, &size, bytesOf(associated),
                      static_cast<int>(associated.size()));
    EVP_EncryptUpdate(context.get(), bytesOf(sealed.text), &size, bytesOf(message),
                      static_cast<int>(message.size()));
    EVP_EncryptFinal_ex(context.get(), bytesOf(sealed.text) + size, &size);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, TagBytes, sealed.tag.data());
    return sealed;
}

std::optional<QByteArray> open(const EVP_CIPHER *cipher, const QByteArray &key,
                               const QByteArray &nonce, const QByteArray &associated, Sealed sealed)
{
    if (key.size() != EVP_CIPHER_key_length(cipher) || nonce.size() != GcmIvBytes
        || sealed.tag.size() != TagBytes)
        return std::nullopt;
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray message(sealed.text.size(), '\0');
    int size = 0;
    EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytesOf(key), bytesOf(nonce));
    EVP_DecryptUpdate(context.get(), nullptr, &size, bytesOf(associated),
                      static_cast<int>(associated.size()));
    EVP_DecryptUpdate(context.get(), bytesOf(message), &size, bytesOf(sealed.text),
                      static_cast<int>(sealed.text.size()));
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, TagBytes, sealed.tag.data());
    if (EVP_DecryptFinal_ex(context.get(), bytesOf(message) + size, &size) != 1)
        return std::nullopt;
    return message;
}

std::optional<QByteArray> decodeBase64Url(const QByteArray &text)
{
    auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(decoded.decoded);
}

QByteArray chaChaNonce(const QByteArray &iv)
{
    return QByteArray(4, '\0') + iv.mid(16);
}

std::optional<QByteArray> decryptXcp(const QByteArray &content, const QByteArray &key)
{
    const std::optional<QByteArray> bytes = decodeBase64Url(content);
    if (!bytes || bytes->size() < IvBytes + TagBytes)
        return std::nullopt;
    const QByteArray iv = bytes->first(IvBytes);
    return open(EVP_chacha20_poly1305(), hChaCha20(key, iv.first(16)), chaChaNonce(iv),
                AssociatedData,
                {.text = bytes->mid(IvBytes + TagBytes), .tag = bytes->mid(IvBytes, TagBytes)});
}

//! plug_crypto 1.x: the content's key is wrapped with the secret as cipher text, tag and iv.
std::optional<QByteArray> decryptGcm(const QList<QByteArray> &parts, const QByteArray &key,
                                     const QByteArray &signKey)
{
    const auto wrapped = decodeBase64Url(parts.at(1));
    const auto iv = decodeBase64Url(parts.at(2));
    const auto text = decodeBase64Url(parts.at(3));
    const auto tag = decodeBase64Url(parts.at(4));
    if (!wrapped || wrapped->size() != 16 + TagBytes + GcmIvBytes || !iv || !text || !tag)
        return std::nullopt;
    const auto contentKey = open(EVP_aes_256_gcm(), key, wrapped->mid(16 + TagBytes), signKey,
                                 {.text = wrapped->first(16), .tag = wrapped->mid(16, TagBytes)});
    if (!contentKey)
        return std::nullopt;
    return open(EVP_aes_128_gcm(), *contentKey, *iv, AssociatedData, {.text = *text, .tag = *tag});
}

} // namespace

QByteArray hChaCha20(const QByteArray &key, const QByteArray &nonce)
{
    State x {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (std::size_t i = 0; i < 8; ++i)
        x[4 + i] = qFromLittleEndian<quint32>(key.constData() + 4 * i);
    for (std::size_t i = 0; i < 4; ++i)
        x[12 + i] = qFromLittleEndian<quint32>(nonce.constData() + 4 * i);
    for (int i = 0; i < 10; ++i) {
        for (std::size_t column = 0; column < 4; ++column)
            quarterRound(x, column, 4 + column, 8 + column, 12 + column);
        for (std::size_t diagonal = 0; diagonal < 4; ++diagonal)
            quarterRound(x, diagonal, 4 + (diagonal + 1) % 4, 8 + (diagonal + 2) % 4,
                         12 + (diagonal + 3) % 4);
    }
    QByteArray subkey(KeyBytes, '\0');
    for (std::size_t i = 0; i < 4; ++i) {
        qToLittleEndian(x[i], subkey.data() + 4 * i);
        qToLittleEndian(x[12 + i], subkey.data() + 16 + 4 * i);
    }
    return subkey;
}

QByteArray encrypt(const QByteArray &message, const QByteArray &key, const QByteArray &iv)
{
    if (key.size() != KeyBytes || iv.size() != IvBytes)
        return {};
    const Sealed sealed = seal(EVP_chacha20_poly1305(), hChaCha20(key, iv.first(16)),
                               chaChaNonce(iv), AssociatedData, message);
    return "XCP." + (iv + sealed.tag + sealed.text).toBase64(UrlWithoutPadding);
}

std::optional<QByteArray> decrypt(const QByteArray &token, const QByteArray &key,
                                  const QByteArray &signKey)
{
    if (key.size() != KeyBytes)
        return std::nullopt;
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() == 2 && parts.at(0) == "XCP")
        return decryptXcp(parts.at(1), key);
    if (parts.size() == 5 && parts.at(0) == "QTEyOEdDTQ")
        return decryptGcm(parts, key, signKey);
    return std::nullopt;
}

} // namespace phx::protocol::messageencryptor
