// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/messageencryptor.h"
#include "server/protocol/token.h"
#include "server/socket/plugsession.h"
#include "tests/support/testcase.h"

namespace phx::test {

using server::PlugSession;
using server::PlugSessionConfig;

//! The session of a Phoenix application in connect_info: protocol.md §1.9, item 40.
class PlugSessionTest : public TestCase
{
    Q_OBJECT

private:
    //! Made by an independent PBKDF2 and HMAC.
    const QByteArray m_cookie = "SFMyNTY."
                                "g3QAAAACbQAAAAtfY3NyZl90b2tlbm0AAAAYQWJDZEVmR2hJaktsTW5PcFFyU3RVdl"
                                "d4bQAAAAd1c2VyX2lkYQc.pmzed8TMSye_9BRTA8NsgIH9AErlM4pBpoM6zWW5vXs";
    const QByteArray m_csrfToken = "Oxs7EzMTMxs7GzsDIwMjGzsbOxMzEzMbzyxwvutsrqponmlkjihgfedc";
    const QByteArray m_content =
        QByteArray::fromHex("8374000000026d0000000b5f637372665f746f6b656e6d000000184162436445664768"
                            "496a4b6c4d6e4f7051725374557657786d00000007757365725f69646107");
    const QByteArray m_secret = QByteArray("abcdefgh").repeated(8);

    static http::Request withCookie(const QByteArray &value)
    {
        http::Request request;
        request.fields = {{"host", "localhost"}, {"cookie", value}};
        return request;
    }

private Q_SLOTS:
    void item40ASessionNeedsItsCsrfToken()
    {
        const PlugSession session({.key = "_app_key", .signingSalt = "sess_sign"}, m_secret);
        const auto request = withCookie("other=1; _app_key=" + m_cookie);

        const auto found = session.read(request, m_csrfToken);
        QVERIFY(found);
        QCOMPARE(found->value(QLatin1String("user_id")).toInt(), 7);

        QVERIFY(!session.read(request, {}));
        QVERIFY(!session.read(request, m_csrfToken.chopped(1) + 'x'));
        QVERIFY(!session.read(request, "AbCdEfGhIjKlMnOpQrStUvWx"));
    }
    void item40WithoutTheCheckTheCookieIsEnough()
    {
        const PlugSession session(
            {.key = "_app_key", .signingSalt = "sess_sign", .checkCsrf = false}, m_secret);
        QVERIFY(session.read(withCookie("_app_key=" + m_cookie), {}));
        QVERIFY(!session.read(withCookie("_app_key=" + m_cookie.chopped(1)), {}));
        QVERIFY(!session.read(withCookie("_other_key=" + m_cookie), {}));
        QVERIFY(!session.read({}, {}));
    }
    void anotherSecretOrSaltReadsNothing()
    {
        const auto request = withCookie("_app_key=" + m_cookie);
        const PlugSessionConfig good {
            .key = "_app_key", .signingSalt = "sess_sign", .checkCsrf = false};
        PlugSessionConfig salted = good;
        salted.signingSalt = "other";
        QVERIFY(!PlugSession(salted, m_secret).read(request, {}));
        QVERIFY(!PlugSession(good, m_secret + 'x').read(request, {}));
    }
    void anEncryptedCookieIsRead()
    {
        const PlugSession session(
            {.key = "_app_key", .signingSalt = "sess_sign", .encryptionSalt = "sess_crypt"},
            m_secret);
        const QByteArray cookie = protocol::messageencryptor::encrypt(
            m_content, protocol::Token(m_secret, "sess_crypt").key(), QByteArray(24, 'i'));

        QVERIFY(session.read(withCookie("_app_key=" + cookie), m_csrfToken));
        QVERIFY(!session.read(withCookie("_app_key=" + m_cookie), m_csrfToken));
    }
};

PHX_TEST_CLASS(PlugSessionTest)

} // namespace phx::test

#include "tst_plugsession.moc"
