// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/websocketurl.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::WebSocketUrl;

class WebSocketUrlTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void urlsAreReadAsBrowsersDo_data();
    void urlsAreReadAsBrowsersDo();
    void namesAndPasswordsAreDecoded();
};

void WebSocketUrlTest::urlsAreReadAsBrowsersDo_data()
{
    QTest::addColumn<QByteArray>("expected"); // scheme, host, port, field Host, target
    const auto row = [](const char *url, const char *expected) {
        QTest::newRow(url) << QByteArray(expected);
    };
    row("ws://example.com", "ws example.com 80 example.com /");
    row("wss://example.com/a", "wss example.com 443 example.com /a");
    row("http://example.com:80/", "ws example.com 80 example.com /");
    row("https://example.com:80/", "wss example.com 80 example.com:80 /");
    row("WSS://EXAMPLE.com:443/A?B", "wss example.com 443 example.com /A?B");
    row("ws://[::1]:4000/socket", "ws ::1 4000 [::1]:4000 /socket");
    row("ws://[2001:db8::1]/", "ws 2001:db8::1 80 [2001:db8::1] /");
    row("ws://[fe80::1%25eth0]/", "ws fe80::1%eth0 80 [fe80::1] /");
    row("ws://127.0.0.1:4000?a=/b", "ws 127.0.0.1 4000 127.0.0.1:4000 /?a=/b");
    row("ws://b%C3%BCcher.example/", "ws xn--bcher-kva.example 80 xn--bcher-kva.example /");
    row("ws://a@b.example/c@d:1/", "ws b.example 80 b.example /c@d:1/");
}

void WebSocketUrlTest::urlsAreReadAsBrowsersDo()
{
    QFETCH(const QByteArray, expected);

    const auto url = WebSocketUrl::parse(QTest::currentDataTag());

    QVERIFY(url);
    const WebSocketUrl &parts = url.value();
    QCOMPARE((parts.isTls ? "wss " : "ws ") + parts.host.toUtf8() + ' '
                 + QByteArray::number(parts.port) + ' ' + parts.authority + ' ' + parts.target,
             expected);
}

void WebSocketUrlTest::namesAndPasswordsAreDecoded()
{
    const auto infoOf = [](const char *url) { return WebSocketUrl::parse(url).value().userInfo; };

    QCOMPARE(infoOf("ws://example.com/"), QByteArray());
    QCOMPARE(infoOf("ws://ann@example.com/"), QByteArray("ann:"));
    QCOMPARE(infoOf("ws://ann:p%3Aw%C3%A9@example.com/"), QByteArray("ann:p:wé"));
}

PHX_TEST_CLASS(WebSocketUrlTest)

} // namespace phx::test

#include "tst_websocketurl.moc"
