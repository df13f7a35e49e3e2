// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/token.h"
#include "tests/support/testcase.h"

#include <QMessageAuthenticationCode>

using namespace phx::protocol;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(phx::protocol::EtfTerm)
Q_DECLARE_METATYPE(phx::protocol::Token::Error)

namespace phx::test {

//! The tokens of protocol.md §7.6, made by Elixir, and the rules of §7.4.
class TokenTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void derivesTheKeyAsPhoenix();
    void item254VerifiesTokensOfElixir_data();
    void item254VerifiesTokensOfElixir();
    void item253SignsAsElixir();
    void otherKeyOptionsGiveAnotherToken();
    void aMissingTokenIsMissing();
    void item255MalformedTokensAreInvalid_data();
    void item255MalformedTokensAreInvalid();
    void anotherSecretOrSaltIsInvalid();
    void items256And257ApplyTheAge_data();
    void items256And257ApplyTheAge();
    void item259OldShapesAreRead_data();
    void item259OldShapesAreRead();
    void otherSignedTermsAreUnreadable();
    void item258OtherHmacsAreAccepted();
};

namespace {

const QByteArray Secret = QByteArray("abcdefgh").repeated(8);
const QByteArray Salt = "user socket";
constexpr std::chrono::milliseconds SignedAt = 1'700'000'000s;

const char ForeverOtp25[] =
    "SFMyNTY.g2gDYQFuBgAAaOXPiwFkAAhpbmZpbml0eQ.sLOpeYIY3rop2Jc_mu3AcGOAjc_bAmVn-hh_km4P9rw";
const char ForeverOtp26[] =
    "SFMyNTY.g2gDYQFuBgAAaOXPiwF3CGluZmluaXR5.rji7kluF7AeiftyLTpQ5cAlV1ZNqVvev5npGCAAQLhQ";
const char One[] = "SFMyNTY.g2gDYQFuBgAAaOXPiwFiAAFRgA.pVQyJhbbKrMTF7SPAEhhkeN36zPMMdTQxpZfdHyYVQA";
const char FortyTwo[] =
    "SFMyNTY.g2gDbQAAAAI0Mm4GAABo5c-LAWIAAVGA.VCaQ2E6sVSN9JoD7-uFsy-hGP_Yp5PsBv5wbPR9GyT0";
const char MapOtp25[] =
    "SFMyNTY.g2gDdAAAAANtAAAAAmlkYQdtAAAAAW5kAANuaWxtAAAAAm9rZAAEdHJ1ZW4GAABo5c-LAWIAAVGA."
    "FG3eRTtDwnAIfFqjxIiVoNFR7SCP3Zfu2Jthhoq_P90";
const char OneSha512[] =
    "SFMyNTY.g2gDYQFuBgAAaOXPiwFiAAFRgA.Xhw1eWidJrheh1jDewQoEKBP8Hywy0LM2LOPNbMkdlo";

constexpr QByteArray::Base64Options Url =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

//! Signs any term, since sign() writes one shape only.
QByteArray signedBytes(const Token &token, const EtfTerm &term)
{
    const QByteArray plain = "SFMyNTY." + Etf::encode(term).toBase64(Url);
    const QByteArray mac =
        QMessageAuthenticationCode::hash(plain, token.key(), QCryptographicHash::Sha256);
    return plain + '.' + mac.toBase64(Url);
}

} // namespace

void TokenTest::derivesTheKeyAsPhoenix()
{
    QCOMPARE(Token(Secret, Salt).key().toHex(),
             QByteArray("d3f12b5b79f2122342c5c52cb5d451bb588e5c5af0a7c73cf6a90cc45b397d80"));
}

