// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/listenaddress.h"

#include "app/workspace/visibletext.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace phx::app {

namespace {

//! Decimal ASCII digits without a leading zero; nullopt if it is anything else or too big.
std::optional<int> parseNumber(QStringView text, int highest)
{
    const auto isDigit = [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); };
    if (text.isEmpty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    if (text.size() > 1 && text.startsWith(QLatin1Char('0')))
        return std::nullopt;
    const int number = text.toInt();
    return number <= highest ? std::optional(number) : std::nullopt;
}

// QHostAddress takes "1" and "010.1" for IPv4 addresses, as inet_aton does; nobody means that.
bool isDottedQuad(QStringView text)
{
    const QList<QStringView> parts = text.split(QLatin1Char('.'));
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](QStringView part) {
               return parseNumber(part, 255).has_value();
           });
}

std::optional<QHostAddress> parseHost(QStringView host)
{
    if (host == QLatin1String("localhost"))
        return QHostAddress(QHostAddress::LocalHost);
    if (isDottedQuad(host))
        return QHostAddress(host.toString());
    if (!host.startsWith(QLatin1Char('[')) || !host.endsWith(QLatin1Char(']')))
        return std::nullopt;
    const QHostAddress address(host.mid(1, host.size() - 2).toString());
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return std::nullopt;
    return address;
}

} // namespace

Result<ListenAddress, QString> ListenAddress::parse(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    const std::optional<QHostAddress> host =
        colon < 0 ? std::nullopt : parseHost(text.first(colon));
    if (!host) {
        return QStringLiteral(
                   "\"%1\" is not ADDRESS:PORT, for example 127.0.0.1:4000 or [::1]:4000")
            .arg(visibleText(text, 60));
    }
    const std::optional<int> port = parseNumber(text.sliced(colon + 1), 65535);
    if (!port) {
        return QStringLiteral("\"%1\" is not a port, which is a number from 0 to 65535")
            .arg(visibleText(text.sliced(colon + 1), 60));
    }
    return ListenAddress {.address = *host, .port = static_cast<quint16>(*port)};
}

QString ListenAddress::toString() const
{
    const QString host = address.toString();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? QStringLiteral("[%1]:%2")
                                                                : QStringLiteral("%1:%2"))
        .arg(host)
        .arg(port);
}

} // namespace phx::app
