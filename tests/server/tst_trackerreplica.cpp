// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/nodefixture.h"
#include "tests/server/trackercluster.h"
#include "tests/support/testcase.h"

namespace phx::test {

using server::PresenceChange;
using server::TrackerReplica;

//! protocol.md §6.2: nodes on several machines, with time in the test's hand.
class TrackerReplicaTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item252ASilentReplicaLeavesAndJoinsAgainWhenItIsBack();
    void item252AfterTwentyMinutesItIsForgottenAndComesBackByATransfer();
    void item252ClientsGetBothAsDiffs();
    void aJoinReachesTheOthersWithTheNextHeartbeat();
    void anUpdateIsOneDiffWithBothSides();
    void twoKeysOfOneOwnerAreTwoPresences();
    void metasOfOneProcessStayTogetherBehindOurs();
    void whoComesLateGetsWhatIsThereByATransfer();
    void aLostHeartbeatIsMadeUpForByATransferOfTheChanges();
    void aRestartedNodeLeavesWithWhatItHadAndStartsAnew();
    void aSplitNetworkHeals();
    void withoutChangesOnlyEveryEleventhPeriodIsABeat();
    void aStoppingNodeTakesItsPresencesAlong();
    void aGracefulShutdownIsToldAtOnce();
    void anotherNodeOfOurNameIsRefusedWithASentence();
    void statesThatNobodyAskedForAreRefused();
    void moreNodesThanTheLimitAreRefused();
    void presencesBeyondTheLimitAreCounted();
};

namespace {

constexpr auto Topic = "room:1";

//! A cluster of that size whose nodes know each other.
std::unique_ptr<TrackerCluster> cluster(size_t size, server::TrackerOptions options = {})
{
    auto made = std::make_unique<TrackerCluster>(size, std::move(options));
    made->tickAll();
    made->deliverAll();
    return made;
}

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

} // namespace

void TrackerReplicaTest::item252ASilentReplicaLeavesAndJoinsAgainWhenItIsBack()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {});
    two->advance(1500ms);
    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 +u1")});

    two->split(0);
    two->advance(28500ms);
    QCOMPARE(two->takeDiffs(1), QStringList());
    two->advance(3s);
    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 -u1")});
    QCOMPARE(two->list(1, Topic), QString());

    two->advance(18min);
    two->heal();
    two->advance(17s);
    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 +u1")});
    QCOMPARE(two->list(1, Topic), two->list(0, Topic));
}

void TrackerReplicaTest::item252AfterTwentyMinutesItIsForgottenAndComesBackByATransfer()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {});
    two->advance(1500ms);
    two->split(0);

    two->advance(21min);

    QCOMPARE(two->nodes[1]->replica->state().values().size(), size_t(0));
    two->heal();
    two->advance(30s);
    QCOMPARE(two->takeDiffs(1),
             QStringList({text("room:1 +u1"), text("room:1 -u1"), text("room:1 +u1")}));
}

void TrackerReplicaTest::item252ClientsGetBothAsDiffs()
{
    const auto two = cluster(2);
    Node node;
    node.route("room:*");
    FakeTransport &client = node.client();
    client.receive(R"(["1","1","room:1","phx_join",{}])");
    client.take();
    // What node 1 applies is applied to the client's node, too.
    two->nodes[1]->presences = std::make_unique<server::PresenceTracker>(
        [&node](const QByteArray &topic, const QJsonObject &diff) {
            node.pubsub.localBroadcast(
                {topic, protocol::events::PresenceDiff, protocol::Payload::object(diff)}, {});
        });
    const auto sides = [&client] {
        QStringList found;
        const QByteArrayList frames = client.take();
        for (const QByteArray &frame : frames) {
            const QJsonArray message = QJsonDocument::fromJson(frame).array();
            if (message.at(3).toString() != QLatin1String("presence_diff"))
                continue;
            const QJsonObject diff = message.at(4).toObject();
            found.append(
                diff.value(QLatin1String("joins")).toObject().keys().join(QLatin1Char(' '))
                + QLatin1Char('/')
                + diff.value(QLatin1String("leaves")).toObject().keys().join(QLatin1Char(' ')));
        }
        return found;
    };

    two->at(0).track(1, Topic, text("u1"), {});
    two->advance(1500ms);
    QCOMPARE(sides(), QStringList {text("u1/")});
    two->split(0);
    two->advance(32s);
    QCOMPARE(sides(), QStringList {text("/u1")});
    two->heal();
    two->advance(17s);
    QCOMPARE(sides(), QStringList {text("u1/")});
}

