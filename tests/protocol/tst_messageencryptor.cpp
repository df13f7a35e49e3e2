// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/messageencryptor.h"
#include "server/protocol/token.h"
#include "tests/support/testcase.h"

namespace phx::test {

using protocol::EtfTerm;
using protocol::Token;

//! Encrypted tokens of Phoenix: protocol.md §7.7, item 260.
class MessageEncryptorTest : public TestCase
{
    Q_OBJECT

private:
    const Token m_token {QByteArray("abcdefgh").repeated(8), "user socket"};
    const QByteArray m_iv = QByteArray::fromHex("4b50d01bd22174d61a163c950452af30bf43570ed3eb1130");
    const QByteArray m_ofElixir =
        "XCP.S1DQG9IhdNYaFjyVBFKvML9DVw7T6xEw1W966dc0243JG2ableeESlQuZBq1Sq3kYTAmjUEOTvPj_"
        "IrJh1V4rzI";
    const std::chrono::milliseconds m_signedAt {1'700'000'000'000};

private Q_SLOTS:
    void item260TheSubkeyIsHChaCha20()
    {
        QCOMPARE(protocol::messageencryptor::hChaCha20(m_token.key(), m_iv.first(16)).toHex(),
                 QByteArray("ee03bd9bb4b3f860a4e517fd4f458009f33460a938c7666d04fc739577fbfcd4"));
    }
    void item260ATokenOfElixirIsDecrypted()
    {
        const auto data = m_token.decrypt(m_ofElixir, m_signedAt);

        QVERIFY(data);
        QCOMPARE(data.value(), EtfTerm::integer(1));
    }
    void item260ATokenOfPlugCrypto1IsDecrypted()
    {
        // Made by an independent AES-GCM with the same key.
        const QByteArray text =
            "QTEyOEdDTQ.mc899_KHdDuFp-_WPgTBCMtjL2vNak6FjirHIytAX3DIycrLzM3Oz9DR0tM."
            "ZGVmZ2hpamtsbW5v.mQpNxNpsvvqbVrLfDctP7DjhFpn7x7QujQ.IRD22guuysecjQq8pPTU2Q";

        const auto data = m_token.decrypt(text, m_signedAt);

        QVERIFY(data);
        QCOMPARE(data.value(), EtfTerm::integer(1));
    }
    void item260ChangedTokensAreInvalid()
    {
        for (qsizetype i = 0; i < m_ofElixir.size(); ++i) {
            QByteArray changed = m_ofElixir;
            changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
            const auto data = m_token.decrypt(changed, m_signedAt);
            QVERIFY2(!data && data.error() == Token::Error::Invalid, changed.constData());
        }
        for (const char *text : {"", "XCP.", "XCP.AA", "XCP", "a.b.c.d.e", "QTEyOEdDTQ...."})
            QVERIFY2(!m_token.decrypt(QByteArray(text), m_signedAt), text);
        QVERIFY(m_token.decrypt(std::nullopt, m_signedAt).error() == Token::Error::Missing);
    }
    void item260TwoEncryptionsDiffer()
    {
        const auto data = EtfTerm::binary("secret");

        const QByteArray first = m_token.encrypt(data, m_signedAt);
        const QByteArray second = m_token.encrypt(data, m_signedAt);

        QVERIFY(first != second);
        QCOMPARE(m_token.decrypt(first, m_signedAt).value(), data);
        QCOMPARE(m_token.decrypt(second, m_signedAt).value(), data);
    }
    void anEncryptedTokenGrowsOldToo()
    {
        const QByteArray text =
            m_token.encrypt(EtfTerm::integer(1), m_signedAt, std::chrono::seconds(10));

        QVERIFY(m_token.decrypt(text, m_signedAt + std::chrono::seconds(10)));
        QVERIFY(m_token.decrypt(text, m_signedAt + std::chrono::milliseconds(10'001)).error()
                == Token::Error::Expired);
        QVERIFY(m_token.decrypt(text, m_signedAt - std::chrono::milliseconds(1)).error()
                == Token::Error::Invalid);
    }
};

PHX_TEST_CLASS(MessageEncryptorTest)

} // namespace phx::test

#include "tst_messageencryptor.moc"
