// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/deltagenerations.h"
#include "server/presence/trackerstate.h"
#include "tests/support/testcase.h"

using phx::protocol::EtfTerm;
using namespace phx::server;

namespace phx::test {

//! The add-wins set of protocol.md §6.2, its clocks and its generations of changes.
class TrackerStateTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void clocksCompare_data();
    void clocksCompare();
    void aClockSetKeepsWhatIsNotDominated();
    void anAddWinsOverAnOlderRemoval();
    void aRemovalIsNotUndoneByAnOldMessage();
    void changesBehindAGapAreTakenAndTheGapStays();
    void unknownReplicasAreNotTaken();
    void nobodyElseRemovesWhatIsTrackedHere();
    void aReplicaThatIsDownReportsNothing();
    void aStateCarriesOnlyReplicasThatTheOtherKnows();
    void generationsServeWhoMissedALittle();
    void aGapBetweenGenerationsIsNotBridged();
};

namespace {

TrackerValue presence(const char *key)
{
    return {.pid = EtfTerm::integer(1),
            .topic = "room:1",
            .key = EtfTerm::binary(key),
            .meta = EtfTerm::map({})};
}

//! Two states that know each other as up.
struct Pair
{
    TrackerState a {"a"};
    TrackerState b {"b"};

    Pair()
    {
        std::ignore = a.replicaUp("b");
        std::ignore = b.replicaUp("a");
    }
};

} // namespace

void TrackerStateTest::clocksCompare_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < 7; ++row)
        QTest::addRow("%d", row) << row;
}

void TrackerStateTest::clocksCompare()
{
    struct Row
    {
        TrackerContext a;
        TrackerContext b;
        bool dominates;
        bool dominatesOrEqual;
    };
    const std::vector<Row> rows {
        {{}, {}, true, true},
        {{}, {{"a", 1}}, false, false},
        {{{"a", 1}}, {}, true, true},
        {{{"a", 2}}, {{"a", 1}}, true, true},
        {{{"a", 1}}, {{"a", 2}}, false, false},
        {{{"a", 2}}, {{"a", 1}, {"b", 0}}, false, true},
        {{{"a", 2}, {"b", 1}}, {{"a", 2}, {"c", 1}}, false, true},
    };
    QFETCH(int, row);

    const Row &wanted = rows.at(size_t(row));

    QCOMPARE(trackerclock::dominates(wanted.a, wanted.b), wanted.dominates);
    QCOMPARE(trackerclock::dominatesOrEqual(wanted.a, wanted.b), wanted.dominatesOrEqual);
}

void TrackerStateTest::aClockSetKeepsWhatIsNotDominated()
{
    std::vector<TrackerClock> set;
    const auto names = [&set] {
        QByteArray all;
        for (const TrackerClock &clock : set)
            all += clock.replica;
        return all;
    };

    trackerclock::append(set, {"a", {}});
    QCOMPARE(names(), QByteArray());
    trackerclock::append(set, {"a", {{"a", 2}, {"b", 1}}});
    trackerclock::append(set, {"b", {{"a", 1}, {"b", 1}}});
    QCOMPARE(names(), QByteArray("a"));
    trackerclock::append(set, {"b", {{"a", 1}, {"b", 3}}});
    QCOMPARE(names(), QByteArray("ba"));
    trackerclock::append(set, {"c", {{"a", 2}, {"b", 3}, {"c", 0}}});
    QCOMPARE(names(), QByteArray("c"));
}

void TrackerStateTest::anAddWinsOverAnOlderRemoval()
{
    Pair pair;
    const qint64 first = pair.a.join(presence("u1"));
    std::ignore = pair.b.merge(pair.a.takeDelta());
    pair.a.leave(first);
    pair.a.join(presence("u1"));

    const TrackerDiff diff = pair.b.merge(pair.a.takeDelta());

    QCOMPARE(diff.joins.size(), size_t(1));
    QCOMPARE(diff.leaves.size(), size_t(1));
    QCOMPARE(pair.b.values(), pair.a.values());
}

void TrackerStateTest::aRemovalIsNotUndoneByAnOldMessage()
{
    Pair pair;
    pair.a.join(presence("lost"));
    const TrackerDelta lost = pair.a.takeDelta();
    const qint64 clock = pair.a.join(presence("u1"));
    const TrackerDelta joined = pair.a.takeDelta();
    std::ignore = pair.b.merge(joined);
    pair.a.leave(clock);
    QCOMPARE(pair.b.merge(pair.a.takeDelta()).leaves.size(), size_t(1));

    QCOMPARE(pair.b.merge(joined).joins.size(), size_t(0));
    QCOMPARE(pair.b.merge(lost).joins.size(), size_t(1));
    QCOMPARE(pair.b.merge(joined).joins.size(), size_t(0));
    QCOMPARE(pair.b.context(), (TrackerContext {{"a", 3}, {"b", 0}}));
}

