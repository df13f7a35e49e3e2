// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/explanation.h"

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
    void closeCodesSayWhetherTheClientComesBack_data();
    void closeCodesSayWhetherTheClientComesBack();
    void aStalePushSaysThatNobodyAnswers();
    void aJoinNamesItsReply();
    void aRefusedJoinSaysWhenTheClientTriesAgain();
    void aBroadcastToNobodySaysSo();
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