void TrackerReplicaTest::aJoinReachesTheOthersWithTheNextHeartbeat()
{
    const auto three = cluster(3);
    three->at(1).track(1, Topic, text("u1"), {{text("n"), 1}, {text("deep"), QJsonArray {1.5}}});
    QVERIFY(three->network.empty());

    three->advance(1500ms);

    for (const size_t other : {0U, 2U}) {
        QCOMPARE(three->takeDiffs(other), QStringList {text("room:1 +u1")});
        QCOMPARE(three->at(other).list(Topic), three->at(1).list(Topic));
    }
}

void TrackerReplicaTest::anUpdateIsOneDiffWithBothSides()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {{text("n"), 1}});
    two->advance(1500ms);
    two->takeDiffs(1);

    two->at(0).update(1, Topic, text("u1"), {{text("n"), 2}});
    two->advance(1500ms);

    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 +u1 -u1")});
    QCOMPARE(two->at(1).list(Topic), two->at(0).list(Topic));
    const QJsonArray metas = two->at(1).list(Topic).value(QLatin1String("u1"))[u"metas"].toArray();
    QCOMPARE(metas.size(), 1);
    QVERIFY(metas.at(0)[u"phx_ref_prev"].isString());
}

void TrackerReplicaTest::twoKeysOfOneOwnerAreTwoPresences()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("a"), {});
    two->at(0).track(1, Topic, text("b"), {});
    two->advance(1500ms);
    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 +a +b")});

    two->at(0).untrack(1, Topic, text("a"));
    two->advance(1500ms);
    two->at(0).untrackAll(1);
    two->advance(1500ms);

    QCOMPARE(two->takeDiffs(1), QStringList({text("room:1 -a"), text("room:1 -b")}));
}

void TrackerReplicaTest::metasOfOneProcessStayTogetherBehindOurs()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {{text("n"), 1}});
    two->at(0).track(2, Topic, text("u1"), {{text("n"), 2}});
    two->advance(1500ms);
    two->at(0).update(1, Topic, text("u1"), {{text("n"), 3}});
    two->advance(1500ms);
    two->at(1).track(9, Topic, text("u1"), {{text("n"), 9}});

    const QJsonArray metas = two->at(1).list(Topic).value(QLatin1String("u1"))[u"metas"].toArray();

    QCOMPARE(metas.size(), 3);
    QCOMPARE(metas.at(0)[u"n"].toInt(), 9);
    QCOMPARE(metas.at(1)[u"n"].toInt(), 3);
    QCOMPARE(metas.at(2)[u"n"].toInt(), 2);
}

void TrackerReplicaTest::whoComesLateGetsWhatIsThereByATransfer()
{
    const auto three = cluster(3);
    for (quint64 owner = 1; owner <= 20; ++owner)
        three->at(0).track(owner, Topic, QString::number(owner), {});
    three->advance(1500ms);

    three->restart(2);
    three->advance(20s);

    QCOMPARE(three->list(2, Topic), three->list(0, Topic));
    QVERIFY(three->nodes[2]->replica->stats().transferRequests > 0);
}

void TrackerReplicaTest::aLostHeartbeatIsMadeUpForByATransferOfTheChanges()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("kept"), {});
    two->at(0).track(2, Topic, text("leaves"), {});
    two->advance(1500ms);
    two->split(0);
    two->at(0).track(3, Topic, text("lost"), {});
    two->at(0).untrackAll(2);
    two->advance(1500ms);
    two->heal();
    two->takeDiffs(1);

    two->at(0).track(4, Topic, text("next"), {});
    two->advance(4500ms);

    QCOMPARE(two->list(1, Topic), two->list(0, Topic));
    QCOMPARE(two->takeDiffs(1), QStringList({text("room:1 +next"), text("room:1 +lost -leaves")}));
}

void TrackerReplicaTest::aRestartedNodeLeavesWithWhatItHadAndStartsAnew()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("old"), {});
    two->advance(1500ms);
    two->takeDiffs(1);

    two->restart(0);
    two->at(0).track(1, Topic, text("new"), {});
    two->advance(1500ms);

    QCOMPARE(two->takeDiffs(1), QStringList({text("room:1 -old"), text("room:1 +new")}));
    QCOMPARE(two->nodes[1]->replica->state().values().size(), size_t(1));
    QCOMPARE(two->nodes[1]->replica->state().context().size(), size_t(2));
}

void TrackerReplicaTest::aSplitNetworkHeals()
{
    const auto three = cluster(3);
    three->at(0).track(1, Topic, text("a"), {});
    three->at(1).track(1, Topic, text("b"), {});
    three->advance(1500ms);

    three->split(2);
    three->at(0).untrackAll(1);
    three->at(1).update(1, Topic, text("b"), {{text("n"), 2}});
    three->at(2).track(1, Topic, text("c"), {});
    three->advance(60s);
    QCOMPARE(three->at(0).list(Topic).keys(), QStringList {text("b")});
    QCOMPARE(three->at(2).list(Topic).keys(), QStringList {text("c")});
    three->heal();
    three->advance(30s);

    for (const size_t node : {0U, 1U, 2U}) {
        QCOMPARE(three->at(node).list(Topic).keys(), QStringList({text("b"), text("c")}));
        QCOMPARE(three->list(node, Topic), three->list(0, Topic));
    }
}

