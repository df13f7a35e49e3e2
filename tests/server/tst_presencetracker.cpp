// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/presencetracker.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

using phx::server::PresenceTracker;

namespace phx::test {

//! protocol.md §6.1.
class PresenceTrackerTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void trackIsAJoin();
    void trackingTwiceIsRefused();
    void updateIsALeaveOfTheOldAndAJoinOfTheNew();
    void updateOfNothingIsRefused();
    void untrackIsALeave();
    void untrackOfNothingIsSilent();
    void aKeyStaysUntilItsLastMetaLeaves();
    void metasAreOrderedByOwner();
    void theEndOfAnOwnerGivesOneDiffPerTopic();
    void topicsAreSeparate();
    void refsAreTimeNodeAndCounter();
    void clientsCannotChooseTheirRef();
    void dangerousKeysAreOrdinaryKeys();
};

namespace {

struct Diff
{
    QByteArray topic;
    QJsonObject payload;
};

struct Recorder
{
    QList<Diff> diffs;
    PresenceTracker tracker {[this](const QByteArray &topic, const QJsonObject &payload) {
        diffs.append({topic, payload});
    }};
};

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

//! The metas of a key, in "joins" or "leaves" of a diff or in a list.
QJsonArray metas(const QJsonObject &entries, const char *key)
{
    return entries.value(QLatin1String(key)).toObject().value(QLatin1String("metas")).toArray();
}

QJsonObject part(const Diff &diff, const char *name)
{
    return diff.payload.value(QLatin1String(name)).toObject();
}

QString text(const QJsonValue &meta, const char *key)
{
    return meta.toObject().value(QLatin1String(key)).toString();
}

const QString Alice = QStringLiteral("alice");
const QString Bob = QStringLiteral("bob");

} // namespace

void PresenceTrackerTest::trackIsAJoin()
{
    Recorder recorder;

    const auto outcome = recorder.tracker.track(1, "t", Alice, json(R"({"status":"on"})"));

    QVERIFY(!outcome.error);
    QCOMPARE(recorder.diffs.size(), 1);
    QCOMPARE(recorder.diffs.first().topic, QByteArray("t"));
    const QJsonArray joined = metas(part(recorder.diffs.first(), "joins"), "alice");
    QCOMPARE(joined.size(), 1);
    QCOMPARE(text(joined.at(0), "status"), QStringLiteral("on"));
    QCOMPARE(text(joined.at(0), "phx_ref"), outcome.ref);
    QVERIFY(recorder.diffs.first().payload.value(QLatin1String("leaves")).isObject());
    QVERIFY(part(recorder.diffs.first(), "leaves").isEmpty());
    QCOMPARE(metas(recorder.tracker.list("t"), "alice"), joined);
}

void PresenceTrackerTest::trackingTwiceIsRefused()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, {});

    const auto outcome = recorder.tracker.track(1, "t", Alice, {});

    QCOMPARE(outcome.error.value(), PresenceTracker::Error::AlreadyTracked);
    QCOMPARE(recorder.diffs.size(), 1);
}

void PresenceTrackerTest::updateIsALeaveOfTheOldAndAJoinOfTheNew()
{
    Recorder recorder;
    const QString first = recorder.tracker.track(1, "t", Alice, json(R"({"s":"on"})")).ref;

    const QString second = recorder.tracker.update(1, "t", Alice, json(R"({"s":"away"})")).ref;

    const Diff &diff = recorder.diffs.last();
    const QJsonValue joined = metas(part(diff, "joins"), "alice").at(0);
    const QJsonValue left = metas(part(diff, "leaves"), "alice").at(0);
    QCOMPARE(text(joined, "s"), QStringLiteral("away"));
    QCOMPARE(text(joined, "phx_ref"), second);
    QCOMPARE(text(joined, "phx_ref_prev"), first);
    QCOMPARE(text(left, "s"), QStringLiteral("on"));
    QCOMPARE(text(left, "phx_ref"), first);
    QVERIFY(first != second);
}

void PresenceTrackerTest::updateOfNothingIsRefused()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, {});

    QCOMPARE(recorder.tracker.update(1, "t", Bob, {}).error.value(),
             PresenceTracker::Error::NoPresence);
    QCOMPARE(recorder.tracker.update(2, "t", Alice, {}).error.value(),
             PresenceTracker::Error::NoPresence);
    QCOMPARE(recorder.tracker.update(1, "u", Alice, {}).error.value(),
             PresenceTracker::Error::NoPresence);
    QCOMPARE(recorder.diffs.size(), 1);
}

void PresenceTrackerTest::untrackIsALeave()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, json(R"({"s":1})"));

    recorder.tracker.untrack(1, "t", Alice);

    QCOMPARE(metas(part(recorder.diffs.last(), "leaves"), "alice").size(), 1);
    QVERIFY(part(recorder.diffs.last(), "joins").isEmpty());
    QVERIFY(recorder.tracker.list("t").isEmpty());
}

