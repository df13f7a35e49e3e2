// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/longpoll/pollclient.h"
#include "tests/support/testcase.h"

#include <QJsonDocument>

namespace phx::test {

//! How requests come in and what pages of other origins may read of the answers (reliability.md
//! §5.5, protocol.md §4.6).
class LongPollRequestsTest : public TestCase
{
    Q_OBJECT

private:
    PollServer m_server;

private Q_SLOTS:
    void everyAnswerMayBeReadByAnyPage_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("answered"); // a part of the body
        const auto row = [](const char *name, const char *method, const char *query,
                            const char *body, const char *answered) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(query) << QByteArray(body)
                                << QByteArray(answered);
        };
        row("a new session", "GET", "vsn=2.0.0", "", R"("status":410)");
        row("a refused connect", "GET", "vsn=2.0.0&reject=true", "", R"("status":403)");
        row("a wrong vsn", "GET", "vsn=9.9.9", "", R"("status":403)");
        row("a POST without a session", "POST", "vsn=2.0.0", "[]", R"("status":410)");
        row("a preflight", "OPTIONS", "vsn=2.0.0", "", "");
    }
    void everyAnswerMayBeReadByAnyPage()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, query);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, answered);
        PollClient client = m_server.client();
        client.query = query;

        const HttpAnswer answer =
            client.request(method, {{"origin", "http://localhost:3000"}}, body);

        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body.contains(answered), answer.body.constData());
        QCOMPARE(answer.field("access-control-allow-origin"), QByteArray("*"));
        QVERIFY(answer.field("access-control-allow-credentials").isEmpty());
    }

    void aPreflightNamesWhatWasAskedFor_data()
    {
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<QByteArray>("allowed");
        const QByteArray asked = "access-control-request-headers";
        QTest::newRow("nothing") << Fields {} << QByteArray();
        QTest::newRow("one") << Fields {{asked, "x-phoenix-authtoken"}}
                             << QByteArray("x-phoenix-authtoken");
        QTest::newRow("two fields") << Fields {{asked, "a"}, {asked, "b"}} << QByteArray("a, b");
        QTest::newRow("a method besides")
            << Fields {{"access-control-request-method", "POST"}, {asked, "content-type"}}
            << QByteArray("content-type");
    }
    void aPreflightNamesWhatWasAskedFor()
    {
        QFETCH(const Fields, fields);
        QFETCH(const QByteArray, allowed);

        const HttpAnswer answer = m_server.client().request("OPTIONS", fields);

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("access-control-allow-headers"), allowed);
    }

    void aBodyArrivesHoweverItIsFramed_data()
    {
        QTest::addColumn<QByteArray>("fields"); // and the body, behind the empty line
        const QByteArray push = R"(["1","2","room:framed","ack",{}])"; // 32 bytes
        const auto row = [](const char *name, const QByteArray &rest) {
            QTest::newRow(name) << rest;
        };
        row("a length", "Content-Length: 32\r\n\r\n" + push);
        row("a length with zeros", "Content-Length: 0032\r\n\r\n" + push);
        row("one chunk", "Transfer-Encoding: chunked\r\n\r\n20\r\n" + push + "\r\n0\r\n\r\n");
        row("chunks",
            "Transfer-Encoding: chunked\r\n\r\n10\r\n" + push.left(16) + "\r\n10\r\n" + push.mid(16)
                + "\r\n0\r\n\r\n");
    }
    void aBodyArrivesHoweverItIsFramed()
    {
        QFETCH(const QByteArray, fields);
        PollClient client = m_server.joined("room:framed");
        WireClient raw(m_server.endpoint.status().port);

        raw.sendRaw("POST /t/longpoll?vsn=2.0.0&token=" + client.token
                    + " HTTP/1.1\r\nHost: localhost\r\n" + fields);

        const auto answer = raw.takeAnswer(std::chrono::seconds(10));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, QByteArray(R"({"status":200})"));
        QCOMPARE(client.messages().size(), 1);
    }

    void aBodyThatCannotBeFramedIsABadRequest_data()
    {
        QTest::addColumn<QByteArray>("fields");
        const auto row = [](const char *name, const QByteArray &fields) {
            QTest::newRow(name) << fields;
        };
        // Nobody sends these, and proxies have disagreed about them (RFC 9112 §7.1).
        row("a chunk with an extension",
            "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n[]\r\n0\r\n\r\n");
        row("chunks with a trailer",
            "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\nX-A: b\r\n\r\n");
        row("a length that is negative", "Content-Length: -1\r\n\r\n[]");
        row("a length that is no number", "Content-Length: 2x\r\n\r\n[]");
        row("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]");
        row("a length and chunks",
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n");
        row("a chunk whose size is no number", "Transfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n");
        row("a chunk that is longer than it says",
            "Transfer-Encoding: chunked\r\n\r\n1\r\n[]\r\n0\r\n\r\n");
    }
    void aBodyThatCannotBeFramedIsABadRequest()
    {
        QFETCH(const QByteArray, fields);
        PollClient client = m_server.joined("room:bad");
        WireClient raw(m_server.endpoint.status().port);

        raw.sendRaw("POST /t/longpoll?vsn=2.0.0&token=" + client.token
                    + " HTTP/1.1\r\nHost: localhost\r\n" + fields);

        const auto answer = raw.takeAnswer(std::chrono::seconds(10));
        QVERIFY(answer);
        QCOMPARE(answer->status, 400);
        // The session does not notice.
        QCOMPARE(client.post(R"(["1","2","room:bad","ack",{}])"), 200);
    }
};

PHX_TEST_CLASS(LongPollRequestsTest)

} // namespace phx::test

#include "tst_longpollrequests.moc"