void TrackerReplicaTest::withoutChangesOnlyEveryEleventhPeriodIsABeat()
{
    TrackerCluster one(2);
    const auto beats = [&one] { return one.nodes[0]->replica->stats().heartbeats; };
    one.tickAll();
    one.deliverAll();
    QCOMPARE(beats(), quint64(1));
    // The two have met: the next beat tells each what the other has.
    one.advance(1500ms);
    QCOMPARE(beats(), quint64(2));

    one.advance(10 * 1500ms);
    QCOMPARE(beats(), quint64(2));
    one.advance(1500ms);
    QCOMPARE(beats(), quint64(3));
    one.at(0).track(1, Topic, text("u1"), {});
    one.advance(1500ms);
    QCOMPARE(beats(), quint64(4));
}

void TrackerReplicaTest::aStoppingNodeTakesItsPresencesAlong()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {});
    two->advance(1500ms);
    two->takeDiffs(1);

    two->nodes[0]->replica->stop();
    two->deliverAll();

    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 -u1")});
    QVERIFY(two->nodes[1]->replica->state().context().size() == 2); // it may come back
}

void TrackerReplicaTest::aGracefulShutdownIsToldAtOnce()
{
    const auto two = cluster(2, {.permdownOnShutdown = true});
    two->at(0).track(1, Topic, text("u1"), {});
    two->advance(1500ms);
    two->takeDiffs(1);

    two->nodes[0]->replica->stop();
    two->deliverAll();

    QCOMPARE(two->takeDiffs(1), QStringList {text("room:1 -u1")});
    QCOMPARE(two->nodes[1]->replica->state().context().size(), size_t(1));
}

void TrackerReplicaTest::anotherNodeOfOurNameIsRefusedWithASentence()
{
    TrackerCluster two(2);
    two.nodes[1]->name = two.nodes[0]->name;
    two.restart(1);

    two.tickAll();
    two.deliverAll();
    two.advance(30s);

    QCOMPARE(two.nodes[0]->warnings.size(), 1);
    QVERIFY(two.nodes[0]->warnings.front().contains(text("n0@test")));
    QVERIFY(two.nodes[0]->replica->stats().refused > 1);
}

void TrackerReplicaTest::statesThatNobodyAskedForAreRefused()
{
    const auto two = cluster(2);
    two->at(0).track(1, Topic, text("u1"), {});
    const auto &from = *two->nodes[0]->replica;

    two->nodes[1]->replica->receive(
        server::trackerterms::toTerm(server::TrackerTransferAnswer {
            .ref = server::trackerterms::referenceOf("n1@test", 77, 1),
            .from = server::TrackerReplicaRef::fromId(from.state().replica()),
            .state = from.state().extract(from.state().context())}),
        two->now);

    QCOMPARE(two->takeDiffs(1), QStringList());
    QCOMPARE(two->nodes[1]->replica->stats().refused, quint64(1));
}

void TrackerReplicaTest::moreNodesThanTheLimitAreRefused()
{
    const auto three = cluster(3, {.maxReplicas = 1});
    three->at(1).track(1, Topic, text("u1"), {});
    three->at(2).track(1, Topic, text("u2"), {});

    three->advance(1500ms);

    QCOMPARE(three->takeDiffs(0), QStringList {text("room:1 +u1")});
    QVERIFY(!three->nodes[0]->warnings.isEmpty());
}

void TrackerReplicaTest::presencesBeyondTheLimitAreCounted()
{
    const auto two = cluster(2, {.maxRemoteValues = 2});
    for (quint64 owner = 1; owner <= 3; ++owner)
        two->at(0).track(owner, Topic, QString::number(owner), {});

    two->advance(1500ms);
    QCOMPARE(two->at(1).list(Topic).size(), 2);
    QCOMPARE(two->nodes[1]->replica->state().refusedValues(), quint64(1));
    QCOMPARE(two->nodes[1]->warnings.size(), 1);
    two->at(0).untrackAll(1);
    two->at(0).untrackAll(2);
    two->at(0).untrackAll(3);
    two->advance(1500ms);
    QCOMPARE(two->at(1).list(Topic).size(), 0);
}

PHX_TEST_CLASS(TrackerReplicaTest)

} // namespace phx::test

#include "tst_trackerreplica.moc"
