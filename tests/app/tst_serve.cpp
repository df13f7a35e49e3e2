// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <array>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

using namespace phx;
using namespace phx::test;

class TestServe : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereItListensAndEndsOnASignal_data();
    void saysWhereItListensAndEndsOnASignal();
    void aTakenPortIsNamed();
    void aWorkspaceFileDecidesWhatIsHosted();
    void textIsOneEscapedLinePerMessage();
    void jsonLinesAreTheObjectsOfTheExport();
    void aClosedPipeEndsItCleanly();
    void closedDescriptorsDoNotReachTheCapture();
    void theControlApiIsOffUnlessAskedForAndCanStopIt();
};

void TestServe::saysWhereItListensAndEndsOnASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestServe::saysWhereItListensAndEndsOnASignal()
{
    QFETCH(int, number);
    Server server;
    const QUrl url = server.url();
    QVERIFY(url.port() > 0);
    QCOMPARE(url.path(), QStringLiteral("/socket/websocket"));
    // QWebSocket does not tell 1012 from 1001, so this client speaks for itself.
    QTcpSocket client;
    QByteArray received;
    connect(&client, &QTcpSocket::readyRead, this, [&] { received += client.readAll(); });
    client.connectToHost(url.host(), static_cast<quint16>(url.port()));
    client.write(
        "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_VERIFY(received.startsWith("HTTP/1.1 101 ") && received.endsWith("\r\n\r\n"));
    received.clear();
    // A masked frame whose mask is zero. Only connections with a channel are drained with 1012.
    const QByteArray join = R"(["1","1","room:lobby","phx_join",{}])";
    client.write("\x81" + QByteArray(1, static_cast<char>(0x80 + join.size())) + QByteArray(4, '\0')
                 + join);
    QTRY_VERIFY(received.contains("phx_reply"));
    received.clear();

    server.signal(number);

    QTRY_COMPARE(received, QByteArray("\x88\x02\x03\xf4"));
    client.abort();
    QCOMPARE(server.wait(), 0);
    QCOMPARE(server.process().readAllStandardError(), QByteArray());
}

void TestServe::aTakenPortIsNamed()
{
    QTcpServer taker;
    QVERIFY(taker.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString address = QStringLiteral("127.0.0.1:%1").arg(taker.serverPort());

    const Ended ended = run({QStringLiteral("serve"), QStringLiteral("--listen"), address});

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains(QByteArray::number(taker.serverPort())), ended.error.constData());
    QCOMPARE(ended.error.count('\n'), 1);
    QCOMPARE(ended.output, QByteArray());
}

void TestServe::aWorkspaceFileDecidesWhatIsHosted()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("w.channelscope.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"endpoint":{"listen":"[::1]:0"},"sockets":[{"path":"/here","handler":"h","websocket":{"path":"/ws"}}],"handlers":{"h":{"kind":"guide"}}})");
    file.close();

    Server own({QStringLiteral("--workspace"), file.fileName()});
    const QUrl url = own.url();

    // --listen wins over the file.
    QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
    QCOMPARE(url.path(), QStringLiteral("/here/ws"));
    QVERIFY(chat(url, QStringLiteral("hi")));
}

void TestServe::textIsOneEscapedLinePerMessage()
{
    Server server({QStringLiteral("--print"), QStringLiteral("text")});
    QVERIFY(chat(server.url(), QStringLiteral(u"\u009b2J\u202e") + QString(300, QLatin1Char('x'))));

    QByteArray line;
    do {
        line = server.nextLine();
    } while (!line.isEmpty() && !line.contains("new_msg"));

    QVERIFY2(line.contains(" > room:lobby new_msg ref=2 {\"body\":\"\\u{9b}2J\\u{202e}xxx"),
             line.constData());
    QVERIFY(!line.contains(QByteArray(201, 'x')));
}

void TestServe::jsonLinesAreTheObjectsOfTheExport()
{
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("a.capture"));
    Server server(
        {QStringLiteral("--print"), QStringLiteral("jsonl"), QStringLiteral("--capture"), capture});
    QVERIFY(chat(server.url(), QStringLiteral("hi")));
    server.signal(SIGTERM);
    QCOMPARE(server.wait(), 0);

    const QByteArray printed = server.process().readAllStandardOutput();
    const Ended exported = run(
        {QStringLiteral("export"), capture, QStringLiteral("--format"), QStringLiteral("jsonl")});

    QCOMPARE(exported.status, 0);
    QVERIFY(printed.contains("\"new_msg\""));
    const QList<QByteArray> lines = printed.split('\n');
    for (const QByteArray &line : lines) {
        QVERIFY2(line.isEmpty() || QJsonDocument::fromJson(line).isObject(), line.constData());
        // Pairs and round trips are filled in later, so only what never changes is compared.
        QVERIFY2(exported.output.contains(line.left(line.indexOf("\"kind\""))), line.constData());
    }
    QCOMPARE(printed.count('\n'), exported.output.count('\n'));
}

void TestServe::aClosedPipeEndsItCleanly()
{
    // QProcess would go on reading, so the pipe is our own.
    std::array<int, 2> pipe {-1, -1};
    QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    process.setChildProcessModifier([pipe] { ::dup2(pipe[1], STDOUT_FILENO); });
    process.start(QStringLiteral(PHX_CLI),
                  {QStringLiteral("serve"), QStringLiteral("--listen"),
                   QStringLiteral("127.0.0.1:0"), QStringLiteral("--print"),
                   QStringLiteral("jsonl")});
    QVERIFY(process.waitForStarted());
    ::close(pipe[1]);
    QByteArray line(200, '\0');
    line.truncate(::read(pipe[0], line.data(), static_cast<size_t>(line.size())));
    QVERIFY(line.startsWith("listening on "));

    ::close(pipe[0]);
    std::ignore = chat(QUrl(QString::fromUtf8(line.mid(13).trimmed())), QStringLiteral("hi"));

    QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestServe::closedDescriptorsDoNotReachTheCapture()
{
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("a.capture"));
    QProcess process;
    process.setChildProcessModifier([] {
        ::close(STDIN_FILENO);
        ::close(STDOUT_FILENO);
        ::close(STDERR_FILENO);
    });
    process.start(QStringLiteral(PHX_CLI),
                  {QStringLiteral("serve"), QStringLiteral("--listen"),
                   QStringLiteral("127.0.0.1:0"), QStringLiteral("--capture"), capture,
                   QStringLiteral("--print"), QStringLiteral("text")});
    QTRY_VERIFY(QFile::exists(capture));

    process.terminate();

    QVERIFY(process.waitForFinished());
    QFile file(capture);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("SQLite format 3"));
}

void TestServe::theControlApiIsOffUnlessAskedForAndCanStopIt()
{
    Server server({QStringLiteral("--control"), QStringLiteral("127.0.0.1:0")});
    QVERIFY(!server.url().isEmpty());
    const QByteArray line = server.nextLine();
    QVERIFY(line.startsWith("control on http://127.0.0.1:"));
    const QUrl url(QString::fromUtf8(line.mid(11)));

    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write("POST /stop HTTP/1.1\r\nHost: localhost\r\n\r\n");

    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
    QCOMPARE(server.wait(), 0);
}

PHX_TEST_CLASS(TestServe)

#include "tst_serve.moc"
