// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/controlfixture.h"
#include "tests/support/testcase.h"

using namespace phx;
using namespace phx::test;

//! Presences by hand over the control API: what clients on the topic hear of them.
class TestControlPresence : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void trackUpdateAndUntrackReachTheClients();
    void whatWasNotTrackedCannotBeUpdatedOrUntracked_data();
    void whatWasNotTrackedCannotBeUpdatedOrUntracked();
    void badFieldsAreRefused_data();
    void badFieldsAreRefused();
};

void TestControlPresence::trackUpdateAndUntrackReachTheClients()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    QCOMPARE(fixture
                 .post("/presence/track",
                       R"({"topic":"room:lobby","key":"ann","meta":{"state":"here"}})")
                 .status,
             200);
    QTRY_VERIFY(fixture.client->isAnywhere(R"("joins":{"ann":{"metas":[{)"));
    QVERIFY(fixture.client->isAnywhere(R"("state":"here")"));
    QCOMPARE(fixture
                 .post("/presence/update",
                       R"({"topic":"room:lobby","key":"ann","meta":{"state":"away"}})")
                 .status,
             200);
    QTRY_VERIFY(fixture.client->isAnywhere(R"("phx_ref_prev")"));
    QVERIFY(fixture.client->isAnywhere(R"("state":"away")"));
    QCOMPARE(fixture.post("/presence/untrack", R"({"topic":"room:lobby","key":"ann"})").status,
             200);
    QTRY_VERIFY(fixture.client->isAnywhere(R"("joins":{},"leaves":{"ann":)"));
}

void TestControlPresence::whatWasNotTrackedCannotBeUpdatedOrUntracked_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("update") << QByteArray("/presence/update");
    QTest::newRow("untrack") << QByteArray("/presence/untrack");
}

void TestControlPresence::whatWasNotTrackedCannotBeUpdatedOrUntracked()
{
    QFETCH(const QByteArray, path);
    ControlFixture fixture;
    QVERIFY(fixture.start());

    const Answer answer = fixture.post(path, R"({"topic":"room:lobby","key":"nobody"})");

    QCOMPARE(answer.status, 409);
    QVERIFY(
        answer.body.value(QLatin1String("error")).toString().contains(QStringLiteral("nobody")));
}

void TestControlPresence::badFieldsAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *path, const char *body, const char *words) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body) << QString::fromLatin1(words);
    };
    row("no topic", "/presence/track", R"({"key":"a"})", "needs the key \"topic\"");
    row("no key", "/presence/update", R"({"topic":"t"})", "needs the key \"key\"");
    row("a key that is a number", "/presence/untrack", R"({"topic":"t","key":1})", "\"key\"");
    row("a meta that is a list", "/presence/track", R"({"topic":"t","key":"a","meta":[]})",
        "\"meta\" must be an object");
    row("untrack with a meta", "/presence/untrack", R"({"topic":"t","key":"a","meta":{}})",
        "unknown key \"meta\"");
}

void TestControlPresence::badFieldsAreRefused()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, words);
    ControlFixture fixture;
    QVERIFY(fixture.start());

    const Answer answer = fixture.post(path, body);

    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.body.value(QLatin1String("error")).toString().contains(words),
             answer.bytes.constData());
}

PHX_TEST_CLASS(TestControlPresence)

#include "tst_controlpresence.moc"
