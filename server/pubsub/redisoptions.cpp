// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/redisoptions.h"

#include <QRandomGenerator>
#include <QSysInfo>
#include <QUrl>

namespace phx::server {

namespace {

constexpr int DefaultPort = 6379;
constexpr int MaxDatabase = 1'000'000;

//! The digits behind the slash; -1 if they are no database.
int parseDatabase(const QString &path)
{
    const QString digits = path.mid(1);
    if (digits.isEmpty())
        return 0;
    for (const QChar c : digits) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return -1;
    }
    bool isGood = false;
    const int database = digits.toInt(&isGood);
    return isGood && database <= MaxDatabase ? database : -1;
}

} // namespace

Result<RedisAddress, QString> RedisAddress::parse(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const QString scheme = parsed.scheme();
    if (!parsed.isValid() || (scheme != QLatin1String("redis") && scheme != QLatin1String("rediss"))
        || parsed.host().isEmpty() || parsed.hasQuery() || parsed.hasFragment())
        return QStringLiteral("must be redis://[user:password@]host[:port][/database], "
                              "or the same with rediss:// for TLS");
    if (parsed.port(DefaultPort) == 0)
        return QStringLiteral("the port of a Redis cannot be 0");
    RedisAddress address {.host = parsed.host(),
                          .port = quint16(parsed.port(DefaultPort)),
                          .username = parsed.userName(QUrl::FullyDecoded).toUtf8(),
                          .password = parsed.password(QUrl::FullyDecoded).toUtf8(),
                          .database = parseDatabase(parsed.path()),
                          .tls = scheme == QLatin1String("rediss")};
    if (address.database < 0)
        return QStringLiteral("the path of the URL must be the number of a database, as in /0");
    if (address.password.isEmpty() && !address.username.isEmpty())
        return QStringLiteral("a user needs a password: redis://user:password@host");
    return address;
}

QString RedisAddress::toString() const
{
    const bool isIpv6 = host.contains(QLatin1Char(':'));
    return QStringLiteral("%1:%2").arg(isIpv6 ? QStringLiteral("[%1]").arg(host) : host).arg(port);
}

QByteArray RedisOptions::channel() const
{
    // Module.concat(name, "Adapter"), then "phx:" (phoenix_pubsub_redis
    // lib/phoenix/pubsub/redis.ex)
    const QByteArray prefix = name.startsWith("Elixir.") ? QByteArray() : QByteArray("Elixir.");
    return "phx:" + prefix + name + ".Adapter";
}

QByteArray uniqueNodeName()
{
    const QString host = QSysInfo::machineHostName();
    return QStringLiteral("channelscope-%1@%2")
        .arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'))
        .arg(host.isEmpty() ? QStringLiteral("localhost") : host)
        .toUtf8();
}

} // namespace phx::server
