// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/urlparams.h"

#include <QJsonArray>
#include <QLocale>
#include <QUrl>

namespace phx::client {

namespace {

//! As encodeURIComponent.
QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text, "!*'()");
}

} // namespace

UrlParams::UrlParams(const QJsonObject &object)
{
    for (auto member = object.begin(); member != object.end(); ++member)
        add(member.key(), value(member.value()));
}

UrlParams UrlParams::text(const QString &text)
{
    UrlParams result(Kind::Text);
    result.m_text = text;
    return result;
}

UrlParams UrlParams::array(const QList<UrlParams> &elements)
{
    UrlParams result(Kind::Tree);
    for (const UrlParams &element : elements)
        result.add(QString::number(result.m_members.size()), element);
    return result;
}

UrlParams UrlParams::value(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return null();
    case QJsonValue::Undefined:
        return undefined();
    case QJsonValue::Bool:
        return text(value.toBool() ? QStringLiteral("true") : QStringLiteral("false"));
    case QJsonValue::Double: {
        const auto variant = value.toVariant();
        return text(variant.typeId() == QMetaType::Double
                        ? QString::number(variant.toDouble(), 'g', QLocale::FloatingPointShortest)
                        : variant.toString());
    }
    case QJsonValue::String:
        return text(value.toString());
    case QJsonValue::Array: {
        QList<UrlParams> elements;
        for (const QJsonValue element : value.toArray())
            elements.append(UrlParams::value(element));
        return array(elements);
    }
    case QJsonValue::Object:
        return {value.toObject()};
    }
    return undefined();
}

UrlParams &UrlParams::add(const QString &key, const UrlParams &value)
{
    m_members.append({key, value});
    return *this;
}

QByteArray UrlParams::appendedTo(const QByteArray &url) const
{
    if (m_members.isEmpty())
        return url;
    return url + (url.contains('?') ? '&' : '?') + serialize({});
}

QByteArray UrlParams::serialize(const QString &parentKey) const
{
    QByteArray query;
    bool isFirst = true;
    for (const auto &[name, value] : m_members) {
        if (!std::exchange(isFirst, false))
            query += '&';
        const QString key =
            parentKey.isEmpty() ? name : QStringLiteral("%1[%2]").arg(parentKey, name);
        if (value.m_kind == Kind::Tree)
            query += value.serialize(key);
        else if (value.m_kind == Kind::Text)
            query += encoded(key) + '=' + encoded(value.m_text);
        else if (value.m_kind == Kind::Undefined)
            query += encoded(key) + "=undefined";
    }
    return query;
}

} // namespace phx::client