void TokenTest::item254VerifiesTokensOfElixir_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<EtfTerm>("expected");
    QTest::newRow("infinity, OTP 25") << QByteArray(ForeverOtp25) << EtfTerm::integer(1);
    QTest::newRow("infinity, OTP 26") << QByteArray(ForeverOtp26) << EtfTerm::integer(1);
    QTest::newRow("max_age 86400") << QByteArray(One) << EtfTerm::integer(1);
    QTest::newRow("a string") << QByteArray(FortyTwo) << EtfTerm::binary("42");
    QTest::newRow("a map") << QByteArray(MapOtp25)
                           << EtfTerm::map({EtfTerm::binary("id"), EtfTerm::integer(7),
                                            EtfTerm::binary("n"), EtfTerm(), EtfTerm::binary("ok"),
                                            EtfTerm::atom("true")});
}

void TokenTest::item254VerifiesTokensOfElixir()
{
    QFETCH(const QByteArray, token);

    const auto verified = Token(Secret, Salt).verify(token, SignedAt + 1h);

    QVERIFY(verified.isOk());
    QTEST(verified.value(), "expected");
}

void TokenTest::item253SignsAsElixir()
{
    const Token token(Secret, Salt);

    QCOMPARE(token.sign(EtfTerm::integer(1), SignedAt, Token::Forever), QByteArray(ForeverOtp26));
    QCOMPARE(token.sign(EtfTerm::integer(1), SignedAt), QByteArray(One));
    QCOMPARE(token.sign(EtfTerm::binary("42"), SignedAt), QByteArray(FortyTwo));
}

void TokenTest::otherKeyOptionsGiveAnotherToken()
{
    const Token token(Secret, Salt,
                      {.digest = Token::Digest::Sha512, .iterations = 2000, .bytes = 64});

    QCOMPARE(token.sign(EtfTerm::integer(1), SignedAt), QByteArray(OneSha512));
    QVERIFY(token.verify(QByteArray(OneSha512), SignedAt).isOk());
    QCOMPARE(token.verify(QByteArray(One), SignedAt).error(), Token::Error::Invalid);
}

void TokenTest::aMissingTokenIsMissing()
{
    QCOMPARE(Token(Secret, Salt).verify(std::nullopt, SignedAt).error(), Token::Error::Missing);
}

void TokenTest::item255MalformedTokensAreInvalid_data()
{
    QTest::addColumn<QByteArray>("token");
    const QByteArray good = One;
    const QList<QByteArray> parts = good.split('.');
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("dots") << QByteArray("..");
    QTest::newRow("two parts") << parts[0] + '.' + parts[1];
    QTest::newRow("four parts") << good + ".x";
    QTest::newRow("unknown algorithm") << "SFMyNTQ." + parts[1] + '.' + parts[2];
    QTest::newRow("none") << "bm9uZQ." + parts[1] + '.';
    QTest::newRow("empty signature") << parts[0] + '.' + parts[1] + '.';
    QTest::newRow("cut signature") << good.chopped(4);
    QTest::newRow("other payload") << parts[0] + ".g2gDYQJuBgAAaOXPiwFiAAFRgA." + parts[2];
    QTest::newRow("standard Base64") << QByteArray(FortyTwo).replace('-', '+');
    QTest::newRow("not Base64") << parts[0] + ".!!!!." + parts[2];
    QTest::newRow("white space") << ' ' + good;
    QTest::newRow("NUL") << good + QByteArray(1, '\0');
}

void TokenTest::item255MalformedTokensAreInvalid()
{
    QFETCH(const QByteArray, token);

    QCOMPARE(Token(Secret, Salt).verify(token, SignedAt).error(), Token::Error::Invalid);
}

void TokenTest::anotherSecretOrSaltIsInvalid()
{
    QCOMPARE(Token(Secret, "other").verify(QByteArray(One), SignedAt).error(),
             Token::Error::Invalid);
    QCOMPARE(Token(Secret + 'x', Salt).verify(QByteArray(One), SignedAt).error(),
             Token::Error::Invalid);
}

