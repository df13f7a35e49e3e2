// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/handshake.h"
#include "tests/support/testcase.h"

#include <QByteArrayList>

namespace phx::websocket {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

namespace {

Fields goodFields()
{
    return {{"host", "localhost:4000"},
            {"connection", "Upgrade"},
            {"upgrade", "websocket"},
            {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="},
            {"sec-websocket-version", "13"}};
}

Fields without(const QByteArray &name)
{
    Fields fields = goodFields();
    fields.removeIf([&](const auto &field) { return field.first == name; });
    return fields;
}

// The good fields, but with these values for one of them.
Fields with(const QByteArray &name, const QByteArrayList &values)
{
    Fields fields = without(name);
    for (const QByteArray &value : values)
        fields.append({name, value});
    return fields;
}

} // namespace

//! Group H-UP of the bad inputs, as far as the fields decide.
class TestHandshake : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void judgesTheUpgradeFields_data();
    void judgesTheUpgradeFields();
    void quotesValuesAsElixirDoes_data();
    void quotesValuesAsElixirDoes();
    void answersTheKeyOfTheRfc();
    void agreesOnDeflate_data();
    void agreesOnDeflate();
    void keepsWhatWasAgreed();
};

void TestHandshake::judgesTheUpgradeFields_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<QByteArray>("problem"); // empty: none
    const auto row = [](const char *name, const Fields &fields, const char *problem) {
        QTest::newRow(name) << fields << QByteArray(problem);
    };
    const QByteArray key = "sec-websocket-key";
    const QByteArray version = "sec-websocket-version";
    const char *const badKey = "'sec-websocket-key' header must be 16 bytes in Base64";

    row("good", goodFields(), "");
    row("no host", without("host"), "'host' header is absent");

    row("connection in capitals", with("connection", {"UPGRADE"}), "");
    row("connection list", with("connection", {"keep-alive, Upgrade"}), "");
    row("connection in two fields", with("connection", {"keep-alive", "Upgrade"}), "");
    row("connection close", with("connection", {"close"}),
        "'connection' header must contain 'upgrade', got [\"close\"]");
    row("no connection", without("connection"),
        "'connection' header must contain 'upgrade', got []");
    row("connection twice wrong", with("connection", {"keep-alive", "close, TE"}),
        "'connection' header must contain 'upgrade', got [\"keep-alive\", \"close, TE\"]");
    row("connection holds it as a part", with("connection", {"upgraded"}),
        "'connection' header must contain 'upgrade', got [\"upgraded\"]");

    row("upgrade mixed case", with("upgrade", {"WebSocket"}), "");
    row("upgrade list", with("upgrade", {"h2c, websocket"}), "");
    row("upgrade to something else", with("upgrade", {"h2c"}),
        "'upgrade' header must contain 'websocket', got [\"h2c\"]");
    row("no upgrade", without("upgrade"), "'upgrade' header must contain 'websocket', got []");

