// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/control/controlserver.h"
#include "tests/support/testcase.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QUrl>
#include <QWebSocket>

#include <algorithm>
#include <memory>

namespace phx::test {

using namespace phx::app;

struct Answer
{
    int status = 0;
    QJsonObject body;
    QByteArray bytes;
};

//! A client that remembers every text message and how it was closed.
class Client
{
public:
    Client()
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { m_messages.append(text.toUtf8()); });
    }

    //! \param further parameters, "&token=1"
    void open(const QString &url, const QString &further = {})
    {
        m_socket.open(QUrl(url + QStringLiteral("?vsn=2.0.0&user_id=7") + further));
    }
    void join(const QByteArray &topic)
    {
        m_socket.sendTextMessage(
            QString::fromUtf8(R"(["1","1",")" + topic + R"(","phx_join",{}])"));
    }

    [[nodiscard]] const QWebSocket &socket() const { return m_socket; }
    [[nodiscard]] bool isOpen() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] bool hasJoined() const { return isAnywhere(R"("status":"ok")"); }
    [[nodiscard]] bool isAnywhere(QByteArrayView part) const
    {
        return std::any_of(m_messages.cbegin(), m_messages.cend(),
                           [part](const QByteArray &message) { return message.contains(part); });
    }

private:
    QWebSocket m_socket;
    QList<QByteArray> m_messages;
};

//! \brief A server with its control API on free ports, and a client of each.
class ControlFixture
{
public:
    Answer send(const QByteArray &bytes);
    Answer get(const QByteArray &path);
    Answer post(const QByteArray &path, const QByteArray &body);
    //! A server and a control API on free ports.
    bool start();
    //! … and client in room:lobby.
    bool startAndJoin();
    //! Returns when the snapshot knows of it, too.
    bool join(Client &other);
    [[nodiscard]] QByteArray clientNumber() const;
    //! Of the first client's only channel.
    [[nodiscard]] ChannelState::State channelState() const;

    int threads = 1; //!< of the server, from start() on
    std::unique_ptr<Hosting> hosting;
    std::unique_ptr<ControlServer> control;
    std::unique_ptr<Client> client;
};

} // namespace phx::test
