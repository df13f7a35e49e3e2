// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/topicpattern.h"
#include "tests/support/testcase.h"

using phx::protocol::TopicPattern;

namespace phx::test {

//! protocol.md §3.4 step 1.
class TopicPatternTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void items76And77Match_data();
    void items76And77Match();
    void item79AStarBeforeTheEndIsAnError();
};

void TopicPatternTest::items76And77Match_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<bool>("expected");
    QTest::newRow("exact") << QByteArray("exact") << QByteArray("exact") << true;
    QTest::newRow("exact, longer topic") << QByteArray("exact") << QByteArray("exact1") << false;
    QTest::newRow("prefix") << QByteArray("room:*") << QByteArray("room:lobby") << true;
    QTest::newRow("bare prefix") << QByteArray("room:*") << QByteArray("room:") << true;
    QTest::newRow("without the separator") << QByteArray("a:*") << QByteArray("a") << false;
    QTest::newRow("other case") << QByteArray("room:*") << QByteArray("Room:a") << false;
    QTest::newRow("prefix without separator") << QByteArray("foo*") << QByteArray("foobar") << true;
    QTest::newRow("everything") << QByteArray("*") << QByteArray("any") << true;
    QTest::newRow("everything, empty") << QByteArray("*") << QByteArray() << true;
    QTest::newRow("not UTF-8") << QByteArray("room:*") << QByteArray("room:\xff") << true;
    QTest::newRow("a star in the topic") << QByteArray("room:a") << QByteArray("room:*") << false;
}

void TopicPatternTest::items76And77Match()
{
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, topic);

    const auto parsed = TopicPattern::parse(pattern);

    QVERIFY(parsed.isOk());
    QCOMPARE(parsed.value().text(), pattern);
    QTEST(parsed.value().matches(topic), "expected");
}

void TopicPatternTest::item79AStarBeforeTheEndIsAnError()
{
    for (const char *pattern : {"", "*a", "room:*:x", "room:**", "a*b*"}) {
        const auto parsed = TopicPattern::parse(pattern);
        QVERIFY(!parsed.isOk());
        QVERIFY(!parsed.error().isEmpty());
    }
}

PHX_TEST_CLASS(TopicPatternTest)

} // namespace phx::test

#include "tst_topicpattern.moc"
