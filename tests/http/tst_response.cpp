// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/response.h"
#include "tests/support/testcase.h"

#include <QRegularExpression>

namespace phx::http {

class ResponseTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void looksLikeBanditsAnswers();
    void hasNoLengthForHead();
    void lengthAndBodyAreLeftOutOf101();
    void aPeersLineBreaksCannotBecomeFields();
    void theDateIsAnImfFixdate();
};

namespace {

QByteArray withoutDate(QByteArray bytes)
{
    const qsizetype at = bytes.indexOf("date: ");
    return bytes.remove(at, bytes.indexOf("\r\n", at) + 2 - at);
}

} // namespace

void ResponseTest::looksLikeBanditsAnswers()
{
    const Response response {.status = 404,
                             .fields = {{"cache-control", "max-age=0, private, must-revalidate"}},
                             .body = "not found"};

    QCOMPARE(withoutDate(serialize(response, false)),
             QByteArray("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 9\r\n"
                        "cache-control: max-age=0, private, must-revalidate\r\n\r\nnot found"));
    QVERIFY(!serialize(response, true).contains("connection"));
}

void ResponseTest::hasNoLengthForHead()
{
    const Response response {.status = 400, .fields = {}, .body = "text", .headOnly = true};

    QCOMPARE(withoutDate(serialize(response, true)),
             QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n"));
}

void ResponseTest::lengthAndBodyAreLeftOutOf101()
{
    const Response response {.status = 101, .fields = {{"upgrade", "websocket"}}, .body = {}};

    QCOMPARE(withoutDate(serialize(response, true)),
             QByteArray("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n"));
}

void ResponseTest::aPeersLineBreaksCannotBecomeFields()
{
    const Response response {.status = 200,
                             .fields = {{"x\r\ny", QByteArray("a\r\nset-cookie: b\0\x7f", 18)}},
                             .body = {}};

    const QByteArray bytes = serialize(response, true);

    QVERIFY(bytes.contains("\r\nxy: aset-cookie: b\r\n"));
}

void ResponseTest::theDateIsAnImfFixdate()
{
    const QRegularExpression form(QStringLiteral(
        "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z][a-z] \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$"));

    QVERIFY(form.match(QString::fromLatin1(dateNow())).hasMatch());
}

PHX_TEST_CLASS(ResponseTest)

} // namespace phx::http

#include "tst_response.moc"
