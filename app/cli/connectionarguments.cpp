// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/connectionarguments.h"

#include "app/clients/socketurl.h"
#include "server/protocol/vsn.h"

#include <QSslCertificate>

#include <cmath>

namespace phx::app {

namespace {

constexpr double MaxSeconds = 1'000'000;

} // namespace

OptionSpec clientOption(const char *name, const char *value, const char *description)
{
    return {.name = QString::fromLatin1(name),
            .letter = {},
            .value = QString::fromUtf8(value),
            .description = QString::fromUtf8(description)};
}

QList<OptionSpec> connectionOptions(const char *forDescription)
{
    return {clientOption("for", "SECONDS", forDescription),
            clientOption("vsn", "VERSION", "version of the protocol (default 2.0.0)"),
            clientOption("auth-token", "TOKEN", "auth_token of the socket"),
            clientOption("transport", "websocket|longpoll", "default websocket"),
            clientOption("ca", "FILE", "PEM file with certificates to trust, too")};
}

Result<QByteArray, QString> parseEndPoint(const QString &text)
{
    const auto endPoint = parseSocketUrl(text);
    if (!endPoint)
        return QStringLiteral("URL must be like ws://127.0.0.1:4000/socket, not \"%1\"")
            .arg(text.left(200));
    return *endPoint;
}

QString parseConnection(const Arguments &arguments, client::SocketOptions &options)
{
    if (arguments.has(QStringLiteral("vsn"))) {
        options.vsn = arguments.value(QStringLiteral("vsn")).toUtf8();
        if (!protocol::negotiateVsn(options.vsn))
            return QStringLiteral("--vsn must be 1.0.x or 2.0.x");
    }
    options.authToken = arguments.value(QStringLiteral("auth-token")).toUtf8();
    const QString transport = arguments.value(QStringLiteral("transport"));
    if (transport == QLatin1String("longpoll"))
        options.transport = client::TransportKind::LongPoll;
    else if (!transport.isEmpty() && transport != QLatin1String("websocket"))
        return QStringLiteral("--transport must be websocket or longpoll");
    const QString ca = arguments.value(QStringLiteral("ca"));
    if (!ca.isEmpty()) {
        options.network.caCertificates = QSslCertificate::fromPath(ca);
        if (options.network.caCertificates.isEmpty())
            return QStringLiteral("--ca: there is no PEM certificate in %1").arg(ca);
    }
    return {};
}

QString parseSeconds(const Arguments &arguments, const QString &option,
                     std::optional<std::chrono::milliseconds> &duration)
{
    if (!arguments.has(option))
        return {};
    bool isNumber = false;
    const double seconds = arguments.value(option).toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0) || seconds > MaxSeconds)
        return QStringLiteral("--%1 must be a number of seconds from 0 to %2")
            .arg(option)
            .arg(qint64(MaxSeconds));
    duration = std::chrono::milliseconds(std::llround(seconds * 1000));
    return {};
}

} // namespace phx::app
