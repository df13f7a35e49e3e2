// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/loopback.h"

#include "app/workspace/listenaddress.h"

#include <QString>

namespace phx::app {

namespace {

bool isLocalName(const QString &name)
{
    if (!name.endsWith(QLatin1String("localhost")))
        return false;
    const QString before = name.chopped(9);
    return before.isEmpty()
        || (before.endsWith(QLatin1Char('.')) && !before.startsWith(QLatin1Char('.')));
}

} // namespace

bool isLoopbackHost(const QByteArray &host)
{
    const QString text = QString::fromLatin1(host).toLower();
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    const bool hasPort = colon >= 0 && !text.endsWith(QLatin1Char(']'));
    const QString withPort = hasPort ? text : text + QStringLiteral(":0");
    const QString name = hasPort ? text.first(colon) : text;

    // The port must be one in either form.
    if (isLocalName(name))
        return ListenAddress::parse(QStringLiteral("127.0.0.1") + withPort.sliced(name.size()))
            .isOk();
    const Result<ListenAddress, QString> address = ListenAddress::parse(withPort);
    return address && address.value().address.isLoopback();
}

} // namespace phx::app
