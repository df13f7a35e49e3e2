// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/explanation.h"
#include "ui/models/rowtext.h"

namespace {

using namespace phx;
using tap::EventKind;
using ui::Explanation;

QString allText(const Explanation &explanation)
{
    QString text = ui::plainText(explanation.title);
    for (const ui::Sentence &sentence : explanation.meaning)
        text += QLatin1Char('\n') + ui::plainText(sentence);
    return text + QLatin1Char('\n') + ui::plainText(explanation.next) + QLatin1Char('\n')
        + ui::plainText(explanation.remedy);
}

app::MessageDetail detailOf(EventKind kind)
{
    app::MessageDetail detail;
    detail.row.sequence = 7;
    detail.row.kind = kind;
    detail.row.connection = 3;
    detail.row.transport = tap::TransportKind::WebSocket;
    detail.row.vsn = 2;
    return detail;
}

class ExplanationTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasATitle_data();
    void everyKindHasATitle();
    void aRefusalNamesItsCause_data();
    void aRefusalNamesItsCause();
    void aClientThatFoundNobodyIsNoFailureOfTls();
    void whatAnotherServerRefusesIsNotExplainedAsOurs();
    void closeCodesSayWhetherTheClientComesBack_data();
    void closeCodesSayWhetherTheClientComesBack();
    void aStalePushSaysThatNobodyAnswers();
    void aJoinNamesItsReply();
    void aRefusedJoinSaysWhenTheClientTriesAgain();
    void aBroadcastToNobodySaysSo();
    void aBroadcastOfAnotherNodeNamesIt();
    void anErrorOfAScriptSaysWhereAndWhatToDo_data();
    void anErrorOfAScriptSaysWhereAndWhatToDo();
    void foreignTextIsNeverMarkup();
};

void ExplanationTest::everyKindHasATitle_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = int(EventKind::ServerStarted); kind <= int(EventKind::Note); ++kind)
        QTest::addRow("kind %d", kind) << kind;
}

void ExplanationTest::everyKindHasATitle()
{
    QFETCH(const int, kind);

    const Explanation explanation = ui::explain(detailOf(EventKind(kind)), std::nullopt);

    QVERIFY(!ui::plainText(explanation.title).isEmpty());
    QVERIFY2(!allText(explanation).contains(QLatin1Char('%')), qPrintable(allText(explanation)));
}

void ExplanationTest::aRefusalNamesItsCause_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QString>("expected");
    QTest::newRow("origin") << 403
                            << QByteArray(
                                   "The origin http://evil.example is not allowed by check_origin.")
                            << QStringLiteral("//evil.example");
    QTest::newRow("vsn") << 403
                         << QByteArray(
                                "The vsn parameter is \"3\"; this server speaks 1.0.x and 2.0.x.")
                         << QStringLiteral("vsn=2.0.0");
    QTest::newRow("TLS") << 0
                         << QByteArray("The client does not trust the certificate (unknown ca).")
                         << QStringLiteral("NODE_EXTRA_CA_CERTS");
    QTest::newRow("subprotocol") << 403
                                 << QByteArray("None of the offered subprotocols is known here: x.")
                                 << QStringLiteral("Sec-WebSocket-Protocol");
    QTest::newRow("connect") << 403 << QByteArray("connect refused the client.")
                             << QStringLiteral("connect");
    QTest::newRow("path") << 404 << QByteArray() << QStringLiteral("/sockett/websocket");
    QTest::newRow("head") << 400 << QByteArray("'connection' header must contain 'upgrade', got []")
                          << QStringLiteral("proxy");
}

void ExplanationTest::aRefusalNamesItsCause()
{
    QFETCH(const int, code);
    QFETCH(const QByteArray, detail);
    QFETCH(const QString, expected);
    app::MessageDetail refused = detailOf(EventKind::HandshakeRefused);
    refused.row.code = quint16(code);
    refused.row.detail = detail;
    refused.frame =
        "GET /sockett/websocket?vsn=2.0.0 HTTP/1.1\r\nOrigin: http://evil.example\r\n\r\n";

    const QString text = allText(ui::explain(refused, std::nullopt));

    QVERIFY2(text.contains(expected), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("1006")), qPrintable(text));
}

