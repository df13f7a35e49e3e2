// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/payload.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace phx::protocol {

Payload Payload::json(QByteArray text)
{
    return {Kind::Json, std::move(text)};
}

Payload Payload::object(const QJsonObject &object)
{
    return {Kind::Json, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

Payload Payload::value(const QJsonValue &value)
{
    // QJsonDocument writes no bare scalars, hence the array around the value.
    const QByteArray text = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
    return {Kind::Json, text.mid(1, text.size() - 2)};
}

Payload Payload::binary(QByteArray bytes)
{
    return {Kind::Binary, std::move(bytes)};
}

bool Payload::isObject() const
{
    if (m_kind != Kind::Json)
        return false;
    for (const char c : m_bytes) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c == '{';
    }
    return false;
}

QJsonValue Payload::toValue() const
{
    if (m_kind != Kind::Json)
        return QJsonValue(QJsonValue::Undefined);
    // QJsonDocument reads no bare scalars, hence the array around the text.
    const QJsonDocument document = QJsonDocument::fromJson('[' + m_bytes + ']');
    return document.array().at(0);
}

QJsonObject Payload::toObject() const
{
    return isObject() ? toValue().toObject() : QJsonObject();
}

} // namespace phx::protocol
