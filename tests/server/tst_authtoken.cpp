// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/authtoken.h"
#include "tests/support/testcase.h"

using phx::server::takeAuthToken;

//! protocol.md §1.8 and §12, items 35 to 38.
class AuthTokenTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item35TakesTheTokenAndLeavesPhoenix()
    {
        const auto offer = takeAuthToken({"phoenix", "base64url.bearer.phx.MTIzNA"});
        QCOMPARE(offer.token, QByteArray("1234"));
        QCOMPARE(offer.protocols, QList<QByteArray> {"phoenix"});
    }
    void item36TheTokenAloneLeavesNothing()
    {
        const auto offer = takeAuthToken({"base64url.bearer.phx.MTIzNA"});
        QCOMPARE(offer.token, QByteArray("1234"));
        QVERIFY(offer.protocols.isEmpty());
    }
    void item37TwoTokensAreNone()
    {
        const QList<QByteArray> offered {"phoenix", "base64url.bearer.phx.MTIzNA",
                                         "base64url.bearer.phx.MTIzNA"};
        const auto offer = takeAuthToken(offered);
        QVERIFY(!offer.token);
        QCOMPARE(offer.protocols, offered);
    }
    void item38OnlyTheStandardAlphabetDecodes()
    {
        QVERIFY(takeAuthToken({"base64url.bearer.phx.-__-"}).isUndecodable);
        QVERIFY(takeAuthToken({"base64url.bearer.phx.!!!"}).isUndecodable);
        QCOMPARE(takeAuthToken({"base64url.bearer.phx.+//+"}).token, QByteArray::fromHex("fbfffe"));
    }
};

PHX_TEST_CLASS(AuthTokenTest)
#include "tst_authtoken.moc"
