// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/presence.h"
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace phx::test {

using client::Presence;
using client::PresenceState;

namespace {

QJsonObject parse(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

//! "key[meta,meta] key[…]": the phx_refs in order.
QByteArray text(const QList<std::pair<QString, QJsonObject>> &list)
{
    QByteArrayList entries;
    for (const auto &[key, entry] : list) {
        QByteArrayList refs;
        for (const QJsonValue meta : entry.value(QLatin1String("metas")).toArray())
            refs.append(meta.toObject().value(QLatin1String("phx_ref")).toString().toUtf8());
        entries.append(key.toUtf8() + '[' + refs.join(',') + ']');
    }
    return entries.join(' ');
}

//! Notes changes as "+key[before][changed]" and "-key[rest][changed]".
Presence::Change note(QByteArrayList &changes, char mark)
{
    return [&changes, mark](const QString &key, const std::optional<QJsonObject> &current,
                            const QJsonObject &changed) {
        changes.append(mark + (current ? text({{key, *current}}) : key.toUtf8() + "()")
                       + text({{QString(), changed}}));
    };
}

PresenceState stateOf(const char *json)
{
    return Presence::syncState({}, parse(json));
}

} // namespace

//! protocol.md §12 K, the items of the client.
class PresenceClientTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item245_diffsBeforeTheStateAreHeld();
    void item246_diffsAreHeldAgainAfterARejoin();
    void item247_aStateTellsWhatHasChanged();
    void item248_oldMetasComeFirst();
    void item249_aLeaveOfAnUnknownKeyIsIgnored();
    void item250_anUpdateNeverRemovesTheEntry();
    void item251_anyTextIsAKey();
    void entriesAreListedAsJavaScriptDoes();
};

void PresenceClientTest::item245_diffsBeforeTheStateAreHeld()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    Presence presence(channel);
    int syncs = 0;
    presence.onSync([&syncs] { ++syncs; });

    fixture.transport().receive(
        R"([null,null,"t","presence_diff",{"joins":{"b":{"metas":[{"phx_ref":"2"}]}},"leaves":{}}])");
    QCOMPARE(syncs, 0);
    QCOMPARE(presence.list().size(), 0);
    fixture.transport().receive(
        R"(["3",null,"t","presence_state",{"a":{"metas":[{"phx_ref":"1"}]}}])");
    QCOMPARE(text(presence.list()), QByteArray("a[1] b[2]"));
    QCOMPARE(syncs, 1);
    fixture.transport().receive(
        R"([null,null,"t","presence_diff",{"joins":{},"leaves":{"a":{"metas":[{"phx_ref":"1"}]}}}])");

    QCOMPARE(text(presence.list()), QByteArray("b[2]"));
    QCOMPARE(syncs, 2);
}

void PresenceClientTest::item246_diffsAreHeldAgainAfterARejoin()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    Presence presence(channel);
    fixture.transport().receive(R"(["3",null,"t","presence_state",{}])");
    QVERIFY(!presence.isPendingSync());
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    fixture.transport().open();
    fixture.reply(*channel->joinPush(), "t", "ok");

    fixture.transport().receive(
        R"([null,null,"t","presence_diff",{"joins":{"b":{"metas":[{"phx_ref":"2"}]}},"leaves":{}}])");
    QCOMPARE(presence.list().size(), 0);
    fixture.transport().receive(R"([null,null,"t","presence_state",{}])");

    QCOMPARE(text(presence.list()), QByteArray("b[2]"));
}

void PresenceClientTest::item247_aStateTellsWhatHasChanged()
{
    const PresenceState before = stateOf(
        R"({"gone":{"metas":[{"phx_ref":"1"}]},"both":{"metas":[{"phx_ref":"2"},{"phx_ref":"3"}]}})");
    QByteArrayList changes;

    const PresenceState after = Presence::syncState(
        before,
        parse(
            R"({"both":{"metas":[{"phx_ref":"3"},{"phx_ref":"4"}]},"new":{"metas":[{"phx_ref":"5"}]}})"),
        note(changes, '+'), note(changes, '-'));

    QCOMPARE(changes,
             (QByteArrayList {"+both[2,3][4]", "+new()[5]", "-both[3,4][2]", "-gone[][1]"}));
    QCOMPARE(text(after.list()), QByteArray("both[3,4] new[5]"));
}

void PresenceClientTest::item248_oldMetasComeFirst()
{
    const PresenceState before = stateOf(R"({"a":{"metas":[{"phx_ref":"1"},{"phx_ref":"2"}]}})");

    const PresenceState after = Presence::syncDiff(
        before,
        parse(R"({"joins":{"a":{"metas":[{"phx_ref":"2"},{"phx_ref":"3"}]}},"leaves":{}})"));

    QCOMPARE(text(after.list()), QByteArray("a[1,2,3]"));
}

void PresenceClientTest::item249_aLeaveOfAnUnknownKeyIsIgnored()
{
    QByteArrayList changes;

    const PresenceState after =
        Presence::syncDiff(stateOf(R"({"a":{"metas":[{"phx_ref":"1"}]}})"),
                           parse(R"({"joins":{},"leaves":{"b":{"metas":[{"phx_ref":"9"}]}}})"),
                           note(changes, '+'), note(changes, '-'));

    QCOMPARE(changes, QByteArrayList());
    QCOMPARE(text(after.list()), QByteArray("a[1]"));
}

void PresenceClientTest::item250_anUpdateNeverRemovesTheEntry()
{
    QByteArrayList changes;

    const PresenceState after = Presence::syncDiff(
        stateOf(R"({"a":{"metas":[{"phx_ref":"1"}]}})"),
        parse(
            R"({"joins":{"a":{"metas":[{"phx_ref":"2","phx_ref_prev":"1"}]}},"leaves":{"a":{"metas":[{"phx_ref":"1"}]}}})"),
        note(changes, '+'), note(changes, '-'));

    QCOMPARE(changes, (QByteArrayList {"+a[1][2]", "-a[2][1]"}));
    QCOMPARE(text(after.list()), QByteArray("a[2]"));
}

void PresenceClientTest::item251_anyTextIsAKey()
{
    const PresenceState state = stateOf(
        R"({"__proto__":{"metas":[{"phx_ref":"1"}]},"constructor":{"metas":[{"phx_ref":"2"}]},"":{"metas":[{"phx_ref":"3"}]}})");

    QCOMPARE(text({{QStringLiteral("__proto__"), state.value(QStringLiteral("__proto__"))}}),
             QByteArray("__proto__[1]"));
    QCOMPARE(state.size(), 3);
}

void PresenceClientTest::entriesAreListedAsJavaScriptDoes()
{
    PresenceState state;
    for (const char *key : {"b", "10", "a", "9", "01"})
        state.insert(QString::fromLatin1(key), {});

    QCOMPARE(text(state.list()), QByteArray("9[] 10[] b[] a[] 01[]"));
}

PHX_TEST_CLASS(PresenceClientTest)

} // namespace phx::test

#include "tst_presenceclient.moc"
