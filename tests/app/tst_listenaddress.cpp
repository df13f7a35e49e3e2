// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/listenaddress.h"
#include "tests/support/testcase.h"

using namespace phx;
using namespace phx::app;
using namespace phx::test;

class TestListenAddress : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void listenAddressesAreStrict_data();
    void listenAddressesAreStrict();
};

void TestListenAddress::listenAddressesAreStrict_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical"); // empty: refused
    const auto row = [](const char *text, const char *canonical) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
    };

    row("127.0.0.1:4000", "127.0.0.1:4000");
    row("0.0.0.0:0", "0.0.0.0:0");
    row("localhost:80", "127.0.0.1:80");
    row("[::1]:65535", "[::1]:65535");
    row("[::]:1", "[::]:1");
    row("", "");
    row("4000", "");
    row(":4000", "");
    row("127.0.0.1", "");
    row("127.0.0.1:", "");
    row("127.0.0.1:65536", "");
    row("127.0.0.1:-1", "");
    row("127.0.0.1:+1", "");
    row("127.0.0.1:080", "");
    row("127.0.0.1:80x", "");
    row("127.0.0.1: 80", "");
    row("127.0.0.1:80 ", "");
    row("127.0.0.1:٨٠", "");
    row("127.0.0.1:８０", "");
    row("127.1:80", "");
    row("1:80", "");
    row("0127.0.0.1:80", "");
    row("256.0.0.1:80", "");
    row("::1:80", "");
    row("[::1:80", "");
    row("[127.0.0.1]:80", "");
    row("[::g]:80", "");
    row("example.com:80", "");
}

void TestListenAddress::listenAddressesAreStrict()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);

    const auto address = ListenAddress::parse(text);

    QCOMPARE(address ? address.value().toString() : QString(), canonical);
}

PHX_TEST_CLASS(TestListenAddress)

#include "tst_listenaddress.moc"