void ExplanationTest::aClientThatFoundNobodyIsNoFailureOfTls()
{
    app::MessageDetail refused = detailOf(EventKind::HandshakeRefused);
    refused.frame = "GET ws://127.0.0.1:9/socket/websocket?vsn=2.0.0 HTTP/1.1\r\n";
    refused.row.size = qint32(refused.frame.size());
    refused.row.detail = "127.0.0.1:9: Connection refused";

    const QString text = allText(ui::explain(refused, std::nullopt));

    QVERIFY2(text.contains(QStringLiteral("ws://127.0.0.1:9/")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Connection refused")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("NODE_EXTRA_CA_CERTS")), qPrintable(text));
    QCOMPARE(ui::eventLabel(refused.row).text, QStringLiteral("no connection"));
}

void ExplanationTest::whatAnotherServerRefusesIsNotExplainedAsOurs()
{
    app::MessageDetail refused = detailOf(EventKind::HandshakeRefused);
    refused.frame = "GET ws://example.com/socket/websocket?vsn=2.0.0 HTTP/1.1\r\n";
    refused.row.code = 403;
    refused.row.detail = "example.com: The server answered with 403. It says: \"origin blocked\"";

    const QString text = allText(ui::explain(refused, std::nullopt));

    QVERIFY2(text.contains(QStringLiteral("origin blocked")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("what that server wants")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("check_origin")), qPrintable(text));
}

void ExplanationTest::closeCodesSayWhetherTheClientComesBack_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("1000") << 1000 << QStringLiteral("1.6.3 to 1.8.15 never reconnects");
    QTest::newRow("1001") << 1001 << QStringLiteral("reconnects after 10");
    QTest::newRow("1006") << 1006 << QStringLiteral("reconnects after 10");
    QTest::newRow("1012") << 1012 << QStringLiteral("reconnects after 10");
}

void ExplanationTest::closeCodesSayWhetherTheClientComesBack()
{
    QFETCH(const int, code);
    QFETCH(const QString, expected);
    app::MessageDetail closed = detailOf(EventKind::Closed);
    closed.row.code = quint16(code);

    const QString text = allText(ui::explain(closed, std::nullopt));

    QVERIFY2(text.contains(expected), qPrintable(text));
}

void ExplanationTest::aStalePushSaysThatNobodyAnswers()
{
    app::MessageDetail push = detailOf(EventKind::MessageIn);
    push.row.topic = "room:lobby";
    push.row.event = "new_msg";
    push.row.joinRef = "1";
    push.row.superseded = true;

    const Explanation explanation = ui::explain(push, std::nullopt);

    QCOMPARE(ui::plainText(explanation.title),
             QStringLiteral("Push from c3 that nobody will answer."));
    QVERIFY(!explanation.remedy.isEmpty());
    QVERIFY(explanation.showPayload);
}

void ExplanationTest::aJoinNamesItsReply()
{
    app::MessageDetail join = detailOf(EventKind::MessageIn);
    join.row.topic = "room:lobby";
    join.row.event = "phx_join";
    join.row.rttUs = 2000;
    app::MessageRow reply;
    reply.sequence = 8;
    reply.status = "ok";

    const QString text = allText(ui::explain(join, reply));

    QVERIFY2(text.contains(QStringLiteral("Answered with ok after 2 ms (row 8).")),
             qPrintable(text));
}

void ExplanationTest::aRefusedJoinSaysWhenTheClientTriesAgain()
{
    app::MessageDetail reply = detailOf(EventKind::MessageOut);
    reply.row.event = "phx_reply";
    reply.row.status = "error";
    reply.row.topic = "room:1";
    app::MessageRow join;
    join.event = "phx_join";

    const QString text = allText(ui::explain(reply, join));

    QVERIFY2(text.contains(QStringLiteral("1, 2, 5, then every 10 s")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("channel.leave()")), qPrintable(text));
}

void ExplanationTest::aBroadcastToNobodySaysSo()
{
    app::MessageDetail fanOut = detailOf(EventKind::FanOut);
    fanOut.row.event = "new_msg";
    fanOut.row.topic = "room:lobby";

    const QString text = allText(ui::explain(fanOut, std::nullopt));

    QVERIFY2(text.contains(QStringLiteral("Nobody was subscribed")), qPrintable(text));
}

void ExplanationTest::aBroadcastOfAnotherNodeNamesIt()
{
    app::MessageDetail fanOut = detailOf(EventKind::FanOut);
    fanOut.row.detail = "a@127.0.0.1";

    const QString text = allText(ui::explain(fanOut, std::nullopt));

    QVERIFY2(text.contains(QStringLiteral("It began on node")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("a@127.0.0.1")), qPrintable(text));
}

void ExplanationTest::anErrorOfAScriptSaysWhereAndWhatToDo_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, EventKind kind, const char *detail,
                        const QStringList &parts) {
        QTest::newRow(name) << int(kind) << QByteArray(detail) << parts;
    };
    const char *thrown = "Error: no clause for x (room.mjs:17); handleIn@room.mjs:17 < f@lib.mjs:3";
    const QStringList place {QStringLiteral("Error: no clause for x"),
                             QStringLiteral("in room.mjs, line 17"),
                             QStringLiteral("handleIn@room.mjs:17 < f@lib.mjs:3"),
                             QStringLiteral("Correct room.mjs and save it")};
    row("crash", EventKind::ChannelCrashed, thrown, place);
    row("in terminate, or while it is loaded", EventKind::Note, thrown, place);
    row("connect", EventKind::HandshakeRefused, thrown, place);
    const char *ended = "the helper of user_socket.mjs has ended: handleIn of loop took too long "
                        "and was interrupted";
    const QStringList limits {QStringLiteral("handleIn of loop took too long"),
                              QStringLiteral("512 MB"), QStringLiteral("join again")};
    row("the helper ended, for its channels", EventKind::ChannelCrashed, ended, limits);
    row("the helper ended", EventKind::Note, ended, limits);
    row("a connection to a disabled script", EventKind::HandshakeRefused,
        "connect crashed: chat.mjs is disabled: its helper ended 3 times within 60 s (it died). "
        "Save the script to try again.",
        {QStringLiteral("ended 3 times within 60 s"), QStringLiteral("save it")});
    row("disabled", EventKind::Note,
        "user_socket.mjs is disabled: its helper ended 3 times within 60 s (the helper of "
        "user_socket.mjs has ended: it died). Save the script to try again.",
        {QStringLiteral("The script user_socket.mjs is disabled."),
         QStringLiteral("ended 3 times within 60 s"), QStringLiteral("save it")});
}

void ExplanationTest::anErrorOfAScriptSaysWhereAndWhatToDo()
{
    QFETCH(const int, kind);
    QFETCH(const QByteArray, detail);
    QFETCH(const QStringList, parts);
    app::MessageDetail row = detailOf(EventKind(kind));
    row.row.detail = detail;
    row.row.code = 500; // of a refused handshake

    const QString text = allText(ui::explain(row, std::nullopt));

    for (const QString &part : parts)
        QVERIFY2(text.contains(part), qPrintable(text));
}

void ExplanationTest::foreignTextIsNeverMarkup()
{
    const ui::Sentence sentence =
        ui::sentence(QStringLiteral("from *%1* in `%2`"),
                     {QStringLiteral("a*b`c%2"), QStringLiteral("<b>%1</b>")});

    QCOMPARE(ui::plainText(sentence), QStringLiteral("from a*b`c%2 in <b>%1</b>"));
    QCOMPARE(sentence.size(), 4);
    QCOMPARE(sentence.at(1).style, ui::Span::Style::Strong);
    QCOMPARE(sentence.at(3).style, ui::Span::Style::Code);
}

PHX_TEST_CLASS(ExplanationTest)

} // namespace

#include "tst_explanation.moc"
