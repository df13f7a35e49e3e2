// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/socketurl.h"

#include <QUrl>

namespace phx::app {

std::optional<QByteArray> parseSocketUrl(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    if (url.scheme() == QLatin1String("http"))
        url.setScheme(QStringLiteral("ws"));
    else if (url.scheme() == QLatin1String("https"))
        url.setScheme(QStringLiteral("wss"));
    const bool isSocket =
        url.scheme() == QLatin1String("ws") || url.scheme() == QLatin1String("wss");
    if (!url.isValid() || !isSocket || url.host().isEmpty() || url.hasQuery() || url.port() == 0)
        return std::nullopt;
    QByteArray endPoint = url.toEncoded(QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (endPoint.endsWith("/websocket"))
        endPoint.chop(10);
    return endPoint;
}

} // namespace phx::app
