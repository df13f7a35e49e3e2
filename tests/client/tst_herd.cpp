// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herd.h"
#include "client/herdpattern.h"
#include "tests/client/serverfixture.h"
#include "tests/support/testcase.h"

#include <QTcpServer>

#include <numeric>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace phx::test {

using client::Herd;
using client::HerdHistogram;
using client::HerdOptions;
using client::HerdPattern;
using client::HerdPush;
using client::HerdSnapshot;
using client::HerdState;
using namespace std::chrono_literals;

//! A herd of simulated clients at the embedded server.
class TestHerd : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void clientsFindTheirNumberInAPattern_data();
    void clientsFindTheirNumberInAPattern();
    void aPatternWithoutADivisorIsRefused();
    void timesAreCountedInClasses();
    void everyClientJoinsItsTopic();
    void theRampStartsSoManyInASecond();
    void clientsPushOnTheirSchedule();
    void droppedClientsComeBackAndAreTimed();
    void overLongPollTheyComeBackToo();
    void jitterSpreadsTheReturn();
    void disconnectedClientsStayAway();
    void aRefusedJoinIsAFailure();
    void aRefusedPortIsCountedAndTriedAgain();
    void theHerdOutlivesARestartOfTheServer();
    void aHerdThatRunsIsNotStartedAgain();
    void aHerdMayEndWithItsClients();
    void whatCannotWorkIsSaid_data();
    void whatCannotWorkIsSaid();
    void tooFewDescriptorsAreSaid();

private:
    [[nodiscard]] HerdOptions options(int clients) const
    {
        HerdOptions result;
        result.endPoint = m_server.url();
        result.clients = clients;
        result.clientsPerSecond = 0;
        return result;
    }
    static bool isEmptyOfClients(const HerdSnapshot &snapshot)
    {
        return snapshot.count(HerdState::Joined) == 0;
    }

    ServerFixture m_server;
};

void TestHerd::clientsFindTheirNumberInAPattern_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("client");
    QTest::addColumn<QByteArray>("filled");
    QTest::newRow("none") << QByteArray("room:lobby") << 7 << QByteArray("room:lobby");
    QTest::newRow("number") << QByteArray("user:{n}") << 12 << QByteArray("user:12");
    QTest::newRow("remainder") << QByteArray("room:{n%10}") << 27 << QByteArray("room:7");
    QTest::newRow("both") << QByteArray("{n}/{n%5}!") << 13 << QByteArray("13/3!");
    QTest::newRow("json") << QByteArray(R"({"n":{"id":{n}}})") << 4
                          << QByteArray(R"({"n":{"id":4}})");
    QTest::newRow("other braces") << QByteArray("{name}{n{n}") << 1 << QByteArray("{name}{n1");
    QTest::newRow("open") << QByteArray("room:{n") << 1 << QByteArray("room:{n");
}

void TestHerd::clientsFindTheirNumberInAPattern()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, client);
    QFETCH(const QByteArray, filled);

    const auto pattern = HerdPattern::parse(text);

    QVERIFY(pattern);
    QCOMPARE(pattern.value().filled(client), filled);
}

void TestHerd::aPatternWithoutADivisorIsRefused()
{
    for (const char *text : {"{n%}", "{n%0}", "{n%x}", "room:{n}:{n%-3}", "{n%1000001}"})
        QVERIFY2(!HerdPattern::parse(text), text);
}

