// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/plugsession.h"

#include "server/protocol/etfjson.h"
#include "server/protocol/messageencryptor.h"
#include "server/protocol/messageverifier.h"
#include "server/protocol/token.h"

#include <utility>

namespace phx::server {

using protocol::EtfTerm;

namespace {

constexpr qsizetype StateSize = 24; //!< Base64url of 18 random bytes
constexpr qsizetype MaskedSize = 32;

QByteArray cookieOf(const http::Request &request, const QByteArray &name)
{
    for (const QByteArray &part : request.field("cookie").split(';')) {
        const QByteArray cookie = part.trimmed();
        const qsizetype equals = cookie.indexOf('=');
        if (equals > 0 && cookie.first(equals) == name)
            return cookie.mid(equals + 1);
    }
    return {};
}

} // namespace

PlugSession::PlugSession(PlugSessionConfig config, const QByteArray &secretKeyBase)
    : m_config(std::move(config))
    , m_signingKey(protocol::Token(secretKeyBase, m_config.signingSalt).key())
{
    if (!m_config.encryptionSalt.isEmpty())
        m_encryptionKey = protocol::Token(secretKeyBase, m_config.encryptionSalt).key();
}

std::optional<QJsonObject> PlugSession::read(const http::Request &request,
                                             const QByteArray &csrfToken) const
{
    const QByteArray cookie = cookieOf(request, m_config.key);
    const std::optional<QByteArray> content = m_encryptionKey.isEmpty()
        ? protocol::messageverifier::verify(cookie, m_signingKey)
        : protocol::messageencryptor::decrypt(cookie, m_encryptionKey, m_signingKey);
    if (!content)
        return std::nullopt;
    const auto term = protocol::Etf::decode(*content);
    if (!term || term.value().kind() != EtfTerm::Kind::Map)
        return std::nullopt;
    if (!m_config.checkCsrf)
        return protocol::etfjson::toJson(term.value()).toObject();
    const EtfTerm *state = term.value().find(m_config.csrfTokenKey);
    if (state == nullptr || !isCsrfTokenOf(state->bytes(), csrfToken))
        return std::nullopt;
    return protocol::etfjson::toJson(term.value()).toObject();
}

bool PlugSession::isCsrfTokenOf(const QByteArray &state, const QByteArray &token)
{
    if (state.size() != StateSize || token.size() != MaskedSize + StateSize)
        return false;
    auto decoded = QByteArray::fromBase64Encoding(token.first(MaskedSize),
                                                  QByteArray::Base64UrlEncoding
                                                      | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != StateSize)
        return false;
    QByteArray unmasked = std::move(decoded.decoded);
    const QByteArray mask = token.mid(MaskedSize);
    for (qsizetype i = 0; i < StateSize; ++i)
        unmasked[i] = static_cast<char>(unmasked.at(i) ^ mask.at(i));
    return protocol::messageverifier::isEqual(unmasked, state);
}

} // namespace phx::server
