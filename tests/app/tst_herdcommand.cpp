// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

using namespace phx;
using namespace phx::test;

//! `channelscope-cli herd` at a real `channelscope-cli serve` with the lab channels.
class TestHerdCommand : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void dropsTheHerdAndTimesItsReturn();
    void linesForPeopleAndASummary();
    void aSignalEndsItInOrder();
    void aServerThatIsNotThereFails();
    void theCommandLineIsChecked_data();
    void theCommandLineIsChecked();

private:
    [[nodiscard]] Ended herd(const QStringList &words) const
    {
        return run(QStringList {QStringLiteral("herd"), m_url} + words);
    }
    static QJsonObject lastLine(const QByteArray &output)
    {
        return QJsonDocument::fromJson(output.trimmed().split('\n').constLast()).object();
    }
    static int number(const QJsonObject &object, const char *key)
    {
        return object.value(QLatin1String(key)).toInt(-1);
    }

    std::unique_ptr<Server> m_server;
    QString m_url;
};

void TestHerdCommand::initTestCase()
{
    m_server = std::make_unique<Server>(
        QStringList {QStringLiteral("--workspace"),
                     QStringLiteral(PHX_EXAMPLES "/golden/golden.channelscope.json")});
    m_url = m_server->url().toString();
    QVERIFY(m_url.endsWith(QStringLiteral("/socket/websocket")));
}

void TestHerdCommand::dropsTheHerdAndTimesItsReturn()
{
    const Ended ended =
        herd({QStringLiteral("room:{n%3}"), QStringLiteral("--clients=30"),
              QStringLiteral("--ramp=0"), QStringLiteral("--push"), QStringLiteral("echo"),
              QStringLiteral("{\"n\":{n}}"), QStringLiteral("--every=100"),
              QStringLiteral("--spread=0.5"), QStringLiteral("--reconnect=20,40"),
              QStringLiteral("--jitter=0.5"), QStringLiteral("--drop-after=1.2"),
              QStringLiteral("--for=3.2"), QStringLiteral("--print=jsonl")});

    QCOMPARE(ended.error, QByteArray());
    QCOMPARE(ended.status, 0);
    const QList<QByteArray> lines = ended.output.trimmed().split('\n');
    QVERIFY2(lines.size() >= 4, ended.output.constData());
    for (const QByteArray &line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    const QJsonObject summary = lastLine(ended.output);
    QCOMPARE(number(summary, "clients"), 30);
    QCOMPARE(number(summary, "joined"), 30);
    QCOMPARE(number(summary, "drops"), 1);
    QCOMPARE(number(summary, "lost"), 30);
    QVERIFY(number(summary, "answered_pushes") > 0);
    const QJsonObject rejoined = summary.value(QLatin1String("rejoined")).toObject();
    QCOMPARE(number(rejoined, "count"), 30);
    QVERIFY(number(rejoined, "min_ms") >= 10);
    int counted = 0;
    const QJsonArray classes = rejoined.value(QLatin1String("classes")).toArray();
    for (const QJsonValue &pair : classes)
        counted += pair.toArray().at(1).toInt();
    QCOMPARE(counted, 30);
#ifdef Q_OS_LINUX
    QVERIFY(summary.value(QLatin1String("kib_per_client")).toDouble() > 0);
#endif
}

void TestHerdCommand::linesForPeopleAndASummary()
{
    const Ended ended = herd(
        {QStringLiteral("room:a"), QStringLiteral("--clients=5"), QStringLiteral("--for=1.3")});

    QCOMPARE(ended.error, QByteArray());
    QCOMPARE(ended.status, 0);
    const QList<QByteArray> lines = ended.output.trimmed().split('\n');
    QVERIFY2(lines.at(1).startsWith("1.0 s  joined 5"), lines.at(1).constData());
    QCOMPARE(number(lastLine(ended.output), "joined"), 5);
}

void TestHerdCommand::aSignalEndsItInOrder()
{
    QProcess process;
    process.start(QStringLiteral(PHX_CLI),
                  {QStringLiteral("herd"), m_url, QStringLiteral("room:a"),
                   QStringLiteral("--clients=3"), QStringLiteral("--print=jsonl")});
    QByteArray line;
    while (number(QJsonDocument::fromJson(line).object(), "joined") != 3) {
        while (!process.canReadLine() && process.waitForReadyRead(10'000)) { }
        line = process.readLine();
        QVERIFY(!line.isEmpty());
    }

    process.terminate();

    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(number(lastLine(process.readAllStandardOutput()), "joined"), 3);
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestHerdCommand::aServerThatIsNotThereFails()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = taken.serverPort();
    taken.close();

    const Ended ended =
        run({QStringLiteral("herd"), QStringLiteral("ws://127.0.0.1:%1/socket").arg(port),
             QStringLiteral("room:a"), QStringLiteral("--clients=2"), QStringLiteral("--for=1")});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("no client could join"), ended.error.constData());
    QVERIFY(number(lastLine(ended.output), "refused") > 0);
}

void TestHerdCommand::theCommandLineIsChecked_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *option, const char *part) {
        QTest::newRow(option) << QStringList {QStringLiteral("room:a"), QString::fromLatin1(option)}
                              << QByteArray(part);
    };
    row("--clients=0", "1 to 20000");
    row("--clients=many", "whole number");
    row("--ramp=-1", "negative");
    row("--params=[]", "an object");
    row("--payload={", "must be JSON");
    row("--every=5", "need a --push");
    row("--reconnect=10,x", "times in ms");
    row("--jitter=2", "from 0 to 1");
    row("--drop-after=soon", "number of seconds");
    row("--drop-every=0", "longer than 0");
    row("--for=-1", "number of seconds");
    row("--print=xml", "text or jsonl");
    row("--transport=smoke", "websocket or longpoll");
    QTest::newRow("pattern") << QStringList {QStringLiteral("room:{n%0}")}
                             << QByteArray("behind the %");
    const QStringList push {QStringLiteral("--push"), QStringLiteral("e"), QStringLiteral("1")};
    QTest::newRow("two pushes") << QStringList {QStringLiteral("t")} + push + push
                                << QByteArray("given once");
    QTest::newRow("spread") << QStringList {QStringLiteral("t")} + push
            + QStringList {QStringLiteral("--spread=9")}
                            << QByteArray("from 0 to 1");
}

void TestHerdCommand::theCommandLineIsChecked()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, part);

    const Ended ended = herd(words);

    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.error.count('\n'), 1);
    QVERIFY2(ended.error.contains(part), ended.error.constData());
}

PHX_TEST_CLASS(TestHerdCommand)

#include "tst_herdcommand.moc"
