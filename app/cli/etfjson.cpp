// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/etfjson.h"

#include "app/workspace/visibletext.h"
#include "server/protocol/wirevalue.h"

#include <QLocale>
#include <QStringDecoder>

#include <cmath>

namespace phx::app {

namespace {

using protocol::EtfTerm;

Result<EtfTerm, QString> toNumber(const QString &text)
{
    bool isGood = false;
    const bool isWhole =
        !text.contains(QLatin1Char('.')) && !text.contains(QLatin1Char('e'), Qt::CaseInsensitive);
    if (isWhole) {
        const qint64 number = text.toLongLong(&isGood);
        if (isGood)
            return EtfTerm::integer(number);
    } else {
        const double number = text.toDouble(&isGood);
        if (isGood && std::isfinite(number))
            return EtfTerm::number(number);
    }
    return QStringLiteral("%1 does not fit a number of 64 bits").arg(visibleText(text, 60));
}

QByteArray quote(const QByteArray &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString decoded = decoder(text);
    if (decoder.hasError())
        return "{\"base64\":\"" + text.toBase64() + "\"}";
    return protocol::WireValue::text(text).toJson();
}

QByteArray mapJson(const QList<EtfTerm> &items)
{
    QByteArray json;
    for (qsizetype i = 0; i + 1 < items.size(); i += 2) {
        const EtfTerm &key = items[i];
        const bool isText =
            key.kind() == EtfTerm::Kind::Binary || key.kind() == EtfTerm::Kind::Atom;
        json += json.isEmpty() ? "" : ",";
        json += protocol::WireValue::text(isText ? key.bytes() : toJson(key)).toJson();
        json += ':' + toJson(items[i + 1]);
    }
    return '{' + json + '}';
}

QByteArray listJson(const QList<EtfTerm> &items)
{
    QByteArray json;
    for (const EtfTerm &item : items)
        json += (json.isEmpty() ? "" : ",") + toJson(item);
    return '[' + json + ']';
}

} // namespace

Result<EtfTerm, QString> toEtf(const JsonNode &node)
{
    QList<EtfTerm> items;
    switch (node.kind) {
    case JsonNode::Kind::Null:
        return EtfTerm::atom("nil");
    case JsonNode::Kind::Bool:
        return EtfTerm::atom(node.boolean ? "true" : "false");
    case JsonNode::Kind::Number:
        return toNumber(node.text);
    case JsonNode::Kind::Text:
        return EtfTerm::binary(node.text.toUtf8());
    case JsonNode::Kind::Array:
        for (const JsonNode &item : node.items) {
            const auto term = toEtf(item);
            if (!term)
                return term;
            items.append(term.value());
        }
        return EtfTerm::list(items);
    case JsonNode::Kind::Object:
        for (const JsonMember &member : node.members) {
            const auto term = toEtf(member.value);
            if (!term)
                return term;
            items.append(EtfTerm::binary(member.key.toUtf8()));
            items.append(term.value());
        }
        return EtfTerm::map(items);
    }
    return EtfTerm();
}

QByteArray toJson(const EtfTerm &term)
{
    switch (term.kind()) {
    case EtfTerm::Kind::Integer:
        return QByteArray::number(term.toInteger());
    case EtfTerm::Kind::Float:
        return QByteArray::number(term.toDouble(), 'g', QLocale::FloatingPointShortest);
    case EtfTerm::Kind::Atom:
        if (term.isAtom("nil"))
            return "null";
        return term.isAtom("true") || term.isAtom("false") ? term.bytes() : quote(term.bytes());
    case EtfTerm::Kind::Binary:
        return quote(term.bytes());
    case EtfTerm::Kind::List:
    case EtfTerm::Kind::Tuple:
        return listJson(term.items());
    case EtfTerm::Kind::Map:
        return mapJson(term.items());
    case EtfTerm::Kind::Big:
    case EtfTerm::Kind::Opaque:
        break;
    }
    return "{\"base64\":\"" + term.bytes().toBase64() + "\"}";
}

} // namespace phx::app
