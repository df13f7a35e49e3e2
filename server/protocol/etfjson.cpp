// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/etfjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace phx::protocol::etfjson {

namespace {

//! The nearest double of sign and magnitude, least byte first.
double bigNumber(const QByteArray &signAndMagnitude)
{
    double magnitude = 0;
    for (qsizetype i = signAndMagnitude.size() - 1; i > 0; --i)
        magnitude = magnitude * 256 + static_cast<uchar>(signAndMagnitude.at(i));
    return signAndMagnitude.startsWith('\1') ? -magnitude : magnitude;
}

QJsonObject toObject(const EtfTerm &map)
{
    QJsonObject object;
    for (qsizetype i = 0; i + 1 < map.items().size(); i += 2) {
        const EtfTerm &key = map.items().at(i);
        if (!key.isAtom("__struct__"))
            object.insert(toText(key), toJson(map.items().at(i + 1)));
    }
    return object;
}

QString charactersOf(const EtfTerm &list)
{
    QString text;
    for (const EtfTerm &item : list.items()) {
        const qint64 code = item.kind() == EtfTerm::Kind::Integer ? item.toInteger() : -1;
        if (code < 0 || code > 0x10ffff)
            return {};
        const char32_t character = char32_t(code);
        text += QString::fromUcs4(&character, 1);
    }
    return text;
}

} // namespace

QJsonValue toJson(const EtfTerm &term)
{
    switch (term.kind()) {
    case EtfTerm::Kind::Integer:
        return term.toInteger();
    case EtfTerm::Kind::Big:
        return bigNumber(term.bytes());
    case EtfTerm::Kind::Float:
        return term.toDouble();
    case EtfTerm::Kind::Atom:
        if (term.isAtom("true") || term.isAtom("false"))
            return term.isAtom("true");
        return term.isAtom("nil") ? QJsonValue() : QJsonValue(QString::fromUtf8(term.bytes()));
    case EtfTerm::Kind::Binary:
        return QString::fromUtf8(term.bytes());
    case EtfTerm::Kind::List:
    case EtfTerm::Kind::Tuple: {
        QJsonArray array;
        for (const EtfTerm &item : term.items())
            array.append(toJson(item));
        return array;
    }
    case EtfTerm::Kind::Map:
        return toObject(term);
    case EtfTerm::Kind::Opaque:
        break;
    }
    return {};
}

EtfTerm fromJson(const QJsonValue &value)
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
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            items.append(fromJson(item));
        return EtfTerm::list(items);
    }
    case QJsonValue::Object: {
        QList<EtfTerm> items;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            items << EtfTerm::binary(it.key().toUtf8()) << fromJson(it.value());
        return EtfTerm::map(items);
    }
    default:
        return EtfTerm::atom("nil");
    }
}

QString toText(const EtfTerm &term)
{
    switch (term.kind()) {
    case EtfTerm::Kind::Integer:
        return QString::number(term.toInteger());
    case EtfTerm::Kind::Big:
        return QString::number(bigNumber(term.bytes()), 'f', 0);
    case EtfTerm::Kind::Float:
        return QString::number(term.toDouble(), 'g', QLocale::FloatingPointShortest);
    case EtfTerm::Kind::Atom:
        return term.isAtom("nil") ? QString() : QString::fromUtf8(term.bytes());
    case EtfTerm::Kind::Binary:
        return QString::fromUtf8(term.bytes());
    case EtfTerm::Kind::List:
        return charactersOf(term);
    case EtfTerm::Kind::Tuple:
    case EtfTerm::Kind::Map:
    case EtfTerm::Kind::Opaque:
        break;
    }
    return {};
}

} // namespace phx::protocol::etfjson
