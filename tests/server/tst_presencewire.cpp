// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>

namespace phx::test {

using server::ChannelContext;
using server::PresenceTracker;

//! protocol.md §12 K, by number: what clients get of presences.
class PresenceWireTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item237TrackGoesToAllAsAJoin();
    void item238ASecondConnectionUnderTheKeyIsASecondMeta();
    void item239AnUpdateIsOneDiffWithBothSides();
    void item240TheEndOfAConnectionIsALeave();
    void item241TrackingTwiceAndUpdatingNothingAreErrors();
    void item243TheFetchHookIsCalledOnceForEachSideAndForLists();
    void item243WhatTheHookLeavesOutIsKept();
    void item244DiffsCanBeInterceptedAndHaveNoJoinRef();
};

namespace {

//! A route on which `track`, `update` and `untrack` change the presence under the payload's key.
std::shared_ptr<Node::Callbacks> presenceRoute(Node &node)
{
    const auto callbacks = node.route("room:*");
    callbacks->in = [](const protocol::Message &message,
                       ChannelContext &context) -> server::ChannelResult {
        const QJsonObject payload = message.payload.toObject();
        const QString key = payload.value(QLatin1String("key")).toString();
        const QJsonObject meta = payload.value(QLatin1String("meta")).toObject();
        PresenceTracker::Outcome outcome;
        if (message.event.bytes() == "track")
            outcome = context.presence().track(context.instanceId(), "room:p", key, meta);
        else if (message.event.bytes() == "update")
            outcome = context.presence().update(context.instanceId(), "room:p", key, meta);
        else
            context.presence().untrack(context.instanceId(), "room:p", key);
        return server::ReplyWith {.status = outcome.error ? "error" : "ok"};
    };
    return callbacks;
}

FakeTransport &joined(Node &node)
{
    FakeTransport &client = node.client();
    client.receive(R"(["1","1","room:p","phx_join",{}])");
    client.take();
    return client;
}

//! The payload of the only presence_diff among the frames.
QJsonObject diffOf(FakeTransport &client)
{
    QJsonObject found;
    const QByteArrayList frames = client.take();
    for (const QByteArray &frame : frames) {
        const QJsonArray message = QJsonDocument::fromJson(frame).array();
        if (message.at(3).toString() == QLatin1String("presence_diff"))
            found = message.at(4).toObject();
    }
    return found;
}

QJsonArray metasOf(const QJsonObject &diff, const char *side)
{
    return diff.value(QLatin1String(side))
        .toObject()
        .value(QLatin1String("u"))
        .toObject()
        .value(QLatin1String("metas"))
        .toArray();
}

QString textOf(const QJsonValue &meta, const char *key)
{
    return meta.toObject().value(QLatin1String(key)).toString();
}

const char Track[] = R"(["1","2","room:p","track",{"key":"u","meta":{"s":"on"}}])";

} // namespace

void PresenceWireTest::item237TrackGoesToAllAsAJoin()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    FakeTransport &bob = joined(node);

    ann.receive(Track);

    for (FakeTransport *client : {&ann, &bob}) {
        const QJsonObject diff = diffOf(*client);
        QCOMPARE(metasOf(diff, "joins").size(), 1);
        QCOMPARE(textOf(metasOf(diff, "joins").at(0), "s"), QStringLiteral("on"));
        QVERIFY(!textOf(metasOf(diff, "joins").at(0), "phx_ref").isEmpty());
        QCOMPARE(diff.value(QLatin1String("leaves")), QJsonValue(QJsonObject()));
    }
}

void PresenceWireTest::item238ASecondConnectionUnderTheKeyIsASecondMeta()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    FakeTransport &bob = joined(node);
    ann.receive(Track);
    ann.take();

    bob.receive(Track);

    QCOMPARE(metasOf(diffOf(ann), "joins").size(), 1);
    const QJsonObject entry = node.presence.list("room:p").value(QLatin1String("u")).toObject();
    QCOMPARE(entry.value(QLatin1String("metas")).toArray().size(), 2);
}

void PresenceWireTest::item239AnUpdateIsOneDiffWithBothSides()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    ann.receive(Track);
    const QString first = textOf(metasOf(diffOf(ann), "joins").at(0), "phx_ref");

    ann.receive(R"(["1","3","room:p","update",{"key":"u","meta":{"s":"away"}}])");

    const QJsonObject diff = diffOf(ann);
    QCOMPARE(textOf(metasOf(diff, "joins").at(0), "phx_ref_prev"), first);
    QCOMPARE(textOf(metasOf(diff, "joins").at(0), "s"), QStringLiteral("away"));
    QCOMPARE(textOf(metasOf(diff, "leaves").at(0), "phx_ref"), first);
    QCOMPARE(textOf(metasOf(diff, "leaves").at(0), "s"), QStringLiteral("on"));
}

