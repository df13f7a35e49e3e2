// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/etf.h"
#include "tests/support/testcase.h"

using namespace phx::protocol;

Q_DECLARE_METATYPE(phx::protocol::EtfTerm)

namespace phx::test {

//! protocol.md §7.5.
class EtfTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void whatIsEncodedDecodesToTheSame_data();
    void whatIsEncodedDecodesToTheSame();
    void everyTruncationIsRefused();
    void refusesWhatIsNoTerm_data();
    void refusesWhatIsNoTerm();
    void depthIsLimited();
    void readsCompressedTerms();
    void refusesACompressedTermThatIsTooLarge();
    void refusesTooManyTerms();
};

namespace {

EtfTerm number(qint64 value)
{
    return EtfTerm::integer(value);
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

void EtfTest::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<EtfTerm>("expected");
    QTest::newRow("small integer") << hex("8361ff") << number(255);
    QTest::newRow("integer") << hex("8362ffffffff") << number(-1);
    QTest::newRow("small big") << hex("836e06000068e5cf8b01") << number(1'700'000'000'000);
    QTest::newRow("least 64-bit integer")
        << hex("836e08010000000000000080") << number(std::numeric_limits<qint64>::min());
    QTest::newRow("one more than 64 bits")
        << hex("836e08000000000000000080") << EtfTerm::big(hex("000000000000000080"));
    QTest::newRow("a big with leading zeros") << hex("836e0900ff00000000000000"
                                                     "00")
                                              << number(255);
    QTest::newRow("large big") << hex("836f00000009000000000000000000"
                                      "01")
                               << EtfTerm::big(hex("00000000000000000001"));
    QTest::newRow("float") << hex("83463ff8000000000000") << EtfTerm::number(1.5);
    QTest::newRow("atom 64") << hex("836400036e696c") << EtfTerm();
    QTest::newRow("atom 73") << hex("8373036e696c") << EtfTerm();
    QTest::newRow("atom 76") << hex("837600036e696c") << EtfTerm();
    QTest::newRow("atom 77") << hex("8377036e696c") << EtfTerm();
    QTest::newRow("Latin-1 atom") << hex("83640001e9") << EtfTerm::atom("\xc3\xa9");
    QTest::newRow("binary") << hex("836d000000023432") << EtfTerm::binary("42");
    QTest::newRow("empty list") << hex("836a") << EtfTerm::list({});
    QTest::newRow("list of bytes")
        << hex("836b000201ff") << EtfTerm::list({number(1), number(255)});
    QTest::newRow("list") << hex("836c00000001610"
                                 "76a")
                          << EtfTerm::list({number(7)});
    QTest::newRow("tuple") << hex("83680261016102") << EtfTerm::tuple({number(1), number(2)});
    QTest::newRow("large tuple") << hex("8369000000016101") << EtfTerm::tuple({number(1)});
    QTest::newRow("map") << hex("8374000000016d0000000169"
                                "6107")
                         << EtfTerm::map({EtfTerm::binary("i"), number(7)});
    QTest::newRow("pid") << hex("8358770161000000010000000200000003")
                         << EtfTerm::opaque(hex("58770161000000010000000200000003"));
    QTest::newRow("reference") << hex("835a0001770161"
                                      "0000000100000002")
                               << EtfTerm::opaque(hex("5a00017701610000000100000002"));
}

void EtfTest::decodes()
{
    QFETCH(const QByteArray, bytes);

    const auto decoded = Etf::decode(bytes);

    QVERIFY2(decoded.isOk(), decoded.isOk() ? "" : qPrintable(decoded.error().sentence));
    QTEST(decoded.value(), "expected");
}

void EtfTest::whatIsEncodedDecodesToTheSame_data()
{
    QTest::addColumn<EtfTerm>("term");
    for (const qint64 value :
         {Q_INT64_C(0), Q_INT64_C(255), Q_INT64_C(256), Q_INT64_C(-1), Q_INT64_C(2147483647),
          Q_INT64_C(2147483648), Q_INT64_C(-2147483649), std::numeric_limits<qint64>::max(),
          std::numeric_limits<qint64>::min()})
        QTest::addRow("%lld", value) << number(value);
    QTest::newRow("big") << EtfTerm::big(QByteArray(1, '\1') + QByteArray(300, '\x7f'));
    QTest::newRow("float") << EtfTerm::number(-0.1);
    QTest::newRow("long atom") << EtfTerm::atom(QByteArray("\xc3\xa9").repeated(200));
    QTest::newRow("binary with NUL") << EtfTerm::binary(QByteArray("a\0b", 3));
    QTest::newRow("nested") << EtfTerm::map(
        {EtfTerm::list({EtfTerm::tuple({}), EtfTerm()}), EtfTerm::map({})});
    QTest::newRow("large tuple") << EtfTerm::tuple(QList<EtfTerm>(300, number(1)));
}

void EtfTest::whatIsEncodedDecodesToTheSame()
{
    QFETCH(const EtfTerm, term);

    QCOMPARE(Etf::decode(Etf::encode(term)).value(), term);
}

void EtfTest::everyTruncationIsRefused()
{
    const QByteArray whole = Etf::encode(EtfTerm::tuple(
        {EtfTerm::map({EtfTerm::binary("a"), EtfTerm::list({number(1), number(1LL << 40)})}),
         EtfTerm::number(2.5), EtfTerm::atom("x")}));
    QVERIFY(Etf::decode(whole).isOk());

    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!Etf::decode(whole.first(size)).isOk());
    QVERIFY(!Etf::decode(whole + '\0').isOk());
}

