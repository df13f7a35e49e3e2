// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/token.h"
#include "tests/longpoll/pollclient.h"
#include "tests/support/testcase.h"

#include <QDateTime>
#include <QJsonDocument>

namespace phx::test {

//! Requests and answers of the long-poll transport: protocol.md §12 G by number.
class LongPollServerTest : public TestCase
{
    Q_OBJECT

private:
    static int statusOf(const QJsonObject &answer)
    {
        return answer.value(QLatin1String("status")).toInt();
    }
    static QJsonValue frame(const char *text) { return QJsonDocument::fromJson(text).array(); }

    PollServer m_server;

private Q_SLOTS:
    void item144AGetWithoutTokenOpensASession()
    {
        PollClient client = m_server.client();

        const HttpAnswer answer = client.request("GET");

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("access-control-allow-origin"), QByteArray("*"));
        QCOMPARE(answer.field("cache-control"), QByteArray("no-store"));
        QCOMPARE(answer.field("content-type"), QByteArray("application/json; charset=utf-8"));
        QCOMPARE(statusOf(jsonOf(answer)), 410);
        QVERIFY(jsonOf(answer).value(QLatin1String("messages")).toArray().isEmpty());
        QVERIFY(jsonOf(answer)
                    .value(QLatin1String("token"))
                    .toString()
                    .startsWith(QLatin1String("SFMyNTY.")));
    }
    void item145AJoinIsAnsweredByTheNextPoll()
    {
        PollClient client = m_server.client();
        client.poll();
        const QByteArray token = client.token;

        QCOMPARE(client.post(R"(["1","1","room:a","phx_join",{}])"), 200);

        const QJsonArray expected {
            frame(R"(["1","1","room:a","phx_reply",{"status":"ok","response":{}}])")};
        QCOMPARE(client.messages(), expected);
        QCOMPARE(client.token, token);
    }
    void items146And150AnEmptyPollEndsWithTheWindow()
    {
        PollClient client = m_server.joined("room:empty");

        QCOMPARE(statusOf(client.poll()), 204);

        m_server.endpoint.broadcast("room:empty", "late", {});
        QCOMPARE(client.messages(), (QJsonArray {frame(R"([null,null,"room:empty","late",{}])")}));
    }
    void items147And148APollTakesWhatIsThereAndElseWaits()
    {
        PollClient client = m_server.joined("room:wait");
        for (const char *event : {"a", "b", "c"})
            m_server.endpoint.broadcast("room:wait", event, {});
        const QJsonArray three {frame(R"([null,null,"room:wait","a",{}])"),
                                frame(R"([null,null,"room:wait","b",{}])"),
                                frame(R"([null,null,"room:wait","c",{}])")};
        QCOMPARE(client.messages(), three);

        const auto waiting = client.beginPoll();
        m_server.endpoint.broadcast("room:wait", "d", {});

        const auto answer = waiting->takeAnswer(std::chrono::seconds(10));
        QVERIFY(answer);
        QCOMPARE(statusOf(jsonOf(*answer)), 200);
    }
    void item149TheLaterOfTwoPollsTakesOver()
    {
        PollClient client = m_server.joined("room:two");
        const auto first = client.beginPoll();
        const auto second = client.beginPoll();
        m_server.endpoint.broadcast("room:two", "x", {});

        const auto later = second->takeAnswer(std::chrono::seconds(10));
        const auto earlier = first->takeAnswer(std::chrono::seconds(10));

        QCOMPARE(statusOf(jsonOf(later.value())), 200);
        QCOMPARE(statusOf(jsonOf(earlier.value())), 204);
    }
    void item151TheTokenMayComeInAField()
    {
        PollClient client = m_server.joined("room:field");
        const QByteArray token = client.token;
        m_server.endpoint.broadcast("room:field", "x", {});
        client.token = "bogus";

        const QJsonObject answer = client.poll({{"x-phoenix-longpoll-token", token}});

        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(client.token, token);
    }
    void ofTwoTokensInTheQueryTheLastCounts()
    {
        PollClient client = m_server.joined("room:query");
        client.query = "token=bogus";
        QCOMPARE(client.post(R"(["1","2","room:query","ack",{}])"), 200);
    }
    void item152ABadTokenIsNoToken_data()
    {
        QTest::addColumn<QByteArray>("token");
        PollClient client = m_server.client();
        client.poll();
        const QByteArray good = client.token;
        QTest::newRow("bogus") << QByteArray("bogus");
        QTest::newRow("truncated") << good.chopped(1);
        QTest::newRow("changed") << 'T' + good.mid(1);
        QTest::newRow("NUL") << good + "%00";
        QTest::newRow("twice in one") << good + good;
        QTest::newRow("without its signature") << good.left(good.lastIndexOf('.'));
        QTest::newRow("another algorithm") << "SFM1MTI" + good.mid(good.indexOf('.'));
        QTest::newRow("dots") << QByteArray("..");
        QTest::newRow("a percent sign at its end") << good + '%';
        QTest::newRow("of another secret")
            << QByteArray("SFMyNTY.g2gDYQFuBgAAaOXPiwFiAAFRgA"
                          ".pVQyJhbbKrMTF7SPAEhhkeN36zPMMdTQxpZfdHyYVQA");
        QTest::newRow("long") << QByteArray(7'000, 'a');
        QTest::newRow("two parts") << good.first(good.lastIndexOf('.'));
        QTest::newRow("four parts") << good + ".a";
        QTest::newRow("only dots") << QByteArray("..");
        QTest::newRow("another header") << "SFMzODQ" + good.mid(good.indexOf('.'));
        QTest::newRow("another signature") << good.first(good.lastIndexOf('.') + 1) + "AAAA";
        QTest::newRow("not ASCII") << QByteArray("%c3%a9");
    }
    void item152ABadTokenIsNoToken()
    {
        QFETCH(const QByteArray, token);
        PollClient client = m_server.client();
        client.token = token;

        QCOMPARE(client.post(R"([null,"1","phoenix","heartbeat",{}])"), 410);
        QCOMPARE(statusOf(client.poll()), 410);
        QVERIFY(client.token != token);
    }
    void item174ATokenOlderThanMaxAgeIsNoToken_data()
    {
        QTest::addColumn<qint64>("ageSeconds");
        QTest::addColumn<bool>("isGood");
        const qint64 maxAge = server::LongPollOptions().maxAge.count();
        QTest::newRow("younger") << maxAge - 60 << true;
        QTest::newRow("older") << maxAge + 1 << false;
        QTest::newRow("ten years") << qint64(315'360'000) << false;
        QTest::newRow("signed tomorrow") << qint64(-86'400) << false;
    }
    void item174ATokenOlderThanMaxAgeIsNoToken()
    {
        QFETCH(const qint64, ageSeconds);
        QFETCH(const bool, isGood);
        PollClient client = m_server.joined("room:age");
        const QByteArray good = client.token;
        const protocol::Token tokens(PollServer::secretKeyBase(), "Elixir.Channelscope.PubSub");
        const std::chrono::milliseconds now(QDateTime::currentMSecsSinceEpoch());
        const auto session = tokens.verify(good, now);
        QVERIFY(session);
        const QByteArray push = R"(["1","2","room:age","ack",{}])";

        client.token = tokens.sign(session.value(), now - std::chrono::seconds(ageSeconds),
                                   protocol::Token::Forever);
        const QByteArray aged = client.token;

        QCOMPARE(client.post(push), isGood ? 200 : 410);
        QCOMPARE(statusOf(client.poll()), isGood ? 200 : 410);
        QCOMPARE(client.token == aged, isGood);
        // The session itself is none the worse.
        client.token = good;
        QCOMPARE(client.post(push), 200);
        QCOMPARE(client.messages().size(), 1);
    }
    // Phoenix looks at the signature and the age only (protocol.md §4.2, §4.7): who has the token
    // has the session, as behind a mobile network that changes addresses.
    void aTokenIsGoodFromAnyAddress()
    {
        PollClient client = m_server.joined("room:foreign");
        const QByteArray token = client.token;
        m_server.endpoint.broadcast("room:foreign", "x", {});

        client.from = QHostAddress(QStringLiteral("127.0.0.2"));

        QCOMPARE(client.post(R"(["1","2","room:foreign","ack",{}])"), 200);
        QCOMPARE(client.messages().size(), 2);
        QCOMPARE(client.token, token);
    }
    void aTokenThatIsAListIsIgnored()
    {
        PollClient client = m_server.client();
        client.query = "vsn=2.0.0&token[]=a";
        QCOMPARE(client.post("[]"), 410);
    }
    void items154To156ABatchIsHandledInOrder()
    {
        PollClient client = m_server.joined("room:batch");
        const QByteArray push = QByteArray::fromHex("0001010a03") + "12room:batchbin" + "\x05\x06";
        const QByteArray batch = R"(["1","a","room:batch","ack",{}])"
                                 "\r\n"
            + push.toBase64() + '\n' + R"([null,"b","phoenix","heartbeat",{}])";

        QCOMPARE(client.post(batch, "application/x-ndjson"), 200);

        const QJsonArray texts = client.poll().value(QLatin1String("messages")).toArray();
        QCOMPARE(texts.size(), 3);
        QVERIFY(texts.at(0).toString().contains(QLatin1String("\"a\"")));
        QVERIFY(texts.at(1).toString().startsWith(QChar(1)));
        QVERIFY(texts.at(2).toString().contains(QLatin1String("heartbeat")) == false);
    }
    void item155OnlyAHundredOfABatchAreHandled()
    {
        PollClient client = m_server.joined("room:hundred");
        QByteArray batch;
        for (int i = 0; i < 150; ++i)
            batch += "[null,\"" + QByteArray::number(i) + "\",\"phoenix\",\"heartbeat\",{}]\n";

        QCOMPARE(client.post(batch.chopped(1), "application/x-ndjson"), 200);

        QCOMPARE(client.messages().size(), 100);
    }
    void item157ABadLineLeavesTheSessionAlone()
    {
        PollClient client = m_server.joined("room:bad");

        QCOMPARE(client.post("!!!", "application/x-ndjson"), 500);

        QCOMPARE(client.post(R"(["1","2","room:bad","ack",{}])"), 200);
        QCOMPARE(client.messages().size(), 1);
    }
    void item161AnErrorReplyIsNoErrorOfThePost()
    {
        PollClient client = m_server.joined("room:error");

        QCOMPARE(client.post(R"(["1","2","room:error","nack",{}])"), 200);

        QCOMPARE(client.messages(),
                 (QJsonArray {frame(
                     R"(["1","2","room:error","phx_reply",{"status":"error","response":{}}])")}));
    }
    void item165ARefusalIsAStatusInTheBody_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("origin");
        QTest::newRow("connect: error") << QByteArray("reject=true&vsn=2.0.0") << QByteArray();
        QTest::newRow("connect: a reason") << QByteArray("ratelimit=true") << QByteArray();
        QTest::newRow("vsn") << QByteArray("vsn=9.9.9") << QByteArray();
        QTest::newRow("origin") << QByteArray("vsn=2.0.0") << QByteArray("http://evil.example");
    }
    void item165ARefusalIsAStatusInTheBody()
    {
        QFETCH(const QByteArray, query);
        QFETCH(const QByteArray, origin);
        PollClient client = m_server.client();
        client.query = query;

        const HttpAnswer answer =
            client.request("GET", origin.isEmpty() ? Fields {} : Fields {{"origin", origin}});

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"status":403})"));
    }
    void items167And168Preflight()
    {
        PollClient client = m_server.client();

        const HttpAnswer allowed =
            client.request("OPTIONS", {{"access-control-request-headers", "content-type, x-foo"}});
        QCOMPARE(allowed.status, 200);
        QCOMPARE(allowed.body, QByteArray());
        QCOMPARE(allowed.field("access-control-allow-headers"), QByteArray("content-type, x-foo"));
        QCOMPARE(allowed.field("access-control-allow-methods"), QByteArray("get, post, options"));
        QCOMPARE(allowed.field("access-control-max-age"), QByteArray("3600"));

        const HttpAnswer refused = client.request("OPTIONS", {{"origin", "http://evil.example"}});
        QCOMPARE(refused.body, QByteArray(R"({"status":403})"));
    }
    void answersOfTheProtocolAreForEveryPage_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isForAll");
        const auto row = [](const char *name, const char *method, const char *query,
                            const char *body, int status, bool isForAll) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(query) << QByteArray(body)
                                << status << isForAll;
        };
        row("a new session", "GET", "vsn=2.0.0", "", 200, true);
        row("a refused one", "GET", "vsn=2.0.0&reject=true", "", 200, true);
        row("a wrong version", "GET", "vsn=3.0.0", "", 200, true);
        row("a POST without a session", "POST", "vsn=2.0.0", "[]", 200, true);
        row("a preflight", "OPTIONS", "", "", 200, true);
        row("another method", "PUT", "", "", 400, true);
        row("HEAD", "HEAD", "", "", 400, true);
        row("a query that cannot be decoded", "GET", "%ff", "", 400, false);
    }
    void answersOfTheProtocolAreForEveryPage()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, query);
        QFETCH(const QByteArray, body);
        QFETCH(const int, status);
        QFETCH(const bool, isForAll);
        PollClient client = m_server.client();
        client.query = query;

        const HttpAnswer answer = client.request(method, {{"origin", "http://localhost"}}, body);

        QCOMPARE(answer.status, status);
        QCOMPARE(answer.field("access-control-allow-origin"),
                 isForAll ? QByteArray("*") : QByteArray());
        // Never together with "*": no page may use the cookies of another.
        QCOMPARE(answer.field("access-control-allow-credentials"), QByteArray());
    }
    void item169OtherMethodsAreBadRequests_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"PUT", "DELETE", "PATCH", "HEAD", "TRACE", "get", "BREW"})
            QTest::newRow(method) << QByteArray(method);
    }
    void item169OtherMethodsAreBadRequests()
    {
        QFETCH(const QByteArray, method);
        PollClient client = m_server.client();
        QCOMPARE(client.request(method).status, 400);
    }
    void item172AV1SessionSpeaksV1()
    {
        PollClient client = m_server.client();
        client.query = "vsn=1.0.0";
        client.poll();
        client.query = "vsn=2.0.0"; // of later requests does not matter

        QCOMPARE(client.post(R"({"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"})"),
                 200);

        const QJsonArray texts = client.poll().value(QLatin1String("messages")).toArray();
        QCOMPARE(QJsonDocument::fromJson(texts.at(0).toString().toUtf8())[QLatin1String("ref")]
                     .toString(),
                 QStringLiteral("7"));
    }
    void item173TheAuthTokenComesInAField()
    {
        PollClient client = m_server.client("/auth/longpoll");
        client.poll({{"x-phoenix-authtoken", "1234"}});

        QCOMPARE(client.post(R"(["1","1","exact","phx_join",{}])"), 200);

        QCOMPARE(
            client.messages(),
            (QJsonArray {frame(
                R"(["1","1","exact","phx_reply",{"status":"ok","response":{"auth_token":"1234"}}])")}));
    }
};

PHX_TEST_CLASS(LongPollServerTest)

} // namespace phx::test

#include "tst_longpollserver.moc"
