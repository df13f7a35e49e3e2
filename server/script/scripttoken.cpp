// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripttoken.h"

#include <cmath>

namespace phx::server {

using protocol::EtfTerm;
using protocol::Token;

namespace {

std::chrono::milliseconds now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch());
}

EtfTerm toEtf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return EtfTerm::atom(value.toBool() ? "true" : "false");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const qint64 whole = value.toInteger();
        return double(whole) == number && std::trunc(number) == number ? EtfTerm::integer(whole)
                                                                       : EtfTerm::number(number);
    }
    case QJsonValue::String:
        return EtfTerm::binary(value.toString().toUtf8());
    case QJsonValue::Array: {
        QList<EtfTerm> items;
        for (const QJsonValue &item : value.toArray())
            items.append(toEtf(item));
        return EtfTerm::list(items);
    }
    case QJsonValue::Object: {
        QList<EtfTerm> items;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            items << EtfTerm::binary(it.key().toUtf8()) << toEtf(it.value());
        return EtfTerm::map(items);
    }
    default:
        return EtfTerm::atom("nil");
    }
}

QJsonValue toJson(const EtfTerm &term)
{
    using Kind = EtfTerm::Kind;
    QJsonArray array;
    QJsonObject object;
    const QList<EtfTerm> &items = term.items();
    switch (term.kind()) {
    case Kind::Integer:
        return term.toInteger();
    case Kind::Float:
        return term.toDouble();
    case Kind::Atom:
        if (term.isAtom("true") || term.isAtom("false"))
            return term.isAtom("true");
        return term.isAtom("nil") ? QJsonValue() : QJsonValue(QString::fromUtf8(term.bytes()));
    case Kind::List:
    case Kind::Tuple:
        for (const EtfTerm &item : items)
            array.append(toJson(item));
        return array;
    case Kind::Map:
        for (qsizetype i = 0; i + 1 < items.size(); i += 2)
            object.insert(toJson(items.at(i)).toVariant().toString(), toJson(items.at(i + 1)));
        return object;
    default:
        return QString::fromUtf8(term.bytes());
    }
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
    return answered(QString::fromLatin1(token.sign(
        toEtf(arguments.at(1)), now(), maxAge(arguments).value_or(Token::DefaultMaxAge))));
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
        return answered(answered(toJson(data.value())));
    QString error = QStringLiteral("invalid");
    if (data.error() == Token::Error::Missing)
        error = QStringLiteral("missing");
    else if (data.error() == Token::Error::Expired)
        error = QStringLiteral("expired");
    return answered(QJsonObject {{QStringLiteral("error"), error}});
}

} // namespace phx::server