    row("no key", without(key), "'sec-websocket-key' header is absent");
    row("key of 0 bytes", with(key, {""}), badKey);
    row("key of 1 byte", with(key, {"eA=="}), badKey);
    row("key of 15 bytes", with(key, {QByteArray(15, 'k').toBase64()}), badKey);
    row("key of 17 bytes", with(key, {QByteArray(17, 'k').toBase64()}), badKey);
    row("key of 18 bytes, unpadded", with(key, {QByteArray(18, 'k').toBase64()}), badKey);
    row("key of 8000 bytes", with(key, {QByteArray(8'000, 'k')}), badKey);
    row("key not Base64", with(key, {"dGhlIHNhbXBsZSBub25j*Q=="}), badKey);
    row("key in the URL alphabet", with(key, {"_-hlIHNhbXBsZSBub25jZQ=="}), badKey);
    row("two keys", with(key, {"dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=="}),
        "'sec-websocket-key' header must appear once");

    row("no version", without(version), "'sec-websocket-version' header must equal '13', got []");
    for (const char *other : {"0", "7", "8", "12", "14", "13abc", "13, 8", "", "013", "+13"}) {
        const QByteArray expected =
            QByteArray("'sec-websocket-version' header must equal '13', got [\"") + other + "\"]";
        QTest::addRow("version %s", other) << with(version, {other}) << expected;
    }
    row("two versions", with(version, {"13", "8"}),
        "'sec-websocket-version' header must equal '13', got [\"13\", \"8\"]");
    row("version in capitals", with(version, {"XIII"}),
        "'sec-websocket-version' header must equal '13', got [\"xiii\"]");

    row("the first problem counts", {{"host", "x"}},
        "'connection' header must contain 'upgrade', got []");
}

void TestHandshake::judgesTheUpgradeFields()
{
    QFETCH(Fields, fields);
    QFETCH(QByteArray, problem);
    const http::Request request {.method = "GET", .fields = fields};

    const std::optional<QByteArray> found = upgradeProblem(request);

    QCOMPARE(found.value_or(QByteArray()), problem);
    QCOMPARE(found.has_value(), !problem.isEmpty());
}

void TestHandshake::quotesValuesAsElixirDoes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("quoted");
    QTest::newRow("quotes") << QByteArray("a\"b\\c#{d}") << QByteArray(R"("a\"b\\c\#{d}")");
    QTest::newRow("text") << QByteArray("\xC3\xA9") << QByteArray("\"\xC3\xA9\"");
    QTest::newRow("tab") << QByteArray("a\tb") << QByteArray(R"("a\tb")");
    QTest::newRow("not UTF-8") << QByteArray("a\xFF") << QByteArray("<<97, 255>>");
    QTest::newRow("not UTF-8, long")
        << QByteArray(60, '\xFF') << "<<" + QByteArray("255, ").repeated(50) + "...>>";
}

void TestHandshake::quotesValuesAsElixirDoes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, quoted);
    const http::Request request {.method = "GET", .fields = with("connection", {value})};

    QCOMPARE(upgradeProblem(request).value_or(QByteArray()),
             "'connection' header must contain 'upgrade', got [" + quoted + ']');
}

// RFC 6455 §1.3, and the key of golden/http-ws-connection-list
void TestHandshake::answersTheKeyOfTheRfc()
{
    QCOMPARE(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

void TestHandshake::agreesOnDeflate_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<QByteArray>("header"); // empty: not agreed
    const auto row = [](const char *offers, const char *header) {
        QTest::newRow(offers) << QByteArray(offers) << QByteArray(header);
    };

    row("", "");
    row("permessage-deflate", "permessage-deflate");
    row("Permessage-Deflate", "permessage-deflate");
    // golden/upgrade-deflate-enabled: what browsers offer
    row("permessage-deflate; client_max_window_bits",
        "permessage-deflate;client_max_window_bits=15");
    row("permessage-deflate;client_max_window_bits=10",
        "permessage-deflate;client_max_window_bits=10");
    row("permessage-deflate; client_max_window_bits=\"10\"",
        "permessage-deflate;client_max_window_bits=10");
    row("permessage-deflate; client_max_window_bits=8",
        "permessage-deflate;client_max_window_bits=8");
    row("permessage-deflate; server_max_window_bits=9",
        "permessage-deflate;server_max_window_bits=9");
    row("permessage-deflate; client_max_window_bits; server_max_window_bits=12; "
        "client_no_context_takeover ; server_no_context_takeover",
        "permessage-deflate;server_no_context_takeover;client_no_context_takeover;"
        "server_max_window_bits=12;client_max_window_bits=15");

    row("x-webkit-deflate-frame", "");
    row("permessage-bzip2, permessage-deflate", "permessage-deflate");
    row("permessage-deflate; server_max_window_bits=8", ""); // zlib cannot
    row("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate");
    row("permessage-deflate; server_max_window_bits", "");
    row("permessage-deflate; server_max_window_bits=16", "");
    row("permessage-deflate; client_max_window_bits=7", "");
    row("permessage-deflate; client_max_window_bits=16", "");
    row("permessage-deflate; client_max_window_bits=010", "");
    row("permessage-deflate; client_max_window_bits=+10", "");
    row("permessage-deflate; client_max_window_bits=", "");
    row("permessage-deflate; client_no_context_takeover=1", "");
    row("permessage-deflate; client_no_context_takeover; client_no_context_takeover", "");
    row("permessage-deflate; client_max_window_bits; client_max_window_bits=9", "");
    row("permessage-deflate; unknown", "");
    row("permessage-deflate;", "");
    row("permessage-deflate; x=\"a,permessage-deflate", "");
    row("permessage-deflate; x=\"a, permessage-deflate\"", "");
    row(";;,,;=,", "");
}

void TestHandshake::agreesOnDeflate()
{
    QFETCH(QByteArray, offers);
    QFETCH(QByteArray, header);

    const std::optional<DeflateAgreement> agreement = agreeDeflate(offers);

    QCOMPARE(agreement.has_value(), !header.isEmpty());
    QCOMPARE(agreement.value_or(DeflateAgreement {}).header, header);
}

void TestHandshake::keepsWhatWasAgreed()
{
    const auto agreement = agreeDeflate("permessage-deflate; client_max_window_bits=10; "
                                        "server_max_window_bits=11; server_no_context_takeover");

    QVERIFY(agreement.has_value());
    QCOMPARE(agreement->clientWindowBits, 10);
    QCOMPARE(agreement->serverWindowBits, 11);
    QCOMPARE(agreement->clientNoContextTakeover, false);
    QCOMPARE(agreement->serverNoContextTakeover, true);
}

PHX_TEST_CLASS(TestHandshake)

} // namespace phx::websocket

#include "tst_handshake.moc"
