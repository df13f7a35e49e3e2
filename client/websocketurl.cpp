// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/websocketurl.h"

#include <QUrl>

#include <algorithm>

namespace phx::client {

namespace {

constexpr qsizetype MaxShown = 200; // of a bad URL, in a sentence

QByteArray escaped(QByteArrayView target)
{
    QByteArray result;
    result.reserve(target.size());
    for (const char c : target) {
        if (c > 0x20 && c < 0x7f)
            result += c;
        else
            result += '%' + QByteArrayView(&c, 1).toByteArray().toHex().toUpper();
    }
    return result;
}

QByteArray targetOf(QByteArrayView rest)
{
    const QByteArray target = escaped(rest.first(
        std::max<qsizetype>(0, rest.indexOf('#') < 0 ? rest.size() : rest.indexOf('#'))));
    return target.startsWith('/') ? target : '/' + target;
}

// RFC 3986 §3.2.2; a zone of this machine means nothing to the server.
QByteArray hostField(const QString &host)
{
    const QByteArray name = host.toLatin1();
    return name.contains(':') ? '[' + name.split('%').constFirst() + ']' : name;
}

} // namespace

QByteArray WebSocketUrl::userInfoOf(const QUrl &url)
{
    if (url.userName().isEmpty() && url.password().isEmpty())
        return {};
    return url.userName(QUrl::FullyDecoded).toUtf8() + ':'
        + url.password(QUrl::FullyDecoded).toUtf8();
}

Result<WebSocketUrl, QString> WebSocketUrl::parse(const QByteArray &url)
{
    const auto bad = [&url] {
        return QStringLiteral("A WebSocket needs a URL like ws://127.0.0.1:4000/socket/websocket, "
                              "not \"%1\".")
            .arg(QString::fromUtf8(url.left(MaxShown)));
    };
    const qsizetype colon = url.indexOf("://");
    const QByteArray scheme = url.left(std::max<qsizetype>(0, colon)).toLower();
    const bool isTls = scheme == "wss" || scheme == "https";
    if (!isTls && scheme != "ws" && scheme != "http")
        return bad();
    const QByteArrayView behind = QByteArrayView(url).sliced(colon + 3);
    const auto end = std::find_if(behind.begin(), behind.end(),
                                  [](char c) { return c == '/' || c == '?' || c == '#'; });
    const QByteArrayView authority = behind.first(end - behind.begin());
    const QUrl parsed = QUrl::fromEncoded("ws://" + authority.toByteArray(), QUrl::TolerantMode);
    const int defaultPort = isTls ? 443 : 80;
    const int port = parsed.port(defaultPort);
    if (!parsed.isValid() || parsed.host().isEmpty() || port == 0)
        return bad();
    WebSocketUrl result {
        .isTls = isTls,
        // Of a zone's percent sign QUrl keeps the escape.
        .host = parsed.host(QUrl::FullyEncoded).replace(QLatin1String("%25"), QLatin1String("%")),
        .port = quint16(port),
        .target = targetOf(behind.sliced(authority.size())),
        .userInfo = userInfoOf(parsed)};
    result.authority = hostField(result.host);
    if (port != defaultPort)
        result.authority += ':' + QByteArray::number(port);
    return result;
}

} // namespace phx::client