void PresenceWireTest::item240TheEndOfAConnectionIsALeave()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    FakeTransport &bob = joined(node);
    ann.receive(Track);
    bob.take();

    ann.end();

    const QJsonObject diff = diffOf(bob);
    QCOMPARE(textOf(metasOf(diff, "leaves").at(0), "s"), QStringLiteral("on"));
    QVERIFY(node.presence.list("room:p").isEmpty());
}

void PresenceWireTest::item241TrackingTwiceAndUpdatingNothingAreErrors()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    const auto statusOf = [&ann](const char *frame) {
        ann.receive(frame);
        return QJsonDocument::fromJson(ann.take().constLast())
            .array()
            .at(4)
            .toObject()
            .value(QLatin1String("status"))
            .toString();
    };

    QCOMPARE(statusOf(R"(["1","2","room:p","update",{"key":"u"}])"), QStringLiteral("error"));
    QCOMPARE(statusOf(R"(["1","3","room:p","untrack",{"key":"u"}])"), QStringLiteral("ok"));
    QCOMPARE(statusOf(Track), QStringLiteral("ok"));
    QCOMPARE(statusOf(Track), QStringLiteral("error"));
}

void PresenceWireTest::item243TheFetchHookIsCalledOnceForEachSideAndForLists()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    FakeTransport &bob = joined(node);
    QList<QStringList> calls; // the keys of each
    node.presence.setFetch([&calls](const QByteArray &topic, const QJsonObject &presences) {
        calls.append(topic == "room:p" ? presences.keys() : QStringList {QStringLiteral("?")});
        QJsonObject fetched = presences;
        for (auto it = fetched.begin(); it != fetched.end(); ++it) {
            QJsonObject entry = it.value().toObject();
            entry.insert(QStringLiteral("user"), it.key().toUpper());
            it.value() = entry;
        }
        return fetched;
    });
    const auto userIn = [](const QJsonObject &presences) {
        return textOf(presences.value(QLatin1String("u")), "user");
    };

    ann.receive(Track);

    for (FakeTransport *client : {&ann, &bob}) {
        const QJsonObject diff = diffOf(*client);
        QCOMPARE(userIn(diff.value(QLatin1String("joins")).toObject()), QStringLiteral("U"));
        QCOMPARE(metasOf(diff, "joins").size(), 1);
    }
    QCOMPARE(calls, QList<QStringList>({{QStringLiteral("u")}, {}}));
    QCOMPARE(userIn(node.presence.list("room:p")), QStringLiteral("U"));
    QCOMPARE(calls.size(), 3);
    ann.end();
    QCOMPARE(userIn(diffOf(bob).value(QLatin1String("leaves")).toObject()), QStringLiteral("U"));
    QCOMPARE(calls.size(), 5);
}

void PresenceWireTest::item243WhatTheHookLeavesOutIsKept()
{
    Node node;
    presenceRoute(node);
    FakeTransport &ann = joined(node);
    node.presence.setFetch([](const QByteArray &, const QJsonObject &) {
        return QJsonObject {{QStringLiteral("stranger"), QJsonObject()}};
    });

    ann.receive(Track);

    const QJsonObject diff = diffOf(ann);
    QCOMPARE(diff.value(QLatin1String("joins")).toObject().keys(),
             QStringList(QStringLiteral("u")));
    QCOMPARE(metasOf(diff, "joins").size(), 1);
}

void PresenceWireTest::item244DiffsCanBeInterceptedAndHaveNoJoinRef()
{
    Node node;
    const auto callbacks = presenceRoute(node);
    FakeTransport &plain = joined(node);
    callbacks->intercepts = {"presence_diff"};
    int intercepted = 0;
    callbacks->out = [&intercepted](const protocol::Broadcast &broadcast,
                                    ChannelContext &) -> server::ChannelResult {
        if (broadcast.event == "presence_diff")
            ++intercepted;
        return server::NoReply {};
    };
    FakeTransport &filtered = joined(node);

    plain.receive(Track);

    QVERIFY(plain.take().constFirst().startsWith(R"([null,null,"room:p","presence_diff",)"));
    QCOMPARE(intercepted, 1);
    QVERIFY(filtered.take().isEmpty());
}

PHX_TEST_CLASS(PresenceWireTest)

} // namespace phx::test

#include "tst_presencewire.moc"
