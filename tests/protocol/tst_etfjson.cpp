// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/etfjson.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace phx::protocol;

namespace phx::test {

class EtfJsonTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void termsBecomeJson_data();
    void termsBecomeJson();
    void jsonIsTheSameAfterBothWays();
    void wholeNumbersAreIntegers();
};

void EtfJsonTest::termsBecomeJson_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &hex, const QByteArray &json) {
        QTest::newRow(name) << hex << json;
    };
    // term_to_binary of OTP 25.
    row("true", "8364000474727565", "[true]");
    row("nil", "836400036e696c", "[null]");
    row("atom", "836400027879", R"(["xy"])");
    row("greatest integer", "836e0800ffffffffffffff7f", "[9223372036854775807]");
    row("2^64", "836e0900000000000000000001", "[18446744073709551616]");
    row("tuple", "83680261016102", "[[1,2]]");
    row("integer key", "83740000000161056106", R"([{"5":6}])");
    row("struct", "83740000000264000a5f5f7374727563745f5f64000141640001616101", R"([{"a":1}])");
    row("text that is named as a struct", "8374000000016d0000000a5f5f7374727563745f5f6101",
        R"([{"__struct__":1}])");
    row("pid", "8358770161000000010000000200000003", "[null]");
}

void EtfJsonTest::termsBecomeJson()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, json);
    const auto term = Etf::decode(QByteArray::fromHex(hex));
    QVERIFY(term.isOk());

    QCOMPARE(QJsonValue(etfjson::toJson(term.value())),
             QJsonDocument::fromJson(json).array().at(0));
}

void EtfJsonTest::jsonIsTheSameAfterBothWays()
{
    const QJsonObject json =
        QJsonDocument::fromJson(
            R"({"a":[1,-2,1.5,null,true,false,""],"b":{"c":{}},"d":9007199254740993,"e":"é"})")
            .object();

    QCOMPARE(etfjson::toJson(etfjson::fromJson(json)).toObject(), json);
}

void EtfJsonTest::wholeNumbersAreIntegers()
{
    QCOMPARE(etfjson::fromJson(3.0), EtfTerm::integer(3));
    QCOMPARE(etfjson::fromJson(1e300).kind(), EtfTerm::Kind::Float);
    QCOMPARE(etfjson::fromJson(0.5), EtfTerm::number(0.5));
}

PHX_TEST_CLASS(EtfJsonTest)

} // namespace phx::test

#include "tst_etfjson.moc"