void TokenTest::items256And257ApplyTheAge_data()
{
    QTest::addColumn<qint64>("embedded");
    QTest::addColumn<qint64>("given"); // -9: none
    QTest::addColumn<qint64>("laterMs");
    QTest::addColumn<int>("expected"); // -1: ok
    const auto expired = static_cast<int>(Token::Error::Expired);
    const auto invalid = static_cast<int>(Token::Error::Invalid);
    const qint64 noLimit = Token::Forever.count();
    const auto row = [](const char *name, qint64 embedded, qint64 given, qint64 laterMs,
                        int expected) {
        QTest::newRow(name) << embedded << given << laterMs << expected;
    };
    row("at the end", 10, -9, 10'000, -1);
    row("one ms after the end", 10, -9, 10'001, expired);
    row("the given age is longer", 10, 20, 15'000, -1);
    row("the given age is shorter", 20, 10, 15'000, expired);
    row("given infinity", 10, noLimit, 1'000'000'000, -1);
    row("embedded infinity, given age", noLimit, 10, 10'001, expired);
    row("age 0", 0, -9, 0, expired);
    row("a negative age", -1, -9, 0, expired);
    row("given 0", 10, 0, 0, expired);
    row("signed 1 ms in the future", 10, -9, -1, invalid);
    row("in the future, but infinity", noLimit, -9, -1, -1);
    row("age 0 comes before the future", 0, -9, -1, expired);
    row("a huge age", noLimit - 1, -9, 1'000'000'000'000, -1);
}

void TokenTest::items256And257ApplyTheAge()
{
    QFETCH(const qint64, embedded);
    QFETCH(const qint64, given);
    QFETCH(const qint64, laterMs);
    const Token token(Secret, Salt);
    const QByteArray text =
        token.sign(EtfTerm::integer(1), SignedAt, std::chrono::seconds(embedded));
    const auto age = given == -9 ? std::nullopt : std::optional(std::chrono::seconds(given));

    const auto verified = token.verify(text, SignedAt + std::chrono::milliseconds(laterMs), age);

    QTEST(verified.isOk() ? -1 : static_cast<int>(verified.error()), "expected");
}

void TokenTest::item259OldShapesAreRead_data()
{
    QTest::addColumn<EtfTerm>("term");
    const EtfTerm at = EtfTerm::integer(SignedAt.count());
    QTest::newRow("a pair") << EtfTerm::tuple({EtfTerm::integer(1), at});
    QTest::newRow("a map") << EtfTerm::map(
        {EtfTerm::atom("data"), EtfTerm::integer(1), EtfTerm::atom("signed"), at});
}

void TokenTest::item259OldShapesAreRead()
{
    QFETCH(const EtfTerm, term);
    const Token token(Secret, Salt);
    const QByteArray text = signedBytes(token, term);

    QCOMPARE(token.verify(text, SignedAt + Token::DefaultMaxAge).value(), EtfTerm::integer(1));
    QCOMPARE(token.verify(text, SignedAt + Token::DefaultMaxAge + 1ms).error(),
             Token::Error::Expired);
}

void TokenTest::otherSignedTermsAreUnreadable()
{
    const Token token(Secret, Salt);
    const EtfTerm one = EtfTerm::integer(1);
    const QList<EtfTerm> terms {one, EtfTerm::tuple({one}),
                                EtfTerm::tuple({one, EtfTerm::binary("x")}),
                                EtfTerm::tuple({one, one, EtfTerm::atom("never")}),
                                EtfTerm::map({EtfTerm::atom("data"), one})};
    for (const EtfTerm &term : terms)
        QCOMPARE(token.verify(signedBytes(token, term), SignedAt).error(),
                 Token::Error::Unreadable);
}

void TokenTest::item258OtherHmacsAreAccepted()
{
    // Made by an independent HMAC-SHA512 over the same content with the same key.
    const QByteArray text =
        "SFM1MTI.g2gDYQFuBgAAaOXPiwFiAAFRgA.-PxUxij57qUt4j-"
        "gtyeOhKBjDmTiqzP4DFu8iwEeVmm0iY90ppFTenNy3fS44R2gdSW6A-Wm3mlxRmvPR-nBlw";

    QVERIFY(Token(Secret, Salt).verify(text, SignedAt).isOk());
}

PHX_TEST_CLASS(TokenTest)

} // namespace phx::test

#include "tst_token.moc"
