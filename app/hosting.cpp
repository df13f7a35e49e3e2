// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/hosting.h"

#include <algorithm>
#include <utility>

namespace phx::app {

namespace {

// A wildcard address is where to listen, not where to go.
QString authority(const server::EndpointStatus &status)
{
    const QHostAddress address(status.address);
    QString host = status.address;
    if (address == QHostAddress(QHostAddress::AnyIPv4))
        host = QStringLiteral("127.0.0.1");
    else if (address == QHostAddress(QHostAddress::Any)
             || address == QHostAddress(QHostAddress::AnyIPv6))
        host = QStringLiteral("[::1]");
    else if (address.protocol() == QAbstractSocket::IPv6Protocol)
        host = QStringLiteral("[%1]").arg(host);
    return QStringLiteral("%1:%2").arg(host).arg(status.port);
}

} // namespace

Hosting::Hosting(server::EndpointConfig config, const QString &capturePath, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_capture(capturePath)
{
    connect(&m_endpoint, &server::EndpointThread::tapsChanged, this,
            [this] { m_capture.setTaps(m_endpoint.taps()); });
}

QString Hosting::open()
{
    return m_capture.start();
}

void Hosting::startServer()
{
    m_endpoint.start(m_config);
}

void Hosting::stopServer()
{
    m_endpoint.stop();
}

void Hosting::replaceHandler(const std::shared_ptr<const server::SocketHandler> &old,
                             const std::shared_ptr<const server::SocketHandler> &now)
{
    // `old` may be the very pointer that is about to change.
    const auto before = old;
    for (server::SocketMount &mount : m_config.sockets) {
        if (mount.handler == before)
            mount.handler = now;
    }
    m_endpoint.replaceHandler(before, now);
}

QString Hosting::webSocketUrl() const
{
    const auto mount =
        std::find_if(m_config.sockets.cbegin(), m_config.sockets.cend(),
                     [](const server::SocketMount &m) { return m.webSocket.enabled; });
    if (m_endpoint.status().state != server::EndpointStatus::State::Listening
        || mount == m_config.sockets.cend())
        return {};
    return QStringLiteral("%1://%2%3/%4")
        .arg(m_config.tls ? QStringLiteral("wss") : QStringLiteral("ws"),
             authority(m_endpoint.status()), QString::fromUtf8(mount->path),
             QString::fromUtf8(mount->webSocket.path));
}

QString Hosting::pageUrl() const
{
    if (m_endpoint.status().state != server::EndpointStatus::State::Listening)
        return {};
    return QStringLiteral("%1://%2/")
        .arg(m_config.tls ? QStringLiteral("https") : QStringLiteral("http"),
             authority(m_endpoint.status()));
}

} // namespace phx::app
