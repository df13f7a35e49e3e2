// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

using namespace phx;

namespace {

struct Ended
{
    int status = -1; //!< -1: it did not end by itself
    QByteArray output;
    QByteArray error;
};

Ended run(const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(PHX_CLI), words);
    Ended ended;
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit)
        ended.status = process.exitCode();
    ended.output = process.readAllStandardOutput();
    ended.error = process.readAllStandardError();
    return ended;
}

//! `serve` with these options, on a free port; ended when it goes out of scope.
class Server
{
public:
    explicit Server(const QStringList &options = {},
                    const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        m_process.start(QStringLiteral(PHX_CLI),
                        QStringList {QStringLiteral("serve"), QStringLiteral("--listen"), listen}
                            + options);
    }
    ~Server()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    //! The URL of its first line; empty if there is none.
    QUrl url()
    {
        const QByteArray prefix = "listening on ";
        const QByteArray line = nextLine();
        return line.startsWith(prefix) ? QUrl(QString::fromUtf8(line.mid(prefix.size()))) : QUrl();
    }
    //! Without its line break.
    QByteArray nextLine()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) { }
        return m_process.readLine().trimmed();
    }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    //! \return the exit status, or -1 if it did not end in order
    int wait()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
};

//! Joins room:lobby at the server and says something. True if both were answered.
bool chat(const QUrl &url, const QString &body)
{
    QWebSocket socket;
    int messages = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&messages] { ++messages; });
    socket.open(QUrl(url.toString() + QStringLiteral("?vsn=2.0.0")));
    if (!QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return false;
    socket.sendTextMessage(QStringLiteral(R"(["1","1","room:lobby","phx_join",{}])"));
    socket.sendTextMessage(
        QStringLiteral(R"(["1","2","room:lobby","new_msg",{"body":"%1"}])").arg(body));
    return QTest::qWaitFor([&messages] { return messages >= 2; });
}

} // namespace

class TestCli : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void helpAndVersionWorkEverywhere_data();
    void helpAndVersionWorkEverywhere();
    void wrongCommandLinesAreOneLineAndStatus2_data();
    void wrongCommandLinesAreOneLineAndStatus2();
    void whatCannotBeDoneIsOneLineAndStatus1_data();
    void whatCannotBeDoneIsOneLineAndStatus1();
    void tenThousandArgumentsAreRefusedAtOnce();

    void saysWhereItListensAndEndsOnASignal_data();
    void saysWhereItListensAndEndsOnASignal();
    void aTakenPortIsNamed();
    void aWorkspaceFileDecidesWhatIsHosted();
    void textIsOneEscapedLinePerMessage();
    void jsonLinesAreTheObjectsOfTheExport();
    void aClosedPipeEndsItCleanly();
    void closedDescriptorsDoNotReachTheCapture();
    void theControlApiIsOffUnlessAskedForAndCanStopIt();
    void exportsACaptureByTopicAndClient();
    void signsAndVerifiesTokensOfAWorkspace();
};

void TestCli::helpAndVersionWorkEverywhere_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char *name, const QStringList &words, const char *output) {
        QTest::newRow(name) << words << QByteArray(output);
    };
    row("help", {QStringLiteral("--help")}, "Usage: channelscope-cli COMMAND");
    row("h", {QStringLiteral("-h")}, "Usage: channelscope-cli COMMAND");
    row("version", {QStringLiteral("--version")}, "channelscope-cli " PHX_VERSION "\n");
    for (const char *command : {"serve", "export", "token"}) {
        const QString name = QString::fromLatin1(command);
        row(command, {name, QStringLiteral("--help")},
            QByteArray("Usage: channelscope-cli ").append(command).constData());
        row(QByteArray(command).append(" version").constData(), {name, QStringLiteral("--version")},
            "channelscope-cli " PHX_VERSION "\n");
    }
    row("help beats what is missing",
        {QStringLiteral("serve"), QStringLiteral("--threads"), QStringLiteral("2"),
         QStringLiteral("--help"), QStringLiteral("--bad")},
        "Usage: channelscope-cli serve");
}

void TestCli::helpAndVersionWorkEverywhere()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, output);

    const Ended ended = run(words);

    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.output.startsWith(output), ended.output.constData());
    QCOMPARE(ended.error, QByteArray());
}

