// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/longpoll/pollclient.h"

#include "server/handlers/labhandler.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>

#include <tuple>

namespace phx::test {

using namespace std::chrono_literals;

QJsonObject jsonOf(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

QByteArray PollClient::target() const
{
    return m_path + '?' + query + (token.isEmpty() ? QByteArray() : "&token=" + token);
}

HttpAnswer PollClient::request(const QByteArray &method, const Fields &fields,
                               const QByteArray &body)
{
    WireClient wire(m_port, from);
    return wire.request(method, target(), Fields {{"connection", "close"}} + fields, body);
}

QJsonObject PollClient::poll(const Fields &fields)
{
    const QJsonObject answer = jsonOf(request("GET", fields));
    if (answer.contains(QLatin1String("token")))
        token = answer.value(QLatin1String("token")).toString().toLatin1();
    return answer;
}

int PollClient::post(const QByteArray &body, const QByteArray &type)
{
    const Fields fields = type.isEmpty() ? Fields {} : Fields {{"content-type", type}};
    const HttpAnswer answer = request("POST", fields, body);
    return answer.status == 200 ? jsonOf(answer).value(QLatin1String("status")).toInt()
                                : answer.status;
}

QJsonArray PollClient::messages()
{
    QJsonArray parsed;
    const QJsonArray texts = poll().value(QLatin1String("messages")).toArray();
    for (const QJsonValue text : texts)
        parsed.append(QJsonDocument::fromJson(text.toString().toUtf8()).array());
    return parsed;
}

std::unique_ptr<WireClient> PollClient::beginPoll()
{
    auto wire = std::make_unique<WireClient>(m_port);
    wire->sendRequest("GET", target(), {{"connection", "close"}});
    // It has been dealt with when a later request on a later connection is answered.
    WireClient(m_port).request("OPTIONS", m_path, {{"connection", "close"}});
    return wire;
}

PollServer::PollServer(int threads, const QList<server::SocketMount> &further)
{
    QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
    server::EndpointConfig config;
    config.port = 0;
    config.threads = threads;
    config.secretKeyBase = secretKeyBase();
    server::SocketMount mount;
    mount.path = "/t";
    mount.handler = std::make_shared<server::LabHandler>(config.secretKeyBase);
    const server::LongPollOptions shortWindows {
        .enabled = true, .window = 300ms, .pubsubTimeout = 150ms};
    mount.longPoll = shortWindows;
    config.sockets.append(mount);
    mount.path = "/auth";
    mount.authToken = true;
    config.sockets.append(mount);
    for (server::SocketMount one : further) {
        one.longPoll = shortWindows;
        config.sockets.append(one);
    }
    endpoint.start(config);
    std::ignore = QTest::qWaitFor([this] { return endpoint.status().port != 0; });
}

PollClient PollServer::joined(const QByteArray &topic) const
{
    PollClient made = client();
    made.poll();
    made.post("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    made.poll();
    return made;
}

} // namespace phx::test
