// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/expiredtokens.h"

#include <QCryptographicHash>

#include <algorithm>

namespace phx::server {

namespace {

QByteArray printOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

bool isTokenName(const QString &name)
{
    return name == QLatin1String("apikey")
        || (name.contains(QLatin1String("token")) && name != QLatin1String("_csrf_token"));
}

} // namespace

QList<QByteArray> tokenPrints(const QJsonObject &params, const std::optional<QByteArray> &authToken)
{
    QList<QByteArray> prints;
    if (authToken && !authToken->isEmpty())
        prints.append(printOf(*authToken));
    for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
        const QString token = it.value().toString();
        if (!token.isEmpty() && isTokenName(it.key()))
            prints.append(printOf(token.toUtf8()));
    }
    return prints;
}

bool ExpiredTokens::add(const QList<QByteArray> &prints)
{
    if (m_prints.size() + prints.size() > MaxTokens)
        return false;
    for (const QByteArray &print : prints)
        m_prints.insert(print);
    return true;
}

bool ExpiredTokens::hasAny(const QList<QByteArray> &prints) const
{
    return !m_prints.isEmpty()
        && std::any_of(prints.cbegin(), prints.cend(),
                       [this](const QByteArray &print) { return m_prints.contains(print); });
}

} // namespace phx::server