void TestHerd::timesAreCountedInClasses()
{
    HerdHistogram histogram;
    QCOMPARE(histogram.quantile(0.5), 0ms);

    for (const auto time : {5ms, 6ms, 7ms, 100ms, 61'000ms})
        histogram.add(time);

    QCOMPARE(histogram.count(), 5U);
    QCOMPARE(histogram.counts().at(0), 1U);
    QCOMPARE(histogram.counts().at(1), 2U);
    QCOMPARE(histogram.counts().back(), 1U);
    QCOMPARE(std::accumulate(histogram.counts().begin(), histogram.counts().end(), 0U), 5U);
    QCOMPARE(histogram.shortest(), 5ms);
    QCOMPARE(histogram.longest(), 61'000ms);
    QCOMPARE(histogram.quantile(0.5), 7ms);
    QCOMPARE(histogram.quantile(0.8), 100ms);
    QCOMPARE(histogram.quantile(1), 61'000ms);
    QVERIFY(
        std::is_sorted(HerdHistogram::upperBounds().begin(), HerdHistogram::upperBounds().end()));
}

void TestHerd::everyClientJoinsItsTopic()
{
    Herd herd;
    HerdOptions wanted = options(50);
    wanted.topic = "room:{n%5}";
    wanted.connectParams = R"({"user_id":"u{n}"})";

    QCOMPARE(herd.start(wanted), QString());

    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 50);
    QCOMPARE(herd.snapshot().attempts, 50U);
    QCOMPARE(herd.snapshot().curve.constLast().joined, 50);
    // Each topic has its ten: everybody in it gets a broadcast.
    const quint64 before = herd.snapshot().messages;
    m_server.endpoint.broadcast("room:3", "news", {});
    QTRY_COMPARE(herd.snapshot().messages, before + 10);
    // And the connect params are those of the client.
    m_server.endpoint.disconnectId("user_sockets:u7");
    QTRY_COMPARE(herd.snapshot().rejoined.count(), 1U);
    QCOMPARE(herd.snapshot().lost, 1U);
    // Each absence is timed on its own.
    m_server.endpoint.disconnectId("user_sockets:u7");
    QTRY_COMPARE(herd.snapshot().rejoined.count(), 2U);
    QCOMPARE(herd.snapshot().reconnected.count(), 2U);
}

void TestHerd::theRampStartsSoManyInASecond()
{
    Herd herd;
    HerdOptions wanted = options(100);
    wanted.clientsPerSecond = 1;
    QCOMPARE(herd.start(wanted), QString());

    QTRY_VERIFY(herd.snapshot().count(HerdState::Joined) > 0);

    QVERIFY(herd.snapshot().count(HerdState::Idle) > 0);
    QCOMPARE(std::accumulate(herd.snapshot().states.begin(), herd.snapshot().states.end(), 0), 100);
}

void TestHerd::clientsPushOnTheirSchedule()
{
    Herd herd;
    HerdOptions wanted = options(10);
    wanted.push =
        HerdPush {.event = "echo", .payload = R"({"from":{n}})", .every = 20ms, .spread = 0.5};

    QCOMPARE(herd.start(wanted), QString());

    QTRY_VERIFY(herd.snapshot().answeredPushes >= 100);
    QCOMPARE(herd.snapshot().timedOutPushes, 0U);
    QCOMPARE(herd.snapshot().refusedPushes, 0U);
}

void TestHerd::droppedClientsComeBackAndAreTimed()
{
    Herd herd;
    QCOMPARE(herd.start(options(40)), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 40);
    QCOMPARE(herd.snapshot().rejoined.count(), 0U);

    herd.dropAll();

    QTRY_COMPARE(herd.snapshot().rejoined.count(), 40U);
    QCOMPARE(herd.snapshot().reconnected.count(), 40U);
    QCOMPARE(herd.snapshot().lost, 40U);
    QCOMPARE(herd.snapshot().drops, 1U);
    // The first step of phoenix.js's table.
    QVERIFY(herd.snapshot().reconnected.shortest() >= 10ms);
    herd.dropAll();
    QTRY_COMPARE(herd.snapshot().drops, 2U);
    QTRY_COMPARE(herd.snapshot().rejoined.count(), 40U);
}

void TestHerd::overLongPollTheyComeBackToo()
{
    Herd herd;
    HerdOptions wanted = options(5);
    wanted.socket.transport = client::TransportKind::LongPoll;
    wanted.push = HerdPush {.event = "echo", .payload = "{}", .every = 50ms};
    QCOMPARE(herd.start(wanted), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 5);
    QTRY_VERIFY(herd.snapshot().answeredPushes >= 5);

    herd.dropAll();

    QTRY_COMPARE(herd.snapshot().rejoined.count(), 5U);
    QCOMPARE(herd.snapshot().lost, 5U);
    QCOMPARE(herd.snapshot().count(HerdState::Joined), 5);
    herd.disconnectAll();
    QTRY_COMPARE(herd.snapshot().count(HerdState::Idle), 5);
}

void TestHerd::jitterSpreadsTheReturn()
{
    Herd herd;
    HerdOptions wanted = options(30);
    wanted.socket.reconnectAfter = {.steps = {}, .rest = 400ms, .jitter = 1};
    QCOMPARE(herd.start(wanted), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 30);

    herd.dropAll();

    QTRY_COMPARE(herd.snapshot().reconnected.count(), 30U);
    QVERIFY(herd.snapshot().reconnected.shortest() < 300ms);
    QVERIFY(herd.snapshot().reconnected.longest() > 400ms);
}

void TestHerd::disconnectedClientsStayAway()
{
    Herd herd;
    QCOMPARE(herd.start(options(20)), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 20);

    herd.disconnectAll();

    QTRY_COMPARE(herd.snapshot().count(HerdState::Idle), 20);
    QCOMPARE(herd.snapshot().attempts, 20U);
    QCOMPARE(herd.snapshot().reconnected.count(), 0U);
}

void TestHerd::aRefusedJoinIsAFailure()
{
    Herd herd;
    HerdOptions wanted = options(5);
    wanted.topic = "room:private";

    QCOMPARE(herd.start(wanted), QString());

    QTRY_COMPARE(herd.snapshot().count(HerdState::Failed), 5);
    QVERIFY(herd.snapshot().refusedJoins >= 5);
}

void TestHerd::aRefusedPortIsCountedAndTriedAgain()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress(QHostAddress::LocalHost)));
    HerdOptions wanted = options(3);
    wanted.endPoint = "ws://127.0.0.1:" + QByteArray::number(taken.serverPort()) + "/socket";
    taken.close();
    Herd herd;

    QCOMPARE(herd.start(wanted), QString());

    QTRY_VERIFY(herd.snapshot().refused >= 9);
    QVERIFY(herd.snapshot().attempts >= herd.snapshot().refused);
    QVERIFY(isEmptyOfClients(herd.snapshot()));
}

