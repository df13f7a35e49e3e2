// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpoint.h"
#include "server/handlers/labhandler.h"
#include "tests/pubsub/clusterfixture.h"
#include "tests/pubsub/fakeredis.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QScopeGuard>
#include <QThread>

#include <algorithm>

namespace phx::test {

using namespace std::chrono_literals;

//! Presences over several processes, from client to client (protocol.md §6.2).
class ClusterPresenceTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aJoinOnOneNodeIsADiffAndAStateOnTheOther();
    void whatWasThereBeforeANodeCameIsThereToo();
    void aNodeThatStopsTakesItsPresencesAlong();
    void item252TheClientsOfAKilledNodeLeaveAfterTheDownPeriod();
    void allThreadsOfBothNodesHaveOneList();
    void twoNodesOfOneNameAreTold();
};

namespace {

server::EndpointConfig configOf(quint16 redisPort, const QByteArray &name, int threads = 1)
{
    server::EndpointConfig config;
    config.port = 0;
    config.threads = threads;
    config.redis = redisAt(redisPort, name);
    config.tracker = server::TrackerOptions {.broadcastPeriod = 20ms, .downPeriod = 1s};
    config.secretKeyBase = QByteArray(64, 's');
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<server::LabHandler>(config.secretKeyBase),
                           .webSocket = {},
                           .checkOrigin = {},
                           .errorAnswers = {}});
    return config;
}

//! A client that is present on the topic under that key.
std::unique_ptr<WireClient> present(quint16 port, const QByteArray &key)
{
    auto client = std::make_unique<WireClient>(port);
    if (client->upgrade("/socket/websocket?vsn=2.0.0", {}).status != 101)
        qFatal("no WebSocket");
    client->sendText(R"(["1","1","presence:1","phx_join",{"user_id":")" + key + R"("}])");
    return client;
}

//! Keys of a side ("joins", "leaves") of the next diff that has some there; empty: none came.
QStringList nextKeys(WireClient &client, const char *side)
{
    for (;;) {
        const WireEvent got = client.next();
        if (got.kind != WireEvent::Kind::Text)
            return {};
        const QJsonArray message = QJsonDocument::fromJson(got.data).array();
        if (message.at(3).toString() != QLatin1String("presence_diff"))
            continue;
        const QJsonObject keys = message.at(4).toObject().value(QLatin1String(side)).toObject();
        if (!keys.isEmpty())
            return keys.keys();
    }
}

//! Asks until the topic's list has these keys.
bool seesKeys(WireClient &client, const QStringList &wanted)
{
    return QTest::qWaitFor(
        [&] {
            client.sendText(R"(["1","9","presence:1","list",{}])");
            for (;;) {
                const WireEvent got = client.next();
                if (got.kind != WireEvent::Kind::Text)
                    return false;
                const QJsonArray message = QJsonDocument::fromJson(got.data).array();
                if (message.at(1).toString() != QLatin1String("9"))
                    continue;
                const QJsonObject list =
                    message.at(4).toObject().value(QLatin1String("response")).toObject();
                return list.keys() == wanted;
            }
        },
        20'000);
}

bool isReady(const server::EndpointThread &endpoint)
{
    return QTest::qWaitFor(
        [&] {
            return endpoint.status().state == server::EndpointStatus::State::Listening
                && endpoint.clusterStatus().state == server::ClusterStatus::State::Connected;
        },
        20'000);
}

//! A server that ends without a word to the others, as a killed process does.
class KilledNode
{
public:
    explicit KilledNode(const server::EndpointConfig &config)
        : m_endpoint(new server::Endpoint(config, std::make_shared<tap::Tap>(config.tap),
                                          std::make_shared<server::ThreadBus>()))
    {
        m_endpoint->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_endpoint, &QObject::deleteLater);
        m_thread.start();
        QMetaObject::invokeMethod(
            m_endpoint,
            [this] {
                m_error = m_endpoint->listen();
                m_port = m_endpoint->port();
            },
            Qt::BlockingQueuedConnection);
    }
    ~KilledNode() { kill(); }
    void kill()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] quint16 port() const { return m_error.isEmpty() ? m_port : 0; }

private:
    QThread m_thread;
    server::Endpoint *m_endpoint = nullptr; //!< ends with the thread
    QString m_error;
    quint16 m_port = 0;
};

} // namespace

void ClusterPresenceTest::aJoinOnOneNodeIsADiffAndAStateOnTheOther()
{
    FakeRedis redis;
    server::EndpointThread a;
    server::EndpointThread b;
    a.start(configOf(redis.port(), "a@test"));
    b.start(configOf(redis.port(), "b@test"));
    QVERIFY(isReady(a) && isReady(b));
    const auto onB = present(b.status().port, "b1");
    QCOMPARE(nextKeys(*onB, "joins"), QStringList {QStringLiteral("b1")});

    const auto onA = present(a.status().port, "a1");

    QCOMPARE(nextKeys(*onB, "joins"), QStringList {QStringLiteral("a1")});
    QVERIFY(seesKeys(*onA, {QStringLiteral("a1"), QStringLiteral("b1")}));
    QVERIFY(seesKeys(*onB, {QStringLiteral("a1"), QStringLiteral("b1")}));
    onA->sendText(R"(["1","7","presence:1","update",{"typing":true}])");
    QCOMPARE(nextKeys(*onB, "leaves"), QStringList {QStringLiteral("a1")});
    onA->disconnect();
    QCOMPARE(nextKeys(*onB, "leaves"), QStringList {QStringLiteral("a1")});
}

