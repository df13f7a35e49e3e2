// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/http/parserplay.h"
#include "tests/support/testcase.h"

namespace phx::http {

namespace {

constexpr int Passes = 0; //!< status in the tables: a request
constexpr int Waits = -1; //!< neither a request nor a refusal yet

QByteArray withField(const QByteArray &line)
{
    return "GET / HTTP/1.1\r\nhost: localhost\r\n" + line + "\r\n\r\n";
}

QByteArray withHost(const QByteArray &host)
{
    return "GET / HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
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

//! reliability.md §5.1: each row whole and byte by byte gives the same answer.
class BadRequestTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void answersAsTheTableSays_data();
    void answersAsTheTableSays();

private:
    void addRequestLines();
    void addHosts();
    void addHeaderSyntax();
    void addSizes();
    void addBodies();
    void addForeignProtocols();
};

void BadRequestTest::answersAsTheTableSays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    addRequestLines();
    addHosts();
    addHeaderSyntax();
    addSizes();
    addBodies();
    addForeignProtocols();
}

void BadRequestTest::answersAsTheTableSays()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);

    const Outcome whole = play(bytes, bytes.size());
    const Outcome single = play(bytes, 1);

    QCOMPARE(whole.refused, status > 0 ? status : 0);
    if (status == Passes)
        QCOMPARE(whole.requests.size(), 1);
    else if (status == Waits)
        QCOMPARE(whole.requests.size(), 0);
    QCOMPARE(shown(single), shown(whole));
}