void PresenceTrackerTest::untrackOfNothingIsSilent()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, {});

    recorder.tracker.untrack(1, "t", Bob);
    recorder.tracker.untrack(1, "u", Alice);
    recorder.tracker.untrackAll(9);

    QCOMPARE(recorder.diffs.size(), 1);
}

void PresenceTrackerTest::aKeyStaysUntilItsLastMetaLeaves()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, json(R"({"from":"one"})"));
    recorder.tracker.track(2, "t", Alice, json(R"({"from":"two"})"));

    recorder.tracker.untrack(1, "t", Alice);

    const QJsonArray left = metas(part(recorder.diffs.last(), "leaves"), "alice");
    QCOMPARE(left.size(), 1);
    QCOMPARE(text(left.at(0), "from"), QStringLiteral("one"));
    const QJsonArray staying = metas(recorder.tracker.list("t"), "alice");
    QCOMPARE(staying.size(), 1);
    QCOMPARE(text(staying.at(0), "from"), QStringLiteral("two"));
}

void PresenceTrackerTest::metasAreOrderedByOwner()
{
    Recorder recorder;
    for (const quint64 owner : {quint64(3), quint64(1), quint64(2)})
        recorder.tracker.track(owner, "t", Alice, {{QStringLiteral("n"), QString::number(owner)}});

    const QJsonArray ordered = metas(recorder.tracker.list("t"), "alice");

    QCOMPARE(text(ordered.at(0), "n"), QStringLiteral("1"));
    QCOMPARE(text(ordered.at(1), "n"), QStringLiteral("2"));
    QCOMPARE(text(ordered.at(2), "n"), QStringLiteral("3"));
}

void PresenceTrackerTest::theEndOfAnOwnerGivesOneDiffPerTopic()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, {});
    recorder.tracker.track(1, "t", Bob, {});
    recorder.tracker.track(1, "u", Alice, {});
    recorder.tracker.track(2, "t", Alice, {});
    recorder.diffs.clear();

    recorder.tracker.untrackAll(1);
    recorder.tracker.untrackAll(1);

    QCOMPARE(recorder.diffs.size(), 2);
    QCOMPARE(recorder.diffs.at(0).topic, QByteArray("t"));
    QCOMPARE(part(recorder.diffs.at(0), "leaves").keys(), QStringList({Alice, Bob}));
    QCOMPARE(recorder.diffs.at(1).topic, QByteArray("u"));
    QCOMPARE(recorder.tracker.list("t").keys(), QStringList({Alice}));
    QVERIFY(recorder.tracker.list("u").isEmpty());
}

void PresenceTrackerTest::topicsAreSeparate()
{
    Recorder recorder;
    recorder.tracker.track(1, "t", Alice, {});

    QVERIFY(!recorder.tracker.track(1, "u", Alice, {}).error);
    QVERIFY(recorder.tracker.list("v").isEmpty());
}

void PresenceTrackerTest::refsAreTimeNodeAndCounter()
{
    Recorder recorder;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const QByteArray first = recorder.tracker.track(1, "t", Alice, {}).ref.toLatin1();
    const QByteArray second = recorder.tracker.track(1, "t", Bob, {}).ref.toLatin1();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();

    QCOMPARE(first.size(), 16);
    const QByteArray bytes = QByteArray::fromBase64(first, QByteArray::Base64UrlEncoding);
    const QByteArray nextBytes = QByteArray::fromBase64(second, QByteArray::Base64UrlEncoding);
    QCOMPARE(bytes.size(), 12);
    const qint64 ms = qFromBigEndian<qint64>(bytes.constData()) / 1'000'000;
    QVERIFY(ms >= before && ms <= after);
    QCOMPARE(bytes.mid(8, 2), nextBytes.mid(8, 2));
    QVERIFY(bytes.mid(10) != nextBytes.mid(10));
}

void PresenceTrackerTest::clientsCannotChooseTheirRef()
{
    Recorder recorder;

    const auto outcome =
        recorder.tracker.track(1, "t", Alice, json(R"({"phx_ref":"mine","phx_ref_prev":"old"})"));

    const QJsonValue meta = metas(recorder.tracker.list("t"), "alice").at(0);
    QCOMPARE(text(meta, "phx_ref"), outcome.ref);
}

void PresenceTrackerTest::dangerousKeysAreOrdinaryKeys()
{
    Recorder recorder;
    const QStringList keys {QString(), QStringLiteral("1"), QStringLiteral("__proto__"),
                            QStringLiteral("constructor"), QString(QChar(0)) + QStringLiteral("x")};
    for (const QString &key : keys)
        recorder.tracker.track(1, "t", key, {});

    QCOMPARE(recorder.tracker.list("t").size(), keys.size());
    for (const QString &key : keys)
        recorder.tracker.untrack(1, "t", key);
    QVERIFY(recorder.tracker.list("t").isEmpty());
}

PHX_TEST_CLASS(PresenceTrackerTest)

} // namespace phx::test

#include "tst_presencetracker.moc"
