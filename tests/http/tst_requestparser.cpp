// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/http/parserplay.h"
#include "tests/support/testcase.h"

namespace phx::http {

namespace {

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nhost: localhost\r\n\r\n";
}

QByteArray withField(const QByteArray &line)
{
    return "GET / HTTP/1.1\r\nhost: localhost\r\n" + line + "\r\n\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nhost: localhost\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("transfer-encoding: chunked\r\n", body);
}

} // namespace

class RequestParserTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void takesARequestApart();
    void readsBodies();
    void readsPipelinedRequests();
    void leavesTheBytesBehindTheHandshake();
    void keepsTheConnectionAsTheVersionSays_data();
    void keepsTheConnectionAsTheVersionSays();
    void joinsFieldsOfOneNameInAList();
    void repeatsItsRefusal();
};

void RequestParserTest::takesARequestApart()
{
    const QByteArray head = "GET /a%20b/c?vsn=%zz&x HTTP/1.1\r\n"
                            "Host: localhost:4000\r\nX-Thing: \t one two \t\r\n\r\n";

    const Outcome outcome = play(head, head.size());

    QCOMPARE(outcome.requests.size(), 1);
    const Request &request = outcome.requests.first();
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.target, QByteArray("/a%20b/c?vsn=%zz&x"));
    QCOMPARE(request.path, QByteArray("/a%20b/c"));
    QCOMPARE(request.query, QByteArray("vsn=%zz&x"));
    QCOMPARE(request.minorVersion, 1);
    QCOMPARE(request.head, head);
    QCOMPARE(request.field("host"), QByteArray("localhost:4000"));
    QCOMPARE(request.field("x-thing"), QByteArray("one two"));
    QVERIFY(request.field("absent").isNull());
    QVERIFY(!request.hasField("absent"));
}

void RequestParserTest::readsBodies()
{
    const Outcome counted = play(post("content-length: 5\r\n", "hello"), 3);
    const Outcome inChunks = play(chunked("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"), 3);

    QCOMPARE(counted.requests.size(), 1);
    QCOMPARE(counted.requests.first().body, QByteArray("hello"));
    QCOMPARE(inChunks.requests.size(), 1);
    QCOMPARE(inChunks.requests.first().body, QByteArray("hello"));
}

void RequestParserTest::readsPipelinedRequests()
{
    QByteArray bytes;
    for (int i = 0; i < 100; ++i)
        bytes +=
            i % 2 == 0 ? get("/" + QByteArray::number(i)) : post("content-length: 2\r\n", "hi");

    const Outcome outcome = play(bytes, bytes.size());

    QCOMPARE(outcome.requests.size(), 100);
    QCOMPARE(outcome.requests[98].target, QByteArray("/98"));
    QCOMPARE(outcome.requests[99].body, QByteArray("hi"));
}

void RequestParserTest::leavesTheBytesBehindTheHandshake()
{
    RequestParser parser;
    const QByteArray head = get("/socket/websocket");
    qsizetype consumed = 0;

    const auto result = parser.feed(head + QByteArray("\x81\x80 frames"), consumed);

    QVERIFY(std::holds_alternative<Request>(result));
    QCOMPARE(consumed, head.size());
    QVERIFY(parser.isIdle());
}

void RequestParserTest::keepsTheConnectionAsTheVersionSays_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("1.1") << QByteArray("1.1") << QByteArray("x") << true;
    QTest::newRow("1.1 close") << QByteArray("1.1") << QByteArray("a, Close") << false;
    QTest::newRow("1.0") << QByteArray("1.0") << QByteArray("x") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("1.0") << QByteArray("Keep-Alive") << true;
}

void RequestParserTest::keepsTheConnectionAsTheVersionSays()
{
    QFETCH(const QByteArray, version);
    QFETCH(const QByteArray, connection);
    QFETCH(const bool, keeps);

    const Outcome outcome =
        play("GET / HTTP/" + version + "\r\nhost: a\r\nconnection: " + connection + "\r\n\r\n", 7);

    QCOMPARE(outcome.requests.size(), 1);
    QCOMPARE(outcome.requests.first().keepAlive, keeps);
}

void RequestParserTest::joinsFieldsOfOneNameInAList()
{
    const Outcome outcome = play(withField("connection: keep-alive, ,Upgrade\r\nCONNECTION: x"), 5);

    QCOMPARE(outcome.requests.size(), 1);
    QCOMPARE(outcome.requests.first().list("connection"),
             (QList<QByteArray> {"keep-alive", "Upgrade", "x"}));
}

void RequestParserTest::repeatsItsRefusal()
{
    RequestParser parser;
    qsizetype consumed = 0;
    QVERIFY(std::holds_alternative<Refusal>(parser.feed("GET /\r\n", consumed)));

    const auto again = parser.feed(get("/"), consumed);

    QVERIFY(std::holds_alternative<Refusal>(again));
}

PHX_TEST_CLASS(RequestParserTest)

} // namespace phx::http

#include "tst_requestparser.moc"