void EtfTest::refusesWhatIsNoTerm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("other version") << hex("826101");
    QTest::newRow("a function") << hex("837000000001");
    QTest::newRow("a local term") << hex("8379000000006101");
    QTest::newRow("a count that only claims memory") << hex("836cffffffff6101");
    QTest::newRow("a map that only claims memory") << hex("8374ffffffff6101");
    QTest::newRow("a binary that only claims memory") << hex("836dffffffff61");
    QTest::newRow("a big that only claims memory") << hex("836fffffffff0001");
    QTest::newRow("an improper list") << hex("836c0000000161016102");
    QTest::newRow("a sign of 2") << hex("836e010201");
    QTest::newRow("a float that is infinite") << hex("83467ff0000000000000");
    QTest::newRow("an atom that is not UTF-8") << hex("837701ff");
    QTest::newRow("an atom of 256 characters") << hex("83760100") + QByteArray(256, 'a');
    QTest::newRow("a reference of 6 words") << hex("835a0006770161") + QByteArray(28, '\0');
}

void EtfTest::refusesWhatIsNoTerm()
{
    QFETCH(const QByteArray, bytes);

    const auto decoded = Etf::decode(bytes);

    QVERIFY(!decoded.isOk());
    QVERIFY(!decoded.error().sentence.isEmpty());
}

void EtfTest::depthIsLimited()
{
    const auto nested = [](qsizetype depth) {
        return hex("83") + hex("6801").repeated(depth) + hex("6101");
    };

    QVERIFY(Etf::decode(nested(Etf::MaxDepth)).isOk());
    QVERIFY(!Etf::decode(nested(Etf::MaxDepth + 1)).isOk());
    QVERIFY(!Etf::decode(nested(1'000'000)).isOk());
}

void EtfTest::readsCompressedTerms()
{
    const EtfTerm term = EtfTerm::binary(QByteArray(1'000, 'x'));

    // qCompress() writes the same size and zlib stream as term_to_binary/2.
    QCOMPARE(Etf::decode(hex("8350") + qCompress(Etf::encode(term).mid(1))).value(), term);
}

void EtfTest::refusesACompressedTermThatIsTooLarge()
{
    const EtfTerm term = EtfTerm::binary(QByteArray(Etf::MaxInflatedBytes, 'x'));
    QByteArray lying =
        hex("8350") + qCompress(Etf::encode(EtfTerm::binary(QByteArray(1'000, 'x'))).mid(1));
    lying[5] = static_cast<char>(lying.at(5) - 1);

    QVERIFY(!Etf::decode(hex("8350") + qCompress(Etf::encode(term).mid(1))).isOk());
    QVERIFY(!Etf::decode(lying).isOk());
    QVERIFY(!Etf::decode(hex("8350000000")).isOk());
    const QByteArray small = hex("8350") + qCompress(Etf::encode(EtfTerm::binary("x")).mid(1));
    QVERIFY(Etf::decode(small, {.maxInflatedBytes = 6}).isOk());
    QVERIFY(!Etf::decode(small, {.maxInflatedBytes = 5}).isOk());
}

void EtfTest::refusesTooManyTerms()
{
    const QByteArray three = Etf::encode(EtfTerm::list({EtfTerm(), EtfTerm()}));

    QVERIFY(Etf::decode(three, {.maxTerms = 4}).isOk()); // the list, its items, its end
    QVERIFY(!Etf::decode(three, {.maxTerms = 3}).isOk());
}

PHX_TEST_CLASS(EtfTest)

} // namespace phx::test

#include "tst_etf.moc"
