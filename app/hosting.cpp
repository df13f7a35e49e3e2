// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/hosting.h"

#include <QNetworkInterface>

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
    connect(&m_endpoint, &server::EndpointThread::tapsChanged, this, &Hosting::updateTaps);
}

void Hosting::addTap(std::shared_ptr<tap::Tap> tap)
{
    m_addedTaps.push_back(std::move(tap));
    updateTaps();
}

void Hosting::updateTaps()
{
    auto taps = m_endpoint.taps();
    taps.insert(taps.end(), m_addedTaps.cbegin(), m_addedTaps.cend());
    m_capture.setTaps(std::move(taps));
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

const server::SocketMount *Hosting::firstMount() const
{
    const auto &mounts = m_config.sockets;
    const auto mount =
        std::find_if(mounts.cbegin(), mounts.cend(),
                     [](const server::SocketMount &m) { return m.webSocket.enabled; });
    if (mount != mounts.cend())
        return &*mount;
    return mounts.empty() ? nullptr : &mounts.front();
}

QString Hosting::socketUrl() const
{
    const server::SocketMount *mount = firstMount();
    if (m_endpoint.status().state != server::EndpointStatus::State::Listening || mount == nullptr)
        return {};
    return QStringLiteral("%1://%2%3")
        .arg(m_config.tls ? QStringLiteral("wss") : QStringLiteral("ws"),
             authority(m_endpoint.status()), QString::fromUtf8(mount->path));
}

QString Hosting::webSocketUrl() const
{
    const QString url = socketUrl();
    if (url.isEmpty() || !firstMount()->webSocket.enabled)
        return {};
    return QStringLiteral("%1/%2").arg(url, QString::fromUtf8(firstMount()->webSocket.path));
}

bool Hosting::isOwn(const QUrl &url) const
{
    const server::EndpointStatus &status = m_endpoint.status();
    if (status.state != server::EndpointStatus::State::Listening || url.port() != status.port)
        return false;
    if (url.host() == QLatin1String("localhost"))
        return true;
    const QHostAddress there(url.host());
    const QHostAddress here(status.address);
    const bool isAny = here == QHostAddress(QHostAddress::AnyIPv4)
        || here == QHostAddress(QHostAddress::Any) || here == QHostAddress(QHostAddress::AnyIPv6);
    return there == here || there.isLoopback()
        || (isAny && QNetworkInterface::allAddresses().contains(there));
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
