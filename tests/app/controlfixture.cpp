// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/controlfixture.h"

#include "app/workspace/endpointbuilder.h"

#include <QJsonDocument>
#include <QTcpSocket>

namespace phx::test {

namespace {

server::EndpointConfig makeConfig(int threads)
{
    Workspace workspace = Workspace::makeDefault();
    workspace.endpoint.listen.port = 0;
    workspace.handlers.first().kind = QStringLiteral("lab");
    server::EndpointConfig config = toEndpointConfig(workspace).value();
    config.threads = threads;
    return config;
}

} // namespace

bool ControlFixture::start()
{
    hosting = std::make_unique<Hosting>(makeConfig(threads), QString());
    if (!hosting->open().isEmpty())
        return false;
    hosting->startServer();
    control = std::make_unique<ControlServer>(*hosting);
    const ListenAddress anyPort {.address = QHostAddress(QHostAddress::LocalHost), .port = 0};
    return control->listen(anyPort).isEmpty()
        && QTest::qWaitFor([this] { return !hosting->webSocketUrl().isEmpty(); });
}

Answer ControlFixture::send(const QByteArray &bytes)
{
    const QUrl url(control->url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write(bytes);
    Answer answer;
    if (QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }))
        answer.bytes = socket.readAll();
    answer.status = answer.bytes.mid(9, 3).toInt();
    answer.body =
        QJsonDocument::fromJson(answer.bytes.mid(answer.bytes.indexOf("\r\n\r\n") + 4)).object();
    return answer;
}

Answer ControlFixture::get(const QByteArray &path)
{
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

Answer ControlFixture::post(const QByteArray &path, const QByteArray &body)
{
    return send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

bool ControlFixture::startAndJoin()
{
    if (!start())
        return false;
    client = std::make_unique<Client>();
    return join(*client);
}

bool ControlFixture::join(Client &other)
{
    const qsizetype before = hosting->capture().snapshot().clients.size();
    other.open(hosting->webSocketUrl());
    if (!QTest::qWaitFor([&other] { return other.isOpen(); }))
        return false;
    other.join("room:lobby");
    return QTest::qWaitFor([this, &other, before] {
        const QList<ClientState> &clients = hosting->capture().snapshot().clients;
        return other.hasJoined() && clients.size() > before
            && !clients.constLast().channels.isEmpty();
    });
}

QByteArray ControlFixture::clientNumber() const
{
    return QByteArray::number(hosting->capture().snapshot().clients.constLast().connection);
}

ChannelState::State ControlFixture::channelState() const
{
    return hosting->capture().snapshot().clients.constFirst().channels.constFirst().state;
}

} // namespace phx::test
