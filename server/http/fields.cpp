// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/fields.h"

#include <algorithm>
#include <cstring>

namespace phx::http {

QByteArray fieldOf(const Fields &fields, QByteArrayView name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

QList<QByteArray> valuesOf(const Fields &fields, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const auto &[key, value] : fields) {
        if (key == name)
            values.append(value);
    }
    return values;
}

QList<QByteArray> listOf(const Fields &fields, QByteArrayView name)
{
    QList<QByteArray> parts;
    for (const auto &[key, value] : fields) {
        if (key != name)
            continue;
        const QList<QByteArray> pieces = value.split(',');
        for (const QByteArray &piece : pieces) {
            const QByteArray trimmed = piece.trimmed();
            if (!trimmed.isEmpty())
                parts.append(trimmed);
        }
    }
    return parts;
}

bool listHas(const Fields &fields, QByteArrayView name, QByteArrayView word)
{
    const QList<QByteArray> parts = listOf(fields, name);
    return std::any_of(parts.begin(), parts.end(), [word](const QByteArray &part) {
        return part.compare(word, Qt::CaseInsensitive) == 0;
    });
}

bool hasField(const Fields &fields, QByteArrayView name)
{
    return std::any_of(fields.begin(), fields.end(),
                       [name](const auto &entry) { return entry.first == name; });
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
    });
}

} // namespace phx::http
