// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/server/trackercluster.h"
#include "tests/support/testcase.h"

#include <QRandomGenerator>

namespace phx::test {

//! protocol.md §6.2: whatever the network does, nodes end with the same presences.
class TrackerConvergenceTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void replicasConverge_data();
    void replicasConverge();
};

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

} // namespace

void TrackerConvergenceTest::replicasConverge_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("doubled");
    QTest::addColumn<bool>("reorders");
    QTest::addColumn<bool>("restarts");
    for (quint32 seed = 1; seed <= 3; ++seed) {
        const QByteArray n = QByteArray::number(seed);
        QTest::addRow("quiet network %s", n.constData()) << seed << 0 << 0 << false << false;
        QTest::addRow("lossy %s", n.constData()) << seed << 30 << 0 << false << false;
        QTest::addRow("doubling %s", n.constData()) << seed << 0 << 30 << false << false;
        QTest::addRow("reordering %s", n.constData()) << seed << 0 << 0 << true << false;
        QTest::addRow("all of it %s", n.constData()) << seed << 30 << 20 << true << false;
        QTest::addRow("with restarts %s", n.constData()) << seed << 20 << 20 << true << true;
    }
}

void TrackerConvergenceTest::replicasConverge()
{
    QFETCH(quint32, seed);
    QFETCH(int, lost);
    QFETCH(int, doubled);
    QFETCH(bool, reorders);
    QFETCH(bool, restarts);
    QRandomGenerator random(seed);
    const auto percent = [&random] { return random.bounded(100); };
    constexpr size_t Size = 3;
    const QList<QByteArray> topics {"room:1", "room:2"};
    // Small generations, so that growing out of them happens, too.
    TrackerCluster three(Size, {.maxDeltaSizes = {4, 20}});

    for (int step = 0; step < 600; ++step) {
        const auto node = size_t(random.bounded(int(Size)));
        server::PresenceTracker &presences = three.at(node);
        const QByteArray topic = topics.at(random.bounded(2));
        const QString key = QString::number(random.bounded(4));
        const auto owner = quint64(random.bounded(1, 5));
        const int what = percent();
        if (restarts && what < 1)
            three.restart(node);
        else if (what < 40)
            presences.track(owner, topic, key, {{text("step"), step}});
        else if (what < 65)
            presences.update(owner, topic, key, {{text("step"), step}});
        else if (what < 85)
            presences.untrack(owner, topic, key);
        else
            presences.untrackAll(owner);
        three.now += 300ms;
        three.tickAll();
        for (int i = random.bounded(4); i > 0 && !three.network.empty(); --i) {
            const auto place = reorders ? size_t(random.bounded(int(three.network.size()))) : 0;
            const TrackerCluster::Mail mail = three.network.at(place);
            const int luck = percent();
            if (luck >= doubled)
                three.network.erase(three.network.begin() + qsizetype(place));
            if (luck < 100 - lost)
                three.deliver(mail);
        }
    }
    three.network.clear();
    three.advance(60s);

    for (size_t node = 1; node < Size; ++node) {
        for (const QByteArray &topic : topics)
            QCOMPARE(three.list(node, topic), three.list(0, topic));
        QCOMPARE(three.nodes[node]->replica->state().context(),
                 three.nodes[0]->replica->state().context());
        QCOMPARE(three.nodes[node]->replica->state().values(),
                 three.nodes[0]->replica->state().values());
    }
}

PHX_TEST_CLASS(TrackerConvergenceTest)

} // namespace phx::test

#include "tst_trackerconvergence.moc"
