// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/client/stubbornserver.h"
#include "tests/support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

using namespace phx;
using namespace phx::test;

//! `channelscope-cli join` at a real `channelscope-cli serve` with the lab channels.
class TestJoin : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void pushesAndPrintsWhatArrives();
    void jsonLinesHoldThePayloadAsItCame();
    void standardInputIsPushedLineByLine();
    void aLineThatIsNoPushFails();
    void aPushAnsweredWithAnErrorFails();
    void aRefusedJoinFails();
    void aServerThatIsNotThereFails();
    void aConnectionThatEndsBeforeTheJoinFails();
    void staysForTheGivenTime();
    void theCommandLineIsChecked_data();
    void theCommandLineIsChecked();

private:
    [[nodiscard]] Ended join(const QStringList &words, const QByteArray &input = {}) const;

    std::unique_ptr<Server> m_server;
    QString m_url;
};

void TestJoin::initTestCase()
{
    m_server = std::make_unique<Server>(
        QStringList {QStringLiteral("--workspace"),
                     QStringLiteral(PHX_EXAMPLES "/golden/golden.channelscope.json")});
    m_url = m_server->url().toString();
    QVERIFY(m_url.endsWith(QStringLiteral("/socket/websocket")));
}

Ended TestJoin::join(const QStringList &words, const QByteArray &input) const
{
    QProcess process;
    process.start(QStringLiteral(PHX_CLI), QStringList {QStringLiteral("join"), m_url} + words);
    process.write(input);
    process.closeWriteChannel();
    Ended ended;
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit)
        ended.status = process.exitCode();
    ended.output = process.readAllStandardOutput();
    ended.error = process.readAllStandardError();
    return ended;
}

void TestJoin::pushesAndPrintsWhatArrives()
{
    const Ended ended =
        join({QStringLiteral("room:a"), QStringLiteral("--push"), QStringLiteral("echo"),
              QStringLiteral("{\"a\":1}"), QStringLiteral("--push"), QStringLiteral("echo"),
              QStringLiteral("{\"a\":\"\\u001b\"}")});

    QCOMPARE(ended.error, QByteArray());
    QCOMPARE(ended.status, 0);
    // The join's reply, two replies, and the leave's reply and close.
    QCOMPARE(ended.output.count('\n'), 5);
    QVERIFY2(
        ended.output.contains(R"( < room:a phx_reply ref=7 {"response":{"a":1},"status":"ok"})"),
        ended.output.constData());
}

void TestJoin::jsonLinesHoldThePayloadAsItCame()
{
    const Ended ended = join({QStringLiteral("room:a"), QStringLiteral("--print"),
                              QStringLiteral("jsonl"), QStringLiteral("--push"),
                              QStringLiteral("echo"), QStringLiteral("{\"z\":1.50,\"a\":1}")});

    QCOMPARE(ended.status, 0);
    const QList<QByteArray> lines = ended.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    for (const QByteArray &line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    QVERIFY2(lines.at(1).contains(R"("response":{"z":1.50,"a":1})"), lines.at(1).constData());
}

void TestJoin::standardInputIsPushedLineByLine()
{
    const Ended ended = join({QStringLiteral("room:a"), QStringLiteral("--stdin")},
                             "[\"echo\",{\"n\":1}]\n\n[\"echo\", {\"n\":2}]");

    QCOMPARE(ended.error, QByteArray());
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.output.contains("{\"n\":1}"));
    QVERIFY(ended.output.contains("{\"n\":2}"));
}

void TestJoin::aLineThatIsNoPushFails()
{
    const Ended ended = join({QStringLiteral("room:a"), QStringLiteral("--stdin")}, "{}\n");

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("must be one array"), ended.error.constData());
}

void TestJoin::aPushAnsweredWithAnErrorFails()
{
    const Ended ended = join({QStringLiteral("room:a"), QStringLiteral("--push"),
                              QStringLiteral("echo_error"), QStringLiteral("{}")});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("echo_error was answered with an error"),
             ended.error.constData());
}

void TestJoin::aRefusedJoinFails()
{
    const Ended ended =
        join({QStringLiteral("room:private"), QStringLiteral("--for"), QStringLiteral("5")});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("room:private refused the join: {\"reason\":\"unauthorized\"}"),
             ended.error.constData());
}

void TestJoin::aServerThatIsNotThereFails()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = taken.serverPort();
    taken.close();

    const Ended ended =
        run({QStringLiteral("join"), QStringLiteral("ws://127.0.0.1:%1/socket").arg(port),
             QStringLiteral("room:a")});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains("cannot connect: 127.0.0.1:"), ended.error.constData());
}

void TestJoin::aConnectionThatEndsBeforeTheJoinFails()
{
    StubbornServer server;
    server.answer = [](QTcpSocket &connection, QByteArray &request) {
        StubbornServer::acceptHandshake(connection, request);
        connection.disconnectFromHost();
    };
    QProcess process;

    process.start(QStringLiteral(PHX_CLI),
                  {QStringLiteral("join"), QString::fromLatin1(server.url()),
                   QStringLiteral("room:a"), QStringLiteral("--for=60")});

    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains("the connection ended (1006) before room:a was joined"),
             error.constData());
}

void TestJoin::staysForTheGivenTime()
{
    const Ended ended = join({QStringLiteral("room:a"), QStringLiteral("--payload"),
                              QStringLiteral("{\"x\":1}"), QStringLiteral("--for=0")});

    QCOMPARE(ended.error, QByteArray());
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.output.contains("room:a phx_reply ref=6"));
}

void TestJoin::theCommandLineIsChecked_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no topic") << QStringList {};
    const auto row = [](const char *name, const char *option, const char *value) {
        QTest::newRow(name) << QStringList {QStringLiteral("t"), QString::fromLatin1(option),
                                            QString::fromLatin1(value)};
    };
    row("push without payload", "--push", "e");
    row("payload", "--payload", "{");
    row("params", "--params", "[]");
    row("print", "--print", "xml");
    row("for", "--for", "soon");
    row("vsn", "--vsn", "3.0.0");
    row("transport", "--transport", "smoke");
    row("ca", "--ca", "/nonexistent.pem");
}

void TestJoin::theCommandLineIsChecked()
{
    QFETCH(const QStringList, words);

    const Ended ended = join(words);

    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.error.count('\n'), 1);
}

PHX_TEST_CLASS(TestJoin)

#include "tst_join.moc"
