// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/query.h"
#include "tests/support/testcase.h"

#include <QJsonDocument>

namespace phx::http {

class QueryTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhetherTheTextIsUtf8_data();
    void tellsWhetherTheTextIsUtf8();
    void decodesAsPlugDoes_data();
    void decodesAsPlugDoes();
    void readsAThousandPairs();
    void readsThirtyTwoLevels();
    void splitsPathsIntoSegments_data();
    void splitsPathsIntoSegments();
};

void QueryTest::decodesAsPlugDoes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &query, const QByteArray &json) {
        QTest::newRow(name) << query << json;
    };
    row("nothing", "", "{}");
    row("a pair", "vsn=2.0.0", R"({"vsn":"2.0.0"})");
    row("the last of two", "vsn=2.0.0&vsn=1.0.0", R"({"vsn":"1.0.0"})");
    row("a map", "p[a][b]=1", R"({"p":{"a":{"b":"1"}}})");
    row("a map of two", "p[a]=1&p[b]=2", R"({"p":{"a":"1","b":"2"}})");
    row("a list", "p[l][]=2&p[l][]=3", R"({"p":{"l":["2","3"]}})");
    row("a list of maps", "l[][a]=1&l[][a]=2", R"({"l":[{"a":"1"},{"a":"2"}]})");
    row("escaped brackets", "p%5Ba%5D=1", R"({"p":{"a":"1"}})");
    row("plus and %20", "a=x+y%20z", R"({"a":"x y z"})");
    row("no value", "a&b=", R"({"a":"","b":""})");
    row("no key", "=v", R"({"":"v"})");
    row("empty pairs", "&&a=1&&", R"({"a":"1"})");
    row("equals signs in a value", "a=b=c", R"({"a":"b=c"})");
    row("bad escapes stay", "a=%zz%2&b=100%", R"({"a":"%zz%2","b":"100%"})");
    row("not UTF-8", "a=%ff", "{\"a\":\"\xef\xbf\xbd\"}");
    row("UTF-8", "a=%E3%81%82", "{\"a\":\"\xe3\x81\x82\"}");
    row("the later kind wins", "a=1&a[b]=2", R"({"a":{"b":"2"}})");
    row("the later kind wins the other way", "a[b]=2&a=1", R"({"a":"1"})");
    row("an array form of vsn", "vsn[]=2.0.0", R"({"vsn":["2.0.0"]})");
    row("an end bracket alone", "a]=1", R"({"a]":"1"})");
    row("a bracket inside", "a[b=1", R"({"a[b":"1"})");
}

void QueryTest::decodesAsPlugDoes()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, json);

    const QJsonObject decoded = decodeQuery(query);

    QCOMPARE(QJsonDocument(decoded).toJson(QJsonDocument::Compact), json);
}

void QueryTest::readsAThousandPairs()
{
    QByteArray query;
    for (int i = 0; i < 1'001; ++i)
        query += "k" + QByteArray::number(i) + "=v&";

    const QJsonObject decoded = decodeQuery(query);

    QCOMPARE(decoded.size(), 1'000);
    QVERIFY(decoded.contains(QStringLiteral("k999")));
    QVERIFY(!decoded.contains(QStringLiteral("k1000")));
}

void QueryTest::readsThirtyTwoLevels()
{
    const QByteArray deepest = "a" + QByteArray("[a]").repeated(31);

    QVERIFY(!decodeQuery(deepest + "=1").isEmpty());
    QVERIFY(decodeQuery(deepest + "[a]=1").isEmpty());
    QVERIFY(decodeQuery("a" + QByteArray("[a]").repeated(5'000) + "=1").isEmpty());
}

void QueryTest::tellsWhetherTheTextIsUtf8_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isUtf8");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ASCII") << QByteArray("a=1&b") << true;
    QTest::newRow("two bytes") << QByteArray("a=%c3%A9") << true;
    QTest::newRow("a bad escape") << QByteArray("vsn=%zz") << true;
    QTest::newRow("a lone byte") << QByteArray("a=%ff") << false;
    QTest::newRow("cut off") << QByteArray("a=%c3&b=1") << false;
    QTest::newRow("cut off at the end") << QByteArray("a=%e2%82") << false;
    QTest::newRow("a surrogate") << QByteArray("a=%ed%a0%80") << false;
    QTest::newRow("in the name") << QByteArray("%fe=1") << false;
}

void QueryTest::tellsWhetherTheTextIsUtf8()
{
    QFETCH(const QByteArray, query);
    QFETCH(const bool, isUtf8);

    QCOMPARE(isUtf8Query(query), isUtf8);
}

void QueryTest::splitsPathsIntoSegments_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QList<QByteArray>>("segments");
    QTest::newRow("root") << QByteArray("/") << QList<QByteArray> {};
    QTest::newRow("empty ones") << QByteArray("//a//b/") << QList<QByteArray> {"a", "b"};
    QTest::newRow("escapes") << QByteArray("/a%2Fb/%41+") << QList<QByteArray> {"a/b", "A+"};
    QTest::newRow("dots stay") << QByteArray("/../%2e%2e") << QList<QByteArray> {"..", ".."};
}

void QueryTest::splitsPathsIntoSegments()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QList<QByteArray>, segments);

    QCOMPARE(pathSegments(path), segments);
}

PHX_TEST_CLASS(QueryTest)

} // namespace phx::http

#include "tst_query.moc"