void ClusterPresenceTest::whatWasThereBeforeANodeCameIsThereToo()
{
    FakeRedis redis;
    server::EndpointThread a;
    a.start(configOf(redis.port(), "a@test"));
    QVERIFY(isReady(a));
    const auto onA = present(a.status().port, "a1");
    QVERIFY(seesKeys(*onA, {QStringLiteral("a1")}));

    server::EndpointThread b;
    b.start(configOf(redis.port(), "b@test"));
    QVERIFY(isReady(b));
    const auto onB = present(b.status().port, "b1");

    QVERIFY(seesKeys(*onB, {QStringLiteral("a1"), QStringLiteral("b1")}));
}

void ClusterPresenceTest::aNodeThatStopsTakesItsPresencesAlong()
{
    FakeRedis redis;
    auto a = std::make_unique<server::EndpointThread>();
    server::EndpointThread b;
    server::EndpointConfig slow = configOf(redis.port(), "a@test");
    slow.tracker->broadcastPeriod = 1s; // a stopped node has no further heartbeat
    slow.tracker->downPeriod = 1min;
    a->start(slow);
    server::EndpointConfig patient = configOf(redis.port(), "b@test");
    patient.tracker->downPeriod = 1min;
    b.start(patient);
    QVERIFY(isReady(*a) && isReady(b));
    const auto onB = present(b.status().port, "b1");
    const auto onA = present(a->status().port, "a1");
    QVERIFY(seesKeys(*onB, {QStringLiteral("a1"), QStringLiteral("b1")}));

    a.reset();

    QCOMPARE(nextKeys(*onB, "leaves"), QStringList {QStringLiteral("a1")});
}

void ClusterPresenceTest::item252TheClientsOfAKilledNodeLeaveAfterTheDownPeriod()
{
    FakeRedis redis;
    server::EndpointThread b;
    b.start(configOf(redis.port(), "b@test"));
    QVERIFY(isReady(b));
    auto a = std::make_unique<KilledNode>(configOf(redis.port(), "a@test"));
    const auto onA = present(a->port(), "a1");
    const auto onB = present(b.status().port, "b1");
    QVERIFY(seesKeys(*onB, {QStringLiteral("a1"), QStringLiteral("b1")}));

    a->kill();
    QCOMPARE(nextKeys(*onB, "leaves"), QStringList {QStringLiteral("a1")});
    QVERIFY(seesKeys(*onB, {QStringLiteral("b1")}));

    // The same node, started again: what it has now joins.
    a = std::make_unique<KilledNode>(configOf(redis.port(), "a@test"));
    const auto onAgain = present(a->port(), "a2");
    QCOMPARE(nextKeys(*onB, "joins"), QStringList {QStringLiteral("a2")});
}

void ClusterPresenceTest::allThreadsOfBothNodesHaveOneList()
{
    FakeRedis redis;
    server::EndpointThread a;
    server::EndpointThread b;
    a.start(configOf(redis.port(), "a@test", 2));
    b.start(configOf(redis.port(), "b@test", 2));
    QVERIFY(isReady(a) && isReady(b));
    std::vector<std::unique_ptr<WireClient>> clients;
    QStringList keys;
    for (const QByteArray key : {"1", "2", "3", "4"}) {
        clients.push_back(present((keys.size() < 2 ? a : b).status().port, key));
        keys.append(QString::fromLatin1(key));
    }

    for (const auto &client : clients)
        QVERIFY(seesKeys(*client, keys));
}

void ClusterPresenceTest::twoNodesOfOneNameAreTold()
{
    QLoggingCategory::setFilterRules(QStringLiteral("phx.server.endpoint.warning=false"));
    const auto restored = qScopeGuard([] { QLoggingCategory::setFilterRules({}); });
    FakeRedis redis;
    server::EndpointThread one;
    server::EndpointThread other;
    one.start(configOf(redis.port(), "same"));
    other.start(configOf(redis.port(), "same"));

    const auto isTold = [](const server::EndpointThread &node) {
        std::vector<tap::TapEvent> seen;
        node.taps().front()->drain(seen);
        return std::any_of(seen.begin(), seen.end(), [](const tap::TapEvent &event) {
            return event.kind == tap::EventKind::Note
                && event.detail.contains("has this node's name");
        });
    };
    // Each is told once: what was drained does not come again.
    QVERIFY(QTest::qWaitFor([&] { return isTold(one); }));
    QVERIFY(QTest::qWaitFor([&] { return isTold(other); }));
}

PHX_TEST_CLASS(ClusterPresenceTest)

} // namespace phx::test

#include "tst_clusterpresence.moc"
