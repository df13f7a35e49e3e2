// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlserver.h"

#include "app/control/controlconnection.h"

namespace phx::app {

namespace {

const int MaxConnections = 32;

} // namespace

ControlServer::ControlServer(Hosting &hosting, QObject *parent)
    : QObject(parent)
    , m_api(hosting, [this] {
        QMetaObject::invokeMethod(this, &ControlServer::stopRequested, Qt::QueuedConnection);
    })
{
    connect(&m_listener, &QTcpServer::newConnection, this, &ControlServer::accept);
}

QString ControlServer::addressProblem(const ListenAddress &address)
{
    if (address.address.isLoopback())
        return {};
    return QStringLiteral("The control API listens on a loopback address only (127.0.0.1 or "
                          "[::1]), not on %1: "
                          "whoever reaches it can break every connection.")
        .arg(address.address.toString());
}

QString ControlServer::listen(const ListenAddress &address)
{
    QString problem = addressProblem(address);
    if (problem.isEmpty() && !m_listener.listen(address.address, address.port)) {
        problem = QStringLiteral("The control API cannot listen on %1: %2.")
                      .arg(address.toString(), m_listener.errorString());
    }
    return problem;
}

QString ControlServer::url() const
{
    if (!m_listener.isListening())
        return {};
    const ListenAddress bound {.address = m_listener.serverAddress(),
                               .port = m_listener.serverPort()};
    return QStringLiteral("http://%1/").arg(bound.toString());
}

void ControlServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        if (m_connections >= MaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto *connection = new ControlConnection(
            socket, [this](const http::Request &request) { return m_api.answer(request); }, this);
        connect(connection, &QObject::destroyed, this, [this] { --m_connections; });
    }
}

} // namespace phx::app
