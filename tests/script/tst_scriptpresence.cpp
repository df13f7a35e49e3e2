// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace phx::test {

namespace {

const QByteArray Crashed = R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])";

//! The room tracks, lists and loops on demand. \param fetch the module's fetch
void writePresenceRoom(const ScriptFixture &fixture, const QByteArray &fetch)
{
    fixture.writeRoom("if (event === 'loop') for (;;) {}\n"
                      "if (event === 'list') return { reply: 'ok', response: "
                      "socket.presence.list() };\n"
                      "socket.presence[event](payload.key, { s: payload.s });\n"
                      "return { reply: 'ok' };\n}\n"
                      + fetch + "\nexport function unused() {");
}

const QByteArray AddsUsers = "let calls = 0;\n"
                             "export function fetch(topic, presences) {\n"
                             "  calls += 1;\n"
                             "  Object.keys(presences).forEach((key) => {\n"
                             "    presences[key].user = topic + ' ' + key + ' ' + calls;\n"
                             "  });\n"
                             "  return presences;\n}";

QJsonObject payloadOf(const WireEvent &event, const char *name)
{
    const QJsonArray message = QJsonDocument::fromJson(event.data).array();
    return message.at(3).toString() == QLatin1String(name) ? message.at(4).toObject()
                                                           : QJsonObject();
}

//! The next presence_diff, whatever else comes before.
QJsonObject nextDiff(WireClient &client)
{
    for (int i = 0; i < 100; ++i) {
        const QJsonObject diff = payloadOf(client.next(), "presence_diff");
        if (!diff.isEmpty())
            return diff;
    }
    return {};
}

QJsonObject entryOf(const QJsonObject &diff, const char *side)
{
    return diff.value(QLatin1String(side)).toObject().value(QLatin1String("u")).toObject();
}

QString userOf(const QJsonObject &entry)
{
    return entry.value(QLatin1String("user")).toString();
}

QString stateOf(const QJsonObject &entry)
{
    return entry.value(QLatin1String("metas"))
        .toArray()
        .at(0)
        .toObject()
        .value(QLatin1String("s"))
        .toString();
}

} // namespace

//! protocol.md §12 K 243 for scripts: a module's fetch is Phoenix.Presence's.
class ScriptPresenceTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item243FetchAddsToDiffsOnceForEachSideAndToLists();
    void everyServerThreadFetchesForItsOwn();
    void diffsAreFetchedAgainAfterTheHelperDied();
    void diffsStayInOrder();
    void aFetchThatThrowsLeavesTheDiffAsItIsAndSaysSo();
    void diffsGoOutAsTheyAreWhenTheHelperDies();
};

void ScriptPresenceTest::item243FetchAddsToDiffsOnceForEachSideAndToLists()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, AddsUsers);
    QVERIFY(fixture.start());
    const auto ann = fixture.joined();
    const auto bob = fixture.joined();
    QVERIFY(ann && bob);

    ann->sendText(R"(["1","2","room:a","track",{"key":"u","s":"on"}])");

    // Once for joins and once for leaves, not once for each client.
    for (WireClient *client : {ann.get(), bob.get()})
        QCOMPARE(userOf(entryOf(nextDiff(*client), "joins")), QStringLiteral("room:a u 1"));
    bob->sendText(R"(["1","2","room:a","list",{}])");
    const QJsonObject reply = payloadOf(bob->next(), "phx_reply");
    const QJsonObject entry =
        reply.value(QLatin1String("response")).toObject().value(QLatin1String("u")).toObject();
    QCOMPARE(userOf(entry), QStringLiteral("room:a u 3"));
    ann->disconnect();
    QCOMPARE(userOf(entryOf(nextDiff(*bob), "leaves")), QStringLiteral("room:a u 5"));
}

void ScriptPresenceTest::everyServerThreadFetchesForItsOwn()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, AddsUsers);
    QVERIFY(fixture.start(2));
    const auto ann = fixture.joined();
    const auto bob = fixture.joined();
    QVERIFY(ann && bob);

    ann->sendText(R"(["1","2","room:a","track",{"key":"u","s":"on"}])");

    for (WireClient *client : {ann.get(), bob.get()})
        QCOMPARE(userOf(entryOf(nextDiff(*client), "joins")), QStringLiteral("room:a u 1"));
}

void ScriptPresenceTest::diffsAreFetchedAgainAfterTheHelperDied()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, AddsUsers);
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);
    client->sendText(R"(["1","2","room:a","loop",{}])");
    QCOMPARE(client->next(std::chrono::seconds(30)).data, Crashed);

    client->sendText(R"(["2","3","room:a","phx_join",{}])");
    QVERIFY(client->next(std::chrono::seconds(30)).data.contains(R"("status":"ok")"));
    client->sendText(R"(["2","4","room:a","track",{"key":"u","s":"on"}])");

    QCOMPARE(userOf(entryOf(nextDiff(*client), "joins")), QStringLiteral("room:a u 1"));
}

void ScriptPresenceTest::diffsStayInOrder()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, AddsUsers);
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","track",{"key":"u","s":"0"}])");
    for (int i = 1; i <= 20; ++i)
        client->sendText(R"(["1","3","room:a","update",{"key":"u","s":")" + QByteArray::number(i)
                         + R"("}])");

    for (int i = 0; i <= 20; ++i)
        QCOMPARE(stateOf(entryOf(nextDiff(*client), "joins")), QString::number(i));
}

void ScriptPresenceTest::aFetchThatThrowsLeavesTheDiffAsItIsAndSaysSo()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, "export function fetch() { return {}; }");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","track",{"key":"u","s":"on"}])");

    QCOMPARE(stateOf(entryOf(nextDiff(*client), "joins")), QStringLiteral("on"));
    QTRY_VERIFY(fixture.details(tap::EventKind::Note)
                    .contains("fetch: TypeError: fetch must return an object with the keys"));
}

void ScriptPresenceTest::diffsGoOutAsTheyAreWhenTheHelperDies()
{
    ScriptFixture fixture;
    writePresenceRoom(fixture, "export function fetch() { for (;;) {} }");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","track",{"key":"u","s":"on"}])");

    QCOMPARE(stateOf(entryOf(nextDiff(*client), "joins")), QStringLiteral("on"));
    QCOMPARE(client->next().data, Crashed);
}

PHX_TEST_CLASS(ScriptPresenceTest)

} // namespace phx::test

#include "tst_scriptpresence.moc"
