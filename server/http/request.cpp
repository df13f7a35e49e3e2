// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/request.h"

namespace phx::http {

QByteArray Request::field(QByteArrayView name) const
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

QList<QByteArray> Request::list(QByteArrayView name) const
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

bool Request::hasField(QByteArrayView name) const
{
    for (const auto &entry : fields) {
        if (entry.first == name)
            return true;
    }
    return false;
}

} // namespace phx::http
