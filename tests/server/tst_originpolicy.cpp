// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/originpolicy.h"
#include "tests/support/testcase.h"

using phx::server::isOriginAllowed;
using phx::server::OriginPolicy;
using phx::server::RequestHost;

Q_DECLARE_METATYPE(phx::server::OriginPolicy)

//! protocol.md §12, items 22 to 30: the numbers stand in the rows' names.
class OriginPolicyTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item29APolicyOfOnesOwnIsAskedAboutEveryOrigin()
    {
        QByteArrayList asked;
        const OriginPolicy policy {.mode = OriginPolicy::Mode::Function,
                                   .allows = [&asked](const phx::server::Origin &origin) {
                                       asked.append(origin.scheme + '|' + origin.host + '|'
                                                    + QByteArray::number(origin.port));
                                       return origin.host.isEmpty() || origin.host == "a.example";
                                   }};
        const RequestHost request {"http", "example.com", 80};

        QVERIFY(isOriginAllowed(policy, "null", "localhost", request));
        QVERIFY(isOriginAllowed(policy, "HTTPS://a.example:81/path", "localhost", request));
        QVERIFY(!isOriginAllowed(policy, "http://b.example", "localhost", request));
        QVERIFY(isOriginAllowed(policy, QByteArray(), "localhost", request));
        QVERIFY(!isOriginAllowed(policy, "http://evil@a.example", "localhost", request));
        QVERIFY(!isOriginAllowed({.mode = OriginPolicy::Mode::Function}, "null", "x", request));

        QCOMPARE(asked, (QByteArrayList {"||0", "https|a.example|81", "http|b.example|80"}));
    }
    void items22To28And30DecideAsPhoenixDoes_data()
    {
        QTest::addColumn<OriginPolicy>("policy");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");

        const OriginPolicy host {};
        const OriginPolicy any {OriginPolicy::Mode::Any, {}};
        const OriginPolicy same {OriginPolicy::Mode::SameHost, {}};
        const OriginPolicy list {OriginPolicy::Mode::List,
                                 {"//example.com", "http://scheme.com", "//port.com:81"}};
        const OriginPolicy wild {OriginPolicy::Mode::List, {"https://*.ex.com"}};
        const OriginPolicy exact {OriginPolicy::Mode::List, {"//ex.com"}};
        const auto row = [](const char *name, const OriginPolicy &policy, const char *origin,
                            bool allowed) {
            QTest::newRow(name) << policy << QByteArray(origin) << allowed;
        };
        row("22 absent", host, nullptr, true);
        row("22 absent, list", list, nullptr, true);
        row("23 http", host, "http://localhost", true);
        row("23 https and a port", host, "https://localhost:9999", true);
        row("23 unknown scheme", host, "x://localhost", true);
        row("23 no scheme", host, "//localhost", true);
        row("24 literal", host, "http://127.0.0.1", false);
        row("24 null", host, "null", false);
        row("24 file", host, "file://", false);
        row("24 empty", host, "", false);
        row("24 no slashes", host, "localhost", false);
        row("24 upper case", host, "http://LOCALHOST", false);
        row("24 subdomain", host, "http://sub.localhost", false);
        row("25 any scheme", list, "http://example.com", true);
        row("25 any scheme, https", list, "https://example.com", true);
        row("25 scheme", list, "http://scheme.com", true);
        row("25 port", list, "http://port.com:81", true);
        row("25 other host", list, "http://notallowed.com", false);
        row("25 other scheme", list, "https://scheme.com", false);
        row("25 scheme implies its port", list, "http://scheme.com:8080", false);
        row("25 other port", list, "http://port.com:82", false);
        row("26 the domain itself", wild, "https://ex.com", true);
        row("26 any depth", wild, "https://a.b.ex.com", true);
        row("26 other scheme", wild, "http://a.ex.com", false);
        row("26 only a suffix", wild, "https://prefix-ex.com", false);
        row("27 no wildcard", exact, "http://org1.ex.com", false);
        row("28 same", same, "http://example.com", true);
        row("28 other scheme", same, "https://example.com", false);
        row("28 ws scheme", same, "ws://example.com", false);
        row("28 other host", same, "http://www.example.com", false);
        row("28 other port", same, "http://example.com:4000", false);
        row("30 null", any, "null", true);
        row("userinfo", host, "http://evil@localhost", false);
        row("bad port", host, "http://localhost:99999", false);
        row("port letters", host, "http://localhost:80x", false);
        row("IPv6", {OriginPolicy::Mode::List, {"//[::1]"}}, "http://[::1]:4000", true);
        row("IPv6, other", {OriginPolicy::Mode::List, {"//[::1]:4000"}}, "http://[::1]:4001",
            false);
        row("suffix trick", host, "http://localhost.evil.example", false);
        row("path does not matter", host, "http://localhost/a/b", true);
    }
    void items22To28And30DecideAsPhoenixDoes()
    {
        QFETCH(OriginPolicy, policy);
        QFETCH(QByteArray, origin);
        QFETCH(bool, allowed);

        const bool decided = isOriginAllowed(policy, origin, "localhost",
                                             RequestHost {.host = "example.com", .port = 80});

        QCOMPARE(decided, allowed);
    }
    void anEntryWithoutHostIsAConfigurationError()
    {
        QVERIFY(phx::server::originEntryProblem("//example.com").isEmpty());
        QVERIFY(phx::server::originEntryProblem("example.com").contains(QStringLiteral("no host")));
    }
};

PHX_TEST_CLASS(OriginPolicyTest)
#include "tst_originpolicy.moc"
