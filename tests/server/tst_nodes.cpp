// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/labhandler.h"
#include "tests/support/testcase.h"
#include "tests/support/wireclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace phx;
using server::EndpointStatus;
using server::EndpointThread;
using test::WireClient;
using test::WireEvent;

namespace {

constexpr int Threads = 4;

server::EndpointConfig labConfig()
{
    server::EndpointConfig config;
    config.port = 0;
    config.threads = Threads;
    config.secretKeyBase = QByteArray(64, 's');
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<server::LabHandler>(config.secretKeyBase),
                           .webSocket = {},
                           .checkOrigin = {},
                           .errorAnswers = {}});
    return config;
}

//! Clients in the order of their connections, so that neighbours are on different threads.
class Crowd
{
public:
    Crowd(quint16 port, int count, const QByteArray &query = {})
    {
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<WireClient>(port));
            isWhole = isWhole
                && clients.back()->upgrade("/socket/websocket?vsn=2.0.0" + query, {}).status == 101;
        }
    }
    //! Every client joins and reads its reply.
    bool join(const QByteArray &topic, const QByteArray &payload = "{}")
    {
        return std::all_of(clients.begin(), clients.end(), [&](const auto &client) {
            client->sendText(R"(["1","1",")" + topic + R"(","phx_join",)" + payload + "]");
            return client->next().data.contains(R"("status":"ok")");
        });
    }

    std::vector<std::unique_ptr<WireClient>> clients;
    bool isWhole = true;
};

//! What the next frame of that event says; empty if none comes.
QByteArray nextOf(WireClient &client, const char *event)
{
    for (;;) {
        const WireEvent got = client.next();
        if (got.kind != WireEvent::Kind::Text || got.data.contains(event))
            return got.data;
    }
}

int closeCodeOf(WireClient &client)
{
    for (;;) {
        const WireEvent got = client.next();
        if (got.kind != WireEvent::Kind::Text)
            return got.code;
    }
}

} // namespace

//! One endpoint with several server threads: what must not depend on where a connection lives.
class NodesTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void connectionsAreSpreadEvenlyAndEachIsObservedOnce()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);

        Crowd crowd(endpoint.status().port, 3 * Threads);
        QVERIFY(crowd.isWhole);
        QVERIFY(crowd.join("room:1"));

        QSet<quint64> sequences;
        qsizetype events = 0;
        for (const auto &tap : endpoint.taps()) {
            std::vector<tap::TapEvent> seen;
            tap->drain(seen);
            events += std::ssize(seen);
            for (const tap::TapEvent &event : seen)
                sequences.insert(event.sequence);
            QCOMPARE(std::count_if(seen.begin(), seen.end(),
                                   [](const tap::TapEvent &event) {
                                       return event.kind == tap::EventKind::ChannelJoined;
                                   }),
                     3);
        }
        QCOMPARE(sequences.size(), events);
    }

    void item264ABroadcastOfAClientReachesAllThreadsOnce()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Crowd crowd(endpoint.status().port, 2 * Threads);
        QVERIFY(crowd.join("room:1"));

        crowd.clients[1]->sendText(R"(["1","2","room:1","new_msg",{"n":1}])");
        crowd.clients[1]->sendText(R"(["1","3","room:1","new_msg",{"n":2}])");

        for (const auto &client : crowd.clients) {
            QCOMPARE(client->next().data, R"([null,null,"room:1","new_msg",{"n":1}])");
            QCOMPARE(client->next().data, R"([null,null,"room:1","new_msg",{"n":2}])");
        }
    }

    void theForcedDisconnectFindsAnIdOnEveryThread()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Crowd mine(endpoint.status().port, Threads, "&user_id=7");
        Crowd others(endpoint.status().port, Threads, "&user_id=8");
        QVERIFY(mine.join("room:1"));
        QVERIFY(others.join("room:1"));

        endpoint.disconnectId("user_sockets:7");

        for (const auto &client : mine.clients)
            QCOMPARE(closeCodeOf(*client), 1001);
        endpoint.broadcast("room:1", "still", {});
        for (const auto &client : others.clients)
            QVERIFY(!nextOf(*client, "still").isEmpty());
    }

    void commandsFindTheirConnectionOnAnyThread()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Crowd crowd(endpoint.status().port, Threads);
        QVERIFY(crowd.join("room:1"));
        QList<quint64> connections;
        for (const auto &tap : endpoint.taps()) {
            std::vector<tap::TapEvent> seen;
            tap->drain(seen);
            for (const tap::TapEvent &event : seen) {
                if (event.kind == tap::EventKind::ChannelJoined)
                    connections.append(event.connection);
            }
        }
        QCOMPARE(connections.size(), Threads);

        for (const quint64 connection : connections) {
            endpoint.push(connection, "room:1", "only_you", {});
            endpoint.closeConnection(connection, 4000, "by hand");
        }

        for (const auto &client : crowd.clients) {
            QVERIFY(!nextOf(*client, "only_you").isEmpty());
            QCOMPARE(closeCodeOf(*client), 4000);
        }
    }

    void presencesOfAllThreadsAreOneList()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Crowd crowd(endpoint.status().port, Threads);
        for (int i = 0; i < Threads; ++i) {
            WireClient &client = *crowd.clients[size_t(i)];
            client.sendText(R"(["1","1","presence:1","phx_join",{"user_id":"u)"
                            + QByteArray::number(i) + R"(","meta":{}}])");
            QVERIFY(!nextOf(client, "presence_state").isEmpty());
        }

        const auto present = [&crowd] {
            crowd.clients[0]->sendText(R"(["1","9","presence:1","list",{}])");
            const QByteArray reply = nextOf(*crowd.clients[0], "phx_reply");
            const QJsonArray fields = QJsonDocument::fromJson(reply).array();
            return fields.at(4).toObject().value(QLatin1String("response")).toObject().keys();
        };
        QTRY_COMPARE(present(),
                     (QStringList {QStringLiteral("u0"), QStringLiteral("u1"), QStringLiteral("u2"),
                                   QStringLiteral("u3")}));

        crowd.clients[2]->disconnect();
        QTRY_COMPARE(
            present(),
            (QStringList {QStringLiteral("u0"), QStringLiteral("u1"), QStringLiteral("u3")}));
    }

    void stoppingDrainsEveryThread()
    {
        EndpointThread endpoint;
        endpoint.start(labConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Crowd crowd(endpoint.status().port, 2 * Threads);
        QVERIFY(crowd.join("room:1"));

        endpoint.stop();

        for (const auto &client : crowd.clients) {
            QCOMPARE(closeCodeOf(*client), 1012);
            client->disconnect();
        }
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Stopped);
    }
};

PHX_TEST_CLASS(NodesTest)
#include "tst_nodes.moc"
