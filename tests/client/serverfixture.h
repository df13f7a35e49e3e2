// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "server/handlers/labmounts.h"

#include <QSignalSpy>

#include <optional>

namespace phx::test {

//! The server of the lab channels on a free port of the loopback interface, in threads of its own.
class ServerFixture
{
public:
    //! \param port 0: a free one \param tls to listen under TLS
    explicit ServerFixture(quint16 port = 0, const std::optional<server::TlsFiles> &tls = {})
        : m_port(port)
        , m_tls(tls)
    {
        start();
    }
    ~ServerFixture() { endpoint.stopAndWait(); }
    Q_DISABLE_COPY_MOVE(ServerFixture)

    //! Starts again, on the port that it had.
    void start()
    {
        const QByteArray secret(64, 's');
        server::EndpointConfig config {.port = m_port, .secretKeyBase = secret};
        config.tls = m_tls;
        const std::vector<server::SocketMount> mounts = server::labMounts(secret);
        config.sockets = QList<server::SocketMount>(mounts.cbegin(), mounts.cend());
        QSignalSpy spy(&endpoint, &server::EndpointThread::statusChanged);
        endpoint.start(config);
        while (!isListening() && spy.wait()) { }
        m_port = endpoint.status().port;
    }
    [[nodiscard]] bool isListening() const
    {
        return endpoint.status().state == server::EndpointStatus::State::Listening;
    }
    [[nodiscard]] QByteArray url(const QByteArray &path = "/socket") const
    {
        return "ws://127.0.0.1:" + QByteArray::number(m_port) + path;
    }
    [[nodiscard]] quint16 port() const { return m_port; }

    server::EndpointThread endpoint;

private:
    quint16 m_port;
    std::optional<server::TlsFiles> m_tls;
};

} // namespace phx::test
