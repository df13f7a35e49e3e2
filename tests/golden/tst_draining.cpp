// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/labhandler.h"
#include "tests/support/testcase.h"
#include "tests/support/wireclient.h"

#include <QLoggingCategory>

#include <memory>
#include <vector>

namespace phx::test {

using namespace std::chrono_literals;

//! What clients see when the server stops: protocol.md §12 F by number.
class DrainingTest : public TestCase
{
    Q_OBJECT

private:
    static server::EndpointConfig config(const server::DrainOptions &drain)
    {
        QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
        server::EndpointConfig made;
        made.port = 0;
        server::SocketMount mount;
        mount.handler = std::make_shared<server::LabHandler>(QByteArray(64, 'a'));
        mount.drain = drain;
        made.sockets.append(mount);
        return made;
    }
    static std::unique_ptr<WireClient> connected(const server::EndpointThread &endpoint, int rooms)
    {
        auto client = std::make_unique<WireClient>(endpoint.status().port);
        client->upgrade("/socket/websocket?vsn=2.0.0", {});
        for (int i = 0; i < rooms; ++i) {
            const QByteArray room = "room:" + QByteArray::number(i);
            client->sendText("[\"1\",\"1\",\"" + room + "\",\"phx_join\",{}]");
            client->next();
        }
        return client;
    }

private Q_SLOTS:
    void item140EachJoinedConnectionClosesOnceWith1012()
    {
        server::EndpointThread endpoint;
        endpoint.start(config({.batchSize = 2, .batchInterval = 200ms}));
        QTRY_COMPARE(endpoint.status().state, server::EndpointStatus::State::Listening);
        std::vector<std::unique_ptr<WireClient>> clients;
        for (int i = 0; i < 3; ++i)
            clients.push_back(connected(endpoint, 2));

        endpoint.stop();

        for (const auto &client : clients) {
            const WireEvent event = client->next();
            QCOMPARE(event.kind, WireEvent::Kind::Close);
            QCOMPARE(event.code, 1012);
            client->disconnect();
        }
        QTRY_COMPARE(endpoint.status().state, server::EndpointStatus::State::Stopped);
    }
    void items141And142WhoIsNotDrainedIsClosedOtherwise_data()
    {
        QTest::addColumn<bool>("drains");
        QTest::addColumn<int>("rooms");
        QTest::addColumn<int>("code");
        QTest::newRow("141: drainer false") << false << 1 << 1001;
        QTest::newRow("142: no channel") << true << 0 << 1001;
        QTest::newRow("drained") << true << 1 << 1012;
    }
    void items141And142WhoIsNotDrainedIsClosedOtherwise()
    {
        QFETCH(const bool, drains);
        QFETCH(const int, rooms);
        QFETCH(const int, code);
        server::EndpointThread endpoint;
        endpoint.start(config({.enabled = drains}));
        QTRY_COMPARE(endpoint.status().state, server::EndpointStatus::State::Listening);
        const auto client = connected(endpoint, rooms);

        endpoint.stop();

        const WireEvent event = client->next();
        QCOMPARE(event.kind, WireEvent::Kind::Close);
        QCOMPARE(event.code, code);
        client->disconnect();
        QTRY_COMPARE(endpoint.status().state, server::EndpointStatus::State::Stopped);
    }
};

PHX_TEST_CLASS(DrainingTest)

} // namespace phx::test

#include "tst_draining.moc"
