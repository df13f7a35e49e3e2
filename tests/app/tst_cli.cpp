// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/clirunner.h"
#include "tests/support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace phx;
using namespace phx::test;

class TestCli : public TestCase
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
    for (const char *command : {"serve", "export", "token", "certificate", "bench"}) {
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
    row(QStringLiteral("serve|--redis|http://127.0.0.1"), "--redis: must be redis://");
    row(QStringLiteral("serve|--redis|redis://h|--pubsub-name|my app"),
        "--pubsub-name: must be the name of a PubSub module");
    row(QStringLiteral("serve|--threads|0"), "--threads: must be a number from 1 to 64, not \"0\"");
    row(QStringLiteral("serve|--threads|65"), "--threads: must be a number from 1 to 64");
    row(QStringLiteral("serve|--threads|two"), "--threads: must be a number");
    row(QStringLiteral("serve|--log|all"),
        "--log: must be none, error, warning, info or debug, not \"all\"");
    row(QStringLiteral("serve|--print|xml"), "--print: must be none, text or jsonl, not \"xml\"");
    row(QStringLiteral("serve|--control|0.0.0.0:1"),
        "--control: The control API listens on a loopback address only");
    row(QStringLiteral("serve|--control|[::]:1"), "loopback address only");
    row(QStringLiteral("serve|--control|127.0.0.1:5|--listen|127.0.0.1:5"),
        "must not be the same address");
    row(QStringLiteral("token|sign"), "DATA|TOKEN is missing");
    row(QStringLiteral("token|make|1"), "must be sign, verify, encrypt or decrypt");
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
        QTest::newRow(qPrintable(words.simplified().left(80)))
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

    const Ended sealed =
        run(base + QStringList {QStringLiteral("encrypt"), QStringLiteral("\"u1\"")} + golden);
    const Ended opened = run(
        base + QStringList {QStringLiteral("decrypt"), QString::fromLatin1(sealed.output.trimmed())}
        + golden);

    QCOMPARE(token.status, 0);
    QVERIFY(token.output.startsWith("SFMyNTY."));
    QVERIFY(sealed.output.startsWith("XCP."));
    QCOMPARE(opened.output, QByteArray("\"u1\"\n"));
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