void TestHerd::theHerdOutlivesARestartOfTheServer()
{
    ServerFixture server;
    Herd herd;
    HerdOptions wanted = options(20);
    wanted.endPoint = server.url();
    QCOMPARE(herd.start(wanted), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 20);

    server.endpoint.stopAndWait();
    QTRY_COMPARE(herd.snapshot().count(HerdState::Retrying), 20);
    server.start();

    QVERIFY(server.isListening());
    QTRY_COMPARE(herd.snapshot().rejoined.count(), 20U);
}

void TestHerd::aHerdThatRunsIsNotStartedAgain()
{
    Herd herd;
    QSignalSpy stopped(&herd, &Herd::stopped);
    QCOMPARE(herd.start(options(2)), QString());

    QVERIFY(herd.start(options(2)).contains(QStringLiteral("runs already")));

    herd.stop();
    QTRY_COMPARE(stopped.size(), 1);
    QVERIFY(!herd.isRunning());
    QCOMPARE(herd.start(options(2)), QString());
    QTRY_COMPARE(herd.snapshot().count(HerdState::Joined), 2);
}

void TestHerd::aHerdMayEndWithItsClients()
{
    auto herd = std::make_unique<Herd>();
    QCOMPARE(herd->start(options(20)), QString());
    QTRY_COMPARE(herd->snapshot().count(HerdState::Joined), 20);

    herd.reset();

    // Another thread and other clients.
    Herd next;
    QCOMPARE(next.start(options(1)), QString());
    QTRY_COMPARE(next.snapshot().count(HerdState::Joined), 1);
}

void TestHerd::whatCannotWorkIsSaid_data()
{
    QTest::addColumn<HerdOptions>("wanted");
    QTest::addColumn<QString>("part");
    const auto row = [this](const char *name, const char *part,
                            const std::function<void(HerdOptions &)> &change) {
        HerdOptions wanted = options(2);
        change(wanted);
        QTest::newRow(name) << wanted << QString::fromUtf8(part);
    };
    row("url", "needs a URL like", [](HerdOptions &o) { o.endPoint = "http://127.0.0.1"; });
    row("none", "1 to 20000", [](HerdOptions &o) { o.clients = 0; });
    row("too many", "1 to 20000", [](HerdOptions &o) { o.clients = 20'001; });
    row("too many polls", "1 to 500", [](HerdOptions &o) {
        o.clients = 501;
        o.socket.transport = client::TransportKind::LongPoll;
    });
    row("ramp", "negative", [](HerdOptions &o) { o.clientsPerSecond = -1; });
    row("topic", "needs a topic", [](HerdOptions &o) { o.topic.clear(); });
    row("pattern", "behind the %", [](HerdOptions &o) { o.topic = "room:{n%0}"; });
    row("join params", "params of the joins", [](HerdOptions &o) { o.joinParams = "{"; });
    row("connect params", "an object", [](HerdOptions &o) { o.connectParams = "[1]"; });
    row("event", "need an event", [](HerdOptions &o) { o.push = HerdPush {}; });
    row("every", "at least 1 ms",
        [](HerdOptions &o) { o.push = HerdPush {.event = "e", .every = 0ms}; });
    row("spread", "spread", [](HerdOptions &o) { o.push = HerdPush {.event = "e", .spread = 2}; });
    row("payload", "payload of the pushes",
        [](HerdOptions &o) { o.push = HerdPush {.event = "e", .payload = "no"}; });
    row("jitter", "jitter", [](HerdOptions &o) { o.socket.reconnectAfter.jitter = 1.5; });
}

void TestHerd::whatCannotWorkIsSaid()
{
    QFETCH(const HerdOptions, wanted);
    QFETCH(const QString, part);
    Herd herd;

    const QString problem = herd.start(wanted);

    QVERIFY2(problem.contains(part), qPrintable(problem));
    QVERIFY(!herd.isRunning());
}

void TestHerd::tooFewDescriptorsAreSaid()
{
#ifdef Q_OS_UNIX
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto restore = qScopeGuard([&before] { ::setrlimit(RLIMIT_NOFILE, &before); });
    rlimit low = before;
    low.rlim_cur = 600;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &low), 0);

    const QString problem = options(1000).problem();

    QVERIFY2(problem.contains(QStringLiteral("1000 clients need 1000 file descriptors, but of the "
                                             "600")),
             qPrintable(problem));
    QCOMPARE(options(300).problem(), QString());
#endif
}

PHX_TEST_CLASS(TestHerd)

} // namespace phx::test

#include "tst_herd.moc"
