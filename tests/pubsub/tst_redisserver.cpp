// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/pubsub/clusterfixture.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace phx;
using State = server::ClusterStatus::State;
using test::ClusterNode;
using test::WireClient;

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost), 0);
    return server.serverPort();
}

//! A real redis-server that keeps nothing.
class RedisServer
{
public:
    //! One program under two names, of which Debian's redis-tools has the other.
    static bool isThere()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("redis-check-rdb")).isEmpty();
    }

    ~RedisServer() { kill(); }

    bool start()
    {
        m_process.setWorkingDirectory(m_folder.path());
        m_process.start(program(),
                        {QStringLiteral("--port"), QString::number(port), QStringLiteral("--bind"),
                         QStringLiteral("127.0.0.1"), QStringLiteral("--save"), QString(),
                         QStringLiteral("--appendonly"), QStringLiteral("no"),
                         QStringLiteral("--requirepass"), QStringLiteral("geheim")});
        return m_process.waitForStarted();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    quint16 port = freePort();

private:
    QString program()
    {
        const QString link = m_folder.filePath(QStringLiteral("redis-server"));
        QFile::link(QStandardPaths::findExecutable(QStringLiteral("redis-check-rdb")), link);
        return link;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
};

QByteArray message(int n)
{
    return R"([null,null,"room:1","new_msg",{"n":)" + QByteArray::number(n) + "}]";
}

} // namespace

//! Two nodes of one cluster by a real Redis.
class RedisServerTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isThere())
            QSKIP("there is no Redis (packaging/install-deps.sh test installs it)");
        QLoggingCategory::setFilterRules(QStringLiteral("phx.server.pubsub.warning=false"));
    }
    void cleanupTestCase() { QLoggingCategory::setFilterRules({}); }

    void item264TwoProcessesShareBroadcastsInOrderAndAfterARestart()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        auto options = test::redisAt(redis.port, "a@127.0.0.1");
        options.address.password = "geheim";
        ClusterNode a(options, 2);
        options.nodeName = "b@127.0.0.1";
        options.compressionLevel = 6;
        ClusterNode b(options, 2);
        QVERIFY(a.reaches(State::Connected));
        QVERIFY(b.reaches(State::Connected));
        WireClient &first = a.client();
        WireClient &second = a.client();
        WireClient &third = b.client();
        WireClient &fourth = b.client();
        const std::vector<WireClient *> all {&first, &second, &third, &fourth};

        // Each client of both nodes gets each of them once, in order.
        constexpr int Count = 200;
        for (int n = 0; n < Count; ++n)
            first.sendText(R"(["1","2","room:1","new_msg",{"n":)" + QByteArray::number(n) + "}]");
        for (WireClient *client : all) {
            for (int n = 0; n < Count; ++n)
                QCOMPARE(client->next().data, message(n));
        }

        redis.kill();
        QVERIFY(a.reaches(State::Lost));
        QVERIFY(b.reaches(State::Lost));
        third.sendText(R"(["1","3","room:1","new_msg",{"n":-1}])");
        QCOMPARE(third.next().data, message(-1));
        QCOMPARE(fourth.next().data, message(-1));

        QVERIFY(redis.start());
        QVERIFY(a.reaches(State::Connected));
        QVERIFY(b.reaches(State::Connected));
        fourth.sendText(R"(["1","4","room:1","new_msg",{"n":-2}])");
        for (WireClient *client : all)
            QCOMPARE(client->next().data, message(-2));
        QTRY_VERIFY(b.endpoint.clusterStatus().lost >= 1U);
        QTRY_VERIFY(a.endpoint.clusterStatus().received >= 1U);
    }

    void aWrongPasswordIsOneClearSentence()
    {
        RedisServer redis;
        QVERIFY(redis.start());
        auto options = test::redisAt(redis.port, "a@127.0.0.1");
        options.address.password = "falsch";
        ClusterNode node(options);

        QVERIFY(node.reaches(State::Lost));

        QTRY_VERIFY2(node.endpoint.clusterStatus().problem.contains(
                         QLatin1String("refused the user or password: WRONGPASS")),
                     qPrintable(node.endpoint.clusterStatus().problem));
    }
};

PHX_TEST_CLASS(RedisServerTest)
#include "tst_redisserver.moc"
