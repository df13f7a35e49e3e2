// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "tests/support/wireclient.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace phx::test {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

//! A long-poll client by hand, one connection for each request. Speaks V2.
class PollClient
{
public:
    //! \param path of the mount with the transport: "/t/longpoll"
    PollClient(quint16 port, const QByteArray &path)
        : m_port(port)
        , m_path(path)
    { }

    //! Any request; the token of the session goes into the query if there is one.
    HttpAnswer request(const QByteArray &method, const Fields &fields = {},
                       const QByteArray &body = {});
    //! GET, and the body as an object. Keeps the token.
    QJsonObject poll(const Fields &fields = {});
    //! The status in the body, or the HTTP status if that is not 200.
    int post(const QByteArray &body, const QByteArray &type = "application/json");
    //! The messages of the next poll, parsed.
    QJsonArray messages();
    //! A GET whose answer is taken later.
    std::unique_ptr<WireClient> beginPoll();

    QByteArray token;
    QByteArray query = "vsn=2.0.0";
    QHostAddress from; //!< null: the loopback address

private:
    [[nodiscard]] QByteArray target() const;

    quint16 m_port = 0;
    QByteArray m_path;
};

//! The body as JSON; an empty object if it is none.
QJsonObject jsonOf(const HttpAnswer &answer);

//! A server with the lab on /t (short windows) and /auth, and its stop.
class PollServer
{
public:
    //! \param further mounts besides; their paths are theirs, the windows short
    explicit PollServer(int threads = 1, const QList<server::SocketMount> &further = {});
    ~PollServer() { endpoint.stopAndWait(); }
    Q_DISABLE_COPY_MOVE(PollServer)

    [[nodiscard]] PollClient client(const QByteArray &path = "/t/longpoll") const
    {
        return {endpoint.status().port, path};
    }
    static QByteArray secretKeyBase() { return QByteArray("12345678").repeated(8); }
    //! A client that has joined the topic and taken the answer.
    [[nodiscard]] PollClient joined(const QByteArray &topic) const;

    server::EndpointThread endpoint;
};

} // namespace phx::test