void TrackerStateTest::changesBehindAGapAreTakenAndTheGapStays()
{
    Pair pair;
    pair.a.join(presence("lost"));
    std::ignore = pair.a.takeDelta();
    pair.a.join(presence("u2"));

    QCOMPARE(pair.b.merge(pair.a.takeDelta()).joins.size(), size_t(1));
    QCOMPARE(pair.b.context().at("a"), 0);

    const TrackerDiff diff = pair.b.merge(pair.a.extract(pair.b.context()));
    QCOMPARE(diff.joins.size(), size_t(1));
    QCOMPARE(pair.b.context().at("a"), 2);
}

void TrackerStateTest::unknownReplicasAreNotTaken()
{
    TrackerState a("a");
    TrackerState b("b");
    a.join(presence("u1"));

    QCOMPARE(b.merge(a.takeDelta()).joins.size(), size_t(0));
    QCOMPARE(b.context().size(), size_t(1));
}

void TrackerStateTest::nobodyElseRemovesWhatIsTrackedHere()
{
    Pair pair;
    pair.a.join(presence("u1"));

    TrackerDelta foreign {.isWhole = true, .replica = "b", .context = {{"a", 9}, {"b", 1}}};
    QCOMPARE(pair.a.merge(foreign).leaves.size(), size_t(0));
    foreign.clouds["a"] = {1, 2, 3};
    QCOMPARE(pair.a.merge(foreign).leaves.size(), size_t(0));

    QCOMPARE(pair.a.values().size(), size_t(1));
    QCOMPARE(pair.a.context().at("a"), 1);
}

void TrackerStateTest::aReplicaThatIsDownReportsNothing()
{
    Pair pair;
    const qint64 clock = pair.a.join(presence("u1"));
    pair.a.join(presence("u2"));
    std::ignore = pair.b.merge(pair.a.takeDelta());
    QCOMPARE(pair.b.replicaDown("a").leaves.size(), size_t(2));
    QCOMPARE(pair.b.replicaDown("a").leaves.size(), size_t(0));

    pair.a.leave(clock);
    pair.a.join(presence("u3"));
    const TrackerDiff diff = pair.b.merge(pair.a.takeDelta());

    QVERIFY(diff.joins.empty() && diff.leaves.empty());
    const TrackerDiff back = pair.b.replicaUp("a");
    QCOMPARE(back.joins.size(), size_t(2));
    QCOMPARE(back.joins.at(1).second, presence("u3"));
}

void TrackerStateTest::aStateCarriesOnlyReplicasThatTheOtherKnows()
{
    Pair pair;
    std::ignore = pair.a.replicaUp("c");
    TrackerState c("c");
    c.join(presence("of c"));
    std::ignore = pair.a.merge(c.takeDelta());
    pair.a.join(presence("of a"));

    const TrackerDelta state = pair.a.extract(pair.b.context());

    QCOMPARE(state.values.size(), size_t(1));
    QCOMPARE(state.context, (TrackerContext {{"a", 1}, {"b", 0}}));
}

void TrackerStateTest::generationsServeWhoMissedALittle()
{
    TrackerState a("a");
    DeltaGenerations generations({2, 4});
    const auto change = [&](const char *key) {
        a.join(presence(key));
        const TrackerDelta delta = a.takeDelta();
        generations.push(a.delta(), delta);
    };
    const auto sizeFor = [&generations](qint64 clock) {
        const auto found = generations.extract({{"a", clock}});
        return found ? int(found->values.size()) : -1;
    };
    QCOMPARE(sizeFor(0), -1);

    change("u1");
    change("u2");
    change("u3");

    // Each change counts twice: its value and its place in the cloud.
    QCOMPARE(sizeFor(2), 1);
    QCOMPARE(sizeFor(1), 2);
    QCOMPARE(sizeFor(0), -1);
    QCOMPARE(sizeFor(3), -1);
    generations.clear();
    QCOMPARE(sizeFor(2), -1);
}

void TrackerStateTest::aGapBetweenGenerationsIsNotBridged()
{
    TrackerState a("a");
    a.join(presence("u1"));
    TrackerDelta first = a.takeDelta();
    a.join(presence("u2"));
    std::ignore = a.takeDelta();
    a.join(presence("u3"));
    const TrackerDelta third = a.takeDelta();

    QVERIFY(!first.append(third));
    QCOMPARE(first.values.size(), size_t(1));
    QCOMPARE(first.end, (TrackerContext {{"a", 1}}));
    // Nor from the other side: by a transfer of what is older than the generation.
    TrackerDelta now = third;
    QVERIFY(!now.append(first));
    QCOMPARE(now.start, (TrackerContext {{"a", 2}}));
}

PHX_TEST_CLASS(TrackerStateTest)

} // namespace phx::test

#include "tst_trackerstate.moc"