void TestCli::wrongCommandLinesAreOneLineAndStatus2_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const QString &words, const char *sentence) {
        QTest::newRow(qPrintable(words))
            << words.split(QLatin1Char('|'), Qt::SkipEmptyParts) << QByteArray(sentence);
    };
    row({}, "a command is missing");
    row(QStringLiteral("serv"), "unknown command \"serv\"; did you mean serve?");
    row(QStringLiteral("serve|--lisen|127.0.0.1:0"),
        "serve: unknown option --lisen; did you mean --listen?");
    row(QStringLiteral("serve|-x"), "serve: unknown option -x");
    row(QStringLiteral("serve|extra"), "serve: unexpected argument \"extra\"");
    row(QStringLiteral("serve|--|--listen"), "serve: unexpected argument \"--listen\"");
    row(QStringLiteral("serve|--listen"), "--listen needs a value: --listen ADDR:PORT");
    row(QStringLiteral("serve|--listen|--threads|2"), "--listen needs a value");
    row(QStringLiteral("serve|--listen="), "--listen needs a value");
    row(QStringLiteral("serve|--threads|1|--threads|1"), "--threads is given twice");
    row(QStringLiteral("serve|--listen|4000"), "--listen: \"4000\" is not ADDRESS:PORT");
    row(QStringLiteral("serve|--listen|127.0.0.1:-1"), "--listen: \"-1\" is not a port");
    row(QStringLiteral("serve|--listen|127.0.0.1:65536"), "--listen: \"65536\" is not a port");
    row(QStringLiteral("serve|--listen|127.0.0.1:80x"), "--listen: \"80x\" is not a port");
    row(QStringLiteral(u"serve|--listen|127.0.0.1:٨٠"), "is not a port");
    row(QStringLiteral("serve|--listen|127.0.0.1: 80"), "is not a port");
    row(QStringLiteral("serve|--listen|example.com:80"), "is not ADDRESS:PORT");
    row(QStringLiteral("serve|--threads|0"), "--threads: must be a number from 1 to 64, not \"0\"");
    row(QStringLiteral("serve|--threads|65"), "--threads: must be a number from 1 to 64");
    row(QStringLiteral("serve|--threads|two"), "--threads: must be a number");
    row(QStringLiteral("serve|--print|xml"), "--print: must be none, text or jsonl, not \"xml\"");
    row(QStringLiteral("serve|--control|0.0.0.0:1"),
        "--control: The control API listens on a loopback address only");
    row(QStringLiteral("serve|--control|[::]:1"), "loopback address only");
    row(QStringLiteral("serve|--control|127.0.0.1:5|--listen|127.0.0.1:5"),
        "must not be the same address");
    row(QStringLiteral("token|sign"), "DATA|TOKEN is missing");
    row(QStringLiteral("token|make|1"), "must be sign or verify");
    row(QStringLiteral("token|sign|1"), "--workspace is missing");
    row(QStringLiteral("token|sign|1|--workspace|x|--max-age|1d"), "--max-age: must be a number");
    row(QStringLiteral("export"), "export: CAPTURE is missing");
    row(QStringLiteral("export|a.capture"), "--format is missing");
    row(QStringLiteral("export|a.capture|--format|har"), "--format: must be jsonl");
    row(QStringLiteral("export|a|b|--format|jsonl"), "unexpected argument \"b\"");
    row(QStringLiteral("export|a|--format|jsonl|--client|c1"),
        "--client: must be the number of a connection");
    row(QStringLiteral("export|a|--format|jsonl|-o|x|--output|y"), "--output is given twice");
}

void TestCli::wrongCommandLinesAreOneLineAndStatus2()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, sentence);

    const Ended ended = run(words);

    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.error.contains(sentence), ended.error.constData());
    QCOMPARE(ended.error.count('\n'), 1);
    QCOMPARE(ended.output, QByteArray());
}

void TestCli::whatCannotBeDoneIsOneLineAndStatus1_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const QString &words, const char *sentence) {
        QTest::newRow(qPrintable(words.left(80)))
            << words.split(QLatin1Char('|')) << QByteArray(sentence);
    };
    row(QStringLiteral("serve|--workspace|/nowhere/a\nb.json"),
        "/nowhere/a\\u{a}b.json: there is no such file");
    row(QStringLiteral("serve|--workspace|/dev/zero"), "is not a regular file");
    row(QStringLiteral("serve|--listen|127.0.0.1:0|--capture|/nowhere/x.capture"), "serve: ");
    row(QStringLiteral("export|/nowhere/x.capture|--format|jsonl"), "export: ");
    row(QStringLiteral("export|--format|jsonl|--|-dash.capture"), "export: ");
    row(QStringLiteral("export|--format|jsonl|") + QString(5000, QLatin1Char('x')), "export: ");
}

void TestCli::whatCannotBeDoneIsOneLineAndStatus1()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, sentence);

    const Ended ended = run(words);

    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.error.contains(sentence), ended.error.constData());
    QCOMPARE(ended.error.count('\n'), 1);
    QCOMPARE(ended.output, QByteArray());
}