void BadRequestTest::addRequestLines()
{
    const auto row = [](const char *name, const QByteArray &line, int status) {
        QTest::newRow(name) << QByteArray(line + "\r\nhost: localhost\r\n\r\n") << status;
    };
    row("H-RL get", "GET / HTTP/1.1", Passes);
    row("H-RL lower-case method is another method", "get / HTTP/1.1", Passes);
    row("H-RL 1.0", "GET / HTTP/1.0", Passes);
    row("H-RL 0.9 without a version", "GET /", 400);
    row("H-RL HTTP/0.9", "GET / HTTP/0.9", 505);
    row("H-RL HTTP/1.2", "GET / HTTP/1.2", 505);
    row("H-RL HTTP/2.0", "GET / HTTP/2.0", 505);
    row("H-RL HTTP/9.9", "GET / HTTP/9.9", 505);
    row("H-RL HTTP/inf", "GET / HTTP/inf", 505);
    row("H-RL HTTP/1e9", "GET / HTTP/1e9", 505);
    row("H-RL HTTP/1.10", "GET / HTTP/1.10", 505);
    row("H-RL lower-case version", "GET / http/1.1", 400);
    row("H-RL XXXX/1.1", "GET / XXXX/1.1", 400);
    row("H-RL tabs", "GET\t/\tHTTP/1.1", 400);
    row("H-RL tab and space", "GET /\tx HTTP/1.1", 400);
    row("H-RL two spaces", "GET  / HTTP/1.1", 400);
    row("H-RL space at the end", "GET / HTTP/1.1 ", 400);
    row("H-RL four words", "GET / x HTTP/1.1", 400);
    row("H-RL absolute target", "GET http://localhost/ HTTP/1.1", 400);
    row("H-RL absolute target with a user", "GET http://a@localhost/ HTTP/1.1", 400);
    row("H-RL authority target", "CONNECT localhost:4000 HTTP/1.1", 400);
    row("H-RL asterisk", "OPTIONS * HTTP/1.1", Passes);
    row("H-RL asterisk for GET", "GET * HTTP/1.1", 400);
    row("H-RL fragment", "GET /a#b HTTP/1.1", 400);
    row("H-RL raw 8-bit byte", "GET /\xff HTTP/1.1", 400);
    row("H-RL raw 8-bit byte in the query", "GET /?a=\xe4 HTTP/1.1", 400);
    row("H-RL %zz in the path", "GET /%zz HTTP/1.1", 400);
    row("H-RL % at the end of the path", "GET /a%2 HTTP/1.1", 400);
    row("H-RL %00 in the path", "GET /%00 HTTP/1.1", 400);
    row("H-RL %zz in the query", "GET /?vsn=%zz HTTP/1.1", Passes);
    row("H-RL empty target", "GET  HTTP/1.1", 400);
    row("H-RL method with a separator", "G(T / HTTP/1.1", 400);
    row("H-RL empty line first", "\r\nGET / HTTP/1.1", 400);
    const auto ofLength = [](qsizetype length) {
        return "GET /" + QByteArray(length - 14, 'a') + " HTTP/1.1";
    };
    row("H-RL 8191 bytes", ofLength(8'191), Passes);
    row("H-RL 8192 bytes", ofLength(8'192), Passes);
    row("H-RL 8193 bytes", ofLength(8'193), 414);
    row("H-RL 9000 bytes", ofLength(9'000), 414);
}

void BadRequestTest::addHosts()
{
    const auto row = [](const char *name, const QByteArray &host, int status) {
        QTest::newRow(name) << withHost(host) << status;
    };
    row("H-HO name", "localhost", Passes);
    row("H-HO upper case", "LOCALHOST:4000", Passes);
    row("H-HO IPv4", "127.0.0.1:4000", Passes);
    row("H-HO IPv6", "[::1]:4000", Passes);
    row("H-HO trailing dot", "localhost.", Passes);
    row("H-HO empty", "", 400);
    row("H-HO port 0", "localhost:0", 400);
    row("H-HO port 99999", "localhost:99999", 400);
    row("H-HO port of letters", "localhost:abc", 400);
    row("H-HO no port behind the colon", "localhost:", 400);
    row("H-HO two ports", "localhost:1:2", 400);
    row("H-HO path", "localhost/x", 400);
    row("H-HO user", "a@localhost", 400);
    row("H-HO list", "localhost, evil", 400);
    row("H-HO IPv6 with a zone", "[fe80::1%25lo]", 400);
    row("H-HO IPv6 without an end", "[::1", 400);
    row("H-HO IPv6 without brackets", "::1", 400);
    row("H-HO raw IDN", "m\xc3\xbcnchen", 400);
    row("H-HO blank inside", "local host", 400);
    QTest::newRow("H-HO missing") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("H-HO missing in 1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << Passes;
    QTest::newRow("H-HO two equal") << withField("host: localhost") << 400;
    QTest::newRow("H-HO two different") << withField("Host: evil") << 400;
}

void BadRequestTest::addHeaderSyntax()
{
    const auto row = [](const char *name, const QByteArray &line, int status) {
        QTest::newRow(name) << withField(line) << status;
    };
    row("H-HS empty value", "x:", Passes);
    row("H-HS UTF-8 value, as cookies are", "cookie: a=\xc3\xa9", Passes);
    row("H-HS tab in the value", "x: a\tb", Passes);
    row("H-HS 8-bit value", "x: \xff", 400);
    row("H-HS space before the colon", "x : a", 400);
    row("H-HS no colon", "x", 400);
    row("H-HS empty name", ": a", 400);
    row("H-HS control character",
        "x: a\x01"
        "b",
        400);
    row("H-HS delete character", "x: a\x7f", 400);
    row("H-HS NUL", QByteArray("x: a\0b", 6), 400);
    row("H-HS bare carriage return", "x: a\rb: c", 400);
    row("H-HS two carriage returns", "x: a\r", 400);
    row("H-HS folded line", "x: a\r\n b", 400);
    row("H-HS folded line with a tab", "x: a\r\n\tb", 400);
    row("H-HS separator in the name", "x[y]: a", 400);
    row("H-HS UTF-8 name", "\xc3\xa9: a", 400);
    row("H-HS expectation", "expect: 100-continue", 417);
    QTest::newRow("H-HS bare line feed") << QByteArray("GET / HTTP/1.1\nhost: a\n\n") << 400;
    QTest::newRow("H-HS bare line feed behind a field")
        << QByteArray("GET / HTTP/1.1\r\nhost: a\n\r\n") << 400;
    QTest::newRow("H-HS folded first field")
        << QByteArray("GET / HTTP/1.1\r\n host: a\r\n\r\n") << 400;
    QTest::newRow("H-HS unfinished") << QByteArray("GET / HTTP/1.1\r\nhost: a\r\n") << Waits;
}

void BadRequestTest::addSizes()
{
    const auto withFields = [](int count) {
        QByteArray bytes = "GET / HTTP/1.1\r\nhost: localhost\r\n";
        for (int i = 1; i < count; ++i)
            bytes += "x:\r\n";
        return QByteArray(bytes + "\r\n");
    };
    QTest::newRow("H-SZ 63 fields") << withFields(63) << Passes;
    QTest::newRow("H-SZ 64 fields") << withFields(64) << Passes;
    QTest::newRow("H-SZ 65 fields") << withFields(65) << 431;
    QTest::newRow("H-SZ 10000 empty fields") << withFields(10'000) << 431;

    const auto withLine = [](qsizetype length) {
        return withField("x: " + QByteArray(length - 3, 'a'));
    };
    QTest::newRow("H-SZ field of 8191") << withLine(8'191) << Passes;
    QTest::newRow("H-SZ field of 8192") << withLine(8'192) << Passes;
    QTest::newRow("H-SZ field of 8193") << withLine(8'193) << 431;

    const auto ofSize = [](qsizetype size) {
        const QByteArray start = "GET / HTTP/1.1\r\nhost: localhost\r\na: " + QByteArray(8'000, 'a')
            + "\r\nb: " + QByteArray(4'000, 'b') + "\r\nc: ";
        return QByteArray(start + QByteArray(size - start.size() - 4, 'c') + "\r\n\r\n");
    };
    QTest::newRow("H-SZ head of 16383") << ofSize(16'383) << Passes;
    QTest::newRow("H-SZ head of 16384") << ofSize(16'384) << Passes;
    QTest::newRow("H-SZ head of 16385") << ofSize(16'385) << 431;
}

void BadRequestTest::addBodies()
{
    const auto length = [](const char *name, const QByteArray &value, int status) {
        QTest::newRow(name) << post("content-length: " + value + "\r\n", "12345") << status;
    };
    length("H-SM length", "5", Passes);
    length("H-SM length with zeros", "0005", Passes);
    length("H-SM longer than the body", "6", Waits);
    length("H-SM +5", "+5", 400);
    length("H-SM 5,5", "5,5", 400);
    length("H-SM 0x5", "0x5", 400);
    length("H-SM -1", "-1", 400);
    length("H-SM 5 5", "5 5", 400);
    length("H-SM empty", "", 400);
    length("H-SM 2^63", "9223372036854775808", 400);
    length("H-SM above the limit", "8000001", 413);
    const auto fields = [](const char *name, const QByteArray &lines, int status) {
        QTest::newRow(name) << post(lines, "5\r\n12345\r\n0\r\n\r\n") << status;
    };
    fields("H-SM chunked", "Transfer-Encoding: CHUNKED\r\n", Passes);
    fields("H-SM two lengths", "content-length: 5\r\ncontent-length: 5\r\n", 400);
    fields("H-SM two different lengths", "content-length: 5\r\ncontent-length: 6\r\n", 400);
    fields("H-SM both", "content-length: 5\r\ntransfer-encoding: chunked\r\n", 400);
    fields("H-SM chunked twice", "transfer-encoding: chunked, chunked\r\n", 400);
    fields("H-SM chunked in two lines",
           "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n", 400);
    fields("H-SM chunked, identity", "transfer-encoding: chunked, identity\r\n", 400);
    fields("H-SM gzip, chunked", "transfer-encoding: gzip, chunked\r\n", 501);
    fields("H-SM xchunked", "transfer-encoding: xchunked\r\n", 501);
    fields("H-SM no coding", "transfer-encoding:\r\n", 400);
    fields("H-SM body with an upgrade", "upgrade: websocket\r\ncontent-length: 5\r\n", 400);
    fields("H-SM chunks with an upgrade", "upgrade: websocket\r\ntransfer-encoding: chunked\r\n",
           400);
    QTest::newRow("H-SM chunked in 1.0")
        << QByteArray("POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n") << 400;
    const auto chunks = [](const char *name, const QByteArray &body, int status) {
        QTest::newRow(name) << chunked(body) << status;
    };
    chunks("H-SM no chunks", "0\r\n\r\n", Passes);
    chunks("H-SM sizes in both cases", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", Passes);
    chunks("H-SM bad size", "x\r\n", 400);
    chunks("H-SM no size", "\r\n", 400);
    chunks("H-SM size with a sign", "+1\r\na\r\n", 400);
    chunks("H-SM size with 0x", "0x1\r\na\r\n", 400);
    chunks("H-SM huge size", "ffffffffffffffff\r\n", 413);
    chunks("H-SM endless size", QByteArray(17, '0'), 400);
    chunks("H-SM extension", "1;a=b\r\na\r\n0\r\n\r\n", 400);
    chunks("H-SM bare line feed", "1\na\n0\n\n", 400);
    chunks("H-SM longer than its size", "1\r\nab\r\n0\r\n\r\n", 400);
    chunks("H-SM trailers", "0\r\nx: y\r\n\r\n", 400);
}

void BadRequestTest::addForeignProtocols()
{
    QTest::newRow("H-FP TLS hello") << QByteArray("\x16\x03\x01\x02", 4) << 400;
    QTest::newRow("H-FP SSH") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << 400;
    QTest::newRow("H-FP HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("H-FP SOCKS 4") << QByteArray("\x04\x01\x00\x50", 4) << 400;
    QTest::newRow("H-FP SOCKS 5") << QByteArray("\x05\x01\x00", 3) << 400;
    QTest::newRow("H-FP RDP") << QByteArray("\x03\x00\x00\x13", 4) << 400;
    QTest::newRow("H-FP SMB") << QByteArray("\x00\x00\x00\x85\xff"
                                            "SMB",
                                            8)
                              << 400;
    QTest::newRow("H-FP MQTT") << QByteArray("\x10\x0c\x00\x04MQTT", 8) << 400;
}

PHX_TEST_CLASS(BadRequestTest)

} // namespace phx::http

#include "tst_badrequest.moc"
