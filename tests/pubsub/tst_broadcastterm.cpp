// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/biginteger.h"
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/jsonterm.h"
#include "tests/support/testcase.h"

Q_DECLARE_METATYPE(phx::protocol::EtfTerm)

using namespace phx;
using protocol::Broadcast;
using protocol::EtfTerm;
using protocol::Payload;

namespace {

EtfTerm text(const QByteArray &bytes)
{
    return EtfTerm::binary(bytes);
}

EtfTerm broadcastOf(const EtfTerm &payload)
{
    return EtfTerm::map({EtfTerm::atom("__struct__"),
                         EtfTerm::atom("Elixir.Phoenix.Socket.Broadcast"), EtfTerm::atom("event"),
                         text("e"), EtfTerm::atom("payload"), payload, EtfTerm::atom("topic"),
                         text("t")});
}

//! A map of one key, whose value is what is asked about.
EtfTerm mapOf(const EtfTerm &value)
{
    return EtfTerm::map({text("v"), value});
}

} // namespace

//! Payloads between JSON text and Erlang terms.
class BroadcastTermTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void jsonComesBackAsItWas_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (
            const char *json :
            {R"({})", R"([])", R"({"z":1,"a":2,"m":{"b":[1,2,{}]}})",
             R"({"a":null,"b":true,"c":false})",
             R"([0,-1,255,256,2147483648,-9223372036854775808,9223372036854775807])",
             R"([9223372036854775808,-9223372036854775809,340282366920938463463374607431768211456])",
             R"([1.5,-0.25,1.0,0.1])", "[\"é\",\"\\\"\",\"\\\\\",\"\\u0000\",\"日本\"]",
             R"("text")", R"([[],[[]]])", R"([1,2,3])", R"({"":""})"})
            QTest::newRow(json) << QByteArray(json);
    }
    void jsonComesBackAsItWas()
    {
        QFETCH(QByteArray, json);

        const auto term = server::jsonterm::toTerm(json);
        QVERIFY(term.isOk());
        const auto encoded = protocol::Etf::decode(protocol::Etf::encode(term.value()));
        QVERIFY(encoded.isOk());

        QCOMPARE(server::jsonterm::toJson(encoded.value()).value(), json);
    }

    void jsonBecomesWhatElixirMakesOfIt_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("again");
        const auto row = [](const char *json, const char *again) {
            QTest::newRow(json) << QByteArray(json) << QByteArray(again);
        };

        row(R"({ "a" : [ 1 , 2 ] })", R"({"a":[1,2]})");
        row(R"({"a":1,"b":2,"a":3})", R"({"a":3,"b":2})");
        row("[\"\\u00e9\\/\"]", "[\"é/\"]");
        row("[1e2,1E+2,-0,-0.0,1e-400]", "[100.0,100.0,0,-0.0,0.0]");
        row("[1e300]", "[1.0e+300]");
    }
    void jsonBecomesWhatElixirMakesOfIt()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, again);

        const auto term = server::jsonterm::toTerm(json);

        QVERIFY(term.isOk());
        QCOMPARE(server::jsonterm::toJson(term.value()).value(), again);
    }

    void termsBecomeJsonAsJasonWritesIt_data()
    {
        QTest::addColumn<EtfTerm>("term");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const EtfTerm &term, const char *json) {
            QTest::newRow(name) << term << QByteArray(json);
        };

        row("atom", EtfTerm::atom("ok"), R"("ok")");
        row("nil", EtfTerm::atom("nil"), "null");
        row("true", EtfTerm::atom("true"), "true");
        row("charlist", EtfTerm::list({EtfTerm::integer(104), EtfTerm::integer(105)}), "[104,105]");
        row("struct",
            EtfTerm::map({EtfTerm::atom("__struct__"), EtfTerm::atom("Elixir.User"),
                          EtfTerm::atom("name"), text("a")}),
            R"({"name":"a"})");
        row("keys",
            EtfTerm::map({EtfTerm::atom("a"), EtfTerm::integer(1), EtfTerm::integer(2),
                          EtfTerm::integer(2), EtfTerm::number(1.5), EtfTerm::integer(3)}),
            R"({"a":1,"2":2,"1.5":3})");
        row("big", EtfTerm::big(QByteArray("\1\0\0\0\0\0\0\0\0\1", 10)), "-18446744073709551616");
    }
    void termsBecomeJsonAsJasonWritesIt()
    {
        QFETCH(EtfTerm, term);
        QFETCH(QByteArray, json);

        const auto written = server::jsonterm::toJson(term);

        QVERIFY(written.isOk());
        QCOMPARE(written.value(), json);
    }

    void refusesWhatHasNoForm_data()
    {
        QTest::addColumn<EtfTerm>("term");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const EtfTerm &term, const char *words) {
            QTest::newRow(name) << term << QString::fromLatin1(words);
        };

        row("tuple", broadcastOf(mapOf(EtfTerm::tuple({}))), "a tuple has no form");
        row("pid", broadcastOf(mapOf(EtfTerm::opaque("x"))), "a pid or reference");
        row("binary", broadcastOf(mapOf(text("\xff"))), "no UTF-8");
        row("key", broadcastOf(EtfTerm::map({EtfTerm::list({}), text("")})), "the key of a map");
        row("big", broadcastOf(mapOf(EtfTerm::big(QByteArray(2'000, '\1')))), "digits");
        row("payload list", broadcastOf(EtfTerm::list({})), "neither a map nor");
        row("payload tuple", broadcastOf(EtfTerm::tuple({EtfTerm::atom("bin"), text("")})),
            "neither a map nor");
        row("no struct", EtfTerm::map({}), "no Phoenix.Socket.Broadcast");
        row("no map", EtfTerm::atom("x"), "no Phoenix.Socket.Broadcast");
        row("no event",
            EtfTerm::map({EtfTerm::atom("__struct__"),
                          EtfTerm::atom("Elixir.Phoenix.Socket.Broadcast"), EtfTerm::atom("topic"),
                          text("t")}),
            "topic or event");
    }
    void refusesWhatHasNoForm()
    {
        QFETCH(EtfTerm, term);
        QFETCH(QString, words);

        const auto broadcast = server::broadcastterm::fromTerm(term);

        QVERIFY(!broadcast.isOk());
        QVERIFY2(broadcast.error().contains(words), qPrintable(broadcast.error()));
    }

    void refusesJsonBeyondTheLimits_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isGood");
        const auto nested = [](qsizetype depth) {
            return QByteArray(depth, '[') + QByteArray(depth, ']');
        };

        QTest::newRow("deep") << nested(61) << true;
        QTest::newRow("too deep") << nested(62) << false;
        QTest::newRow("very deep") << nested(1'000'000) << false;
        QTest::newRow("long integer") << QByteArray(2'000, '9') << true;
        QTest::newRow("too long") << QByteArray(2'001, '9') << false;
        QTest::newRow("no JSON") << QByteArray("{") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void refusesJsonBeyondTheLimits()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, isGood);

        const auto term = server::jsonterm::toTerm(json);

        QCOMPARE(term.isOk(), isGood);
        // What may go out can come in again, in its message.
        if (isGood) {
            const auto message = protocol::Etf::encode(
                EtfTerm::tuple({broadcastOf(EtfTerm::map({text("v"), EtfTerm()}))}));
            QVERIFY(protocol::Etf::decode(message).isOk());
            QCOMPARE(server::jsonterm::toJson(term.value()).value(), json);
        }
    }

    void integersOfAnySizeKeepTheirDigits()
    {
        for (qsizetype digits = 1; digits < 100; ++digits) {
            for (const QByteArray &first : {QByteArray("1"), QByteArray("9"), QByteArray("-7")}) {
                const QByteArray text = first + QByteArray(digits, digits % 2 == 0 ? '0' : '9');

                const QByteArray big = server::biginteger::fromDigits(text);

                QCOMPARE(server::biginteger::toDigits(big), text);
            }
        }
    }

    void binaryPayloadsAreTaggedTuples()
    {
        const Broadcast broadcast {
            .topic = "t", .event = "e", .payload = Payload::binary(QByteArray("\0\xff", 2))};

        const auto term = server::broadcastterm::toTerm(broadcast);

        const EtfTerm payload =
            EtfTerm::tuple({EtfTerm::atom("binary"), text(QByteArray("\0\xff", 2))});
        QCOMPARE(term.value(), broadcastOf(payload));
        const auto back = server::broadcastterm::fromTerm(term.value());
        QCOMPARE(back.value().payload, broadcast.payload);
    }
};

PHX_TEST_CLASS(BroadcastTermTest)
#include "tst_broadcastterm.moc"