void TestCli::tenThousandArgumentsAreRefusedAtOnce()
{
    const Ended ended =
        run(QStringList {QStringLiteral("serve")} + QStringList(10'000, QStringLiteral("x")));

    QCOMPARE(ended.status, 2);
}

void TestCli::saysWhereItListensAndEndsOnASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestCli::saysWhereItListensAndEndsOnASignal()
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

void TestCli::aTakenPortIsNamed()
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

void TestCli::aWorkspaceFileDecidesWhatIsHosted()
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

void TestCli::textIsOneEscapedLinePerMessage()
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

void TestCli::jsonLinesAreTheObjectsOfTheExport()
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

void TestCli::aClosedPipeEndsItCleanly()
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

void TestCli::closedDescriptorsDoNotReachTheCapture()
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

void TestCli::theControlApiIsOffUnlessAskedForAndCanStopIt()
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

void TestCli::exportsACaptureByTopicAndClient()
{
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("a.capture"));
    const QString output = folder.filePath(QStringLiteral("out.jsonl"));
    Server server({QStringLiteral("--capture"), capture});
    const QUrl url = server.url();
    QVERIFY(chat(url, QStringLiteral("first")));
    QVERIFY(chat(url, QStringLiteral("second")));
    server.signal(SIGTERM);
    QCOMPARE(server.wait(), 0);
    const QStringList base {QStringLiteral("export"), capture, QStringLiteral("--format=jsonl")};

    const Ended all = run(base);
    const Ended topic =
        run(base + QStringList {QStringLiteral("--topic"), QStringLiteral("room:*")});
    const Ended otherTopic =
        run(base + QStringList {QStringLiteral("--topic"), QStringLiteral("nothing")});
    const Ended client = run(base
                             + QStringList {QStringLiteral("--client"), QStringLiteral("2"),
                                            QStringLiteral("-o"), output});

    QVERIFY(all.output.contains("first") && all.output.contains("second"));
    QVERIFY(topic.output.contains("first") && topic.output.contains("second"));
    QVERIFY(topic.output.size() < all.output.size());
    QCOMPARE(otherTopic.status, 0);
    QCOMPARE(otherTopic.output, QByteArray());
    QCOMPARE(client.status, 0);
    QCOMPARE(client.output, QByteArray());
    QFile file(output);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(!written.contains("first") && written.contains("second"));
}

void TestCli::signsAndVerifiesTokensOfAWorkspace()
{
    const QStringList base {QStringLiteral("token")};
    const QStringList golden {QStringLiteral("--workspace"),
                              QStringLiteral(PHX_EXAMPLES "/golden/golden.channelscope.json")};

    const Ended token = run(base
                            + QStringList {QStringLiteral("sign"),
                                           QStringLiteral(R"({"id":7,"tags":["a",null,true,1.5]})")}
                            + golden);
    const QString text = QString::fromLatin1(token.output.trimmed());
    const Ended verified = run(base + QStringList {QStringLiteral("verify"), text} + golden);
    const Ended otherSalt = run(base
                                + QStringList {QStringLiteral("verify"), text,
                                               QStringLiteral("--salt"), QStringLiteral("x")}
                                + golden);
    const Ended expired = run(base
                              + QStringList {QStringLiteral("verify"), text,
                                             QStringLiteral("--max-age"), QStringLiteral("0")}
                              + golden);
    // Signed by Phoenix 1.8.12 (golden/upgrade-token-ok.jsonl), long ago.
    const Ended recorded =
        run(base
            + QStringList {QStringLiteral("verify"),
                           QStringLiteral("SFMyNTY.g2gDbQAAAAJ1MW4GAJgy3QSiAWIAAVGA."
                                          "XBHvs1kFi47YpdwAwAsfzdx0wdwutEuCaDnlYOAqR0w"),
                           QStringLiteral("--max-age"), QStringLiteral("1000000000")}
            + golden);

    QCOMPARE(token.status, 0);
    QVERIFY(token.output.startsWith("SFMyNTY."));
    QCOMPARE(verified.output,
             QByteArray(R"({"id":7,"tags":["a",null,true,1.5]})"
                        "\n"));
    QCOMPARE(otherSalt.status, 1);
    QVERIFY(otherSalt.error.contains("invalid"));
    QCOMPARE(expired.status, 1);
    QVERIFY(expired.error.contains("expired"));
    QCOMPARE(recorded.output, QByteArray("\"u1\"\n"));
}

PHX_TEST_CLASS(TestCli)

#include "tst_cli.moc"
