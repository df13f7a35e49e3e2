// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripttoken.h"

#include "server/protocol/etfjson.h"

namespace phx::server {

using protocol::Token;

namespace {

std::chrono::milliseconds now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch());
}

std::optional<std::chrono::seconds> maxAge(const QJsonArray &arguments)
{
    const QJsonValue age = arguments.at(2).toObject().value(QLatin1String("max_age"));
    if (!age.isDouble())
        return std::nullopt;
    return std::chrono::seconds(age.toInteger());
}

QJsonObject answered(const QJsonValue &value)
{
    return {{QStringLiteral("ok"), value}};
}

} // namespace

ScriptToken::ScriptToken(const QByteArray &secretKeyBase)
    : m_secretKeyBase(secretKeyBase)
{ }

const Token &ScriptToken::tokenFor(const QByteArray &salt)
{
    auto found = m_tokens.find(salt);
    if (found == m_tokens.end()) {
        if (m_tokens.size() >= MaxSalts)
            m_tokens.clear();
        found = m_tokens.insert(salt, Token(m_secretKeyBase, salt));
    }
    return *found;
}

QJsonObject ScriptToken::sign(const QJsonArray &arguments)
{
    if (!arguments.at(0).isString())
        return {{QStringLiteral("throw"), QStringLiteral("token.sign: the salt is no text")}};
    const Token &token = tokenFor(arguments.at(0).toString().toUtf8());
    return answered(
        QString::fromLatin1(token.sign(protocol::etfjson::fromJson(arguments.at(1)), now(),
                                       maxAge(arguments).value_or(Token::DefaultMaxAge))));
}

QJsonObject ScriptToken::verify(const QJsonArray &arguments)
{
    if (!arguments.at(0).isString())
        return {{QStringLiteral("throw"), QStringLiteral("token.verify: the salt is no text")}};
    const Token &token = tokenFor(arguments.at(0).toString().toUtf8());
    const QJsonValue given = arguments.at(1);
    const auto text = given.isString() ? std::optional(given.toString().toUtf8()) : std::nullopt;
    const auto data = token.verify(text, now(), maxAge(arguments));
    if (data)
        return answered(answered(protocol::etfjson::toJson(data.value())));
    QString error = QStringLiteral("invalid");
    if (data.error() == Token::Error::Missing)
        error = QStringLiteral("missing");
    else if (data.error() == Token::Error::Expired)
        error = QStringLiteral("expired");
    return answered(QJsonObject {{QStringLiteral("error"), error}});
}

} // namespace phx::server
