// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "ui/models/navigatormodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace phx::ui {

namespace {

app::TopicState topic(const char *name, int subscribers = 1, quint64 messages = 1)
{
    return {.topic = name, .subscribers = subscribers, .messages = messages};
}

app::ClientState client(quint64 connection, QList<app::ChannelState> channels = {})
{
    app::ClientState state;
    state.connection = connection;
    state.label = QStringLiteral("Chrome");
    state.channels = std::move(channels);
    return state;
}

app::ClientState closed(app::ClientState state)
{
    state.connected = false;
    state.closedUs = 1000000;
    return state;
}

app::ChannelState channel(const char *name,
                          app::ChannelState::State state = app::ChannelState::State::Joined)
{
    app::ChannelState channel;
    channel.topic = name;
    channel.state = state;
    return channel;
}

// The tree as text: two spaces a level.
QString printed(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(2 * depth, u' ') + index.data().toString() + u'\n';
        text += printed(model, index, depth + 1);
    }
    return text;
}

QModelIndex find(const QAbstractItemModel &model, const QString &text)
{
    const auto found = model.match(model.index(0, 0), Qt::DisplayRole, text, 1,
                                   Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.first();
}

} // namespace

class NavigatorModelTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds.
    void start()
    {
        m_version = 0;
        m_tester.reset();
        m_model = std::make_unique<NavigatorModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void show(QList<app::TopicState> topics, QList<app::ClientState> clients = {})
    {
        app::LiveSnapshot snapshot;
        snapshot.stateVersion = ++m_version;
        snapshot.topics = std::move(topics);
        snapshot.clients = std::move(clients);
        m_model->setSnapshot(snapshot);
    }

    quint64 m_version = 0;
    std::unique_ptr<NavigatorModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void saysWhatWillAppearWhileThereIsNothing()
    {
        QCOMPARE(printed(*m_model),
                 QStringLiteral("Topics\n  A topic appears at the first join.\n"
                                "  Join with built-in client…\n"
                                "Built-in clients\n"
                                "Clients\n  Nobody has connected yet.\n"));

        show({}, {});

        QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 2);
    }

    void splitsTopicsAtColons()
    {
        show({topic("phoenix"), topic("room"), topic("room:123"), topic("room:lobby"),
              topic("room1:x"), topic("user:1:inbox")});

        QCOMPARE(printed(*m_model).section(QStringLiteral("Built-in"), 0, 0),
                 QStringLiteral("Topics\n"
                                "  phoenix\n"
                                "  room\n"
                                "    123\n"
                                "    lobby\n"
                                "  room1\n"
                                "    x\n"
                                "  user\n"
                                "    1\n"
                                "      inbox\n"));
    }

    void aBranchAddsUpWhatIsBelow()
    {
        show({topic("room", 1, 2),
              topic("room:a", 1, 3),
              {.topic = "room:b", .messages = 4, .refused = true}});

        const NavigatorEntry &room = m_model->entry(find(*m_model, QStringLiteral("room")));

        QCOMPARE(room.messages, 9);
        QVERIFY(room.isTopic);
        QVERIFY(room.hasRefusedBelow);
        QVERIFY(!room.isRefused);
    }

    void aTopicOfThousandColonsIsAShortBranch()
    {
        show({topic(QByteArray(5000, ':').constData())});

        int depth = 0;
        for (QModelIndex at = m_model->index(0, 0); at.isValid(); at = m_model->index(0, 0, at))
            ++depth;

        QVERIFY(depth <= 9);
    }

    void showsTheStateOfEveryChannel()
    {
        show({},
             {client(
                 1,
                 {channel("room:123", app::ChannelState::State::Refused), channel("room:lobby")})});

        QCOMPARE(printed(*m_model).section(QStringLiteral("Clients\n"), 1),
                 QStringLiteral("  c1 Chrome\n    room:123 · refused\n    room:lobby · joined\n"));
    }

    void showsBuiltinClientsWithTheirCountdown()
    {
        using namespace std::chrono_literals;
        using Phase = app::BuiltinState::Phase;
        app::BuiltinState client {.number = 1, .name = QStringLiteral("Ada")};
        client.phase = Phase::Waiting;
        client.retryIn = 1900ms;
        client.attempt = 4;
        client.channels = {{.topic = "room:lobby", .state = client::Channel::State::Errored}};
        const auto builtin = [this] {
            return printed(*m_model)
                .section(QStringLiteral("Built-in clients\n"), 1)
                .section(QStringLiteral("Clients\n"), 0, 0);
        };

        m_model->setBuiltinClients({client});
        QCOMPARE(builtin(),
                 QStringLiteral("  Ada · retry 4 in 1.9 s\n"
                                "    room:lobby · not connected\n"));
        const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        client.phase = Phase::Connected;
        client.retryIn.reset();
        client.channels.first().rejoinIn = 4000ms;
        client.channels.first().attempt = 3;
        client.channels.first().refusal = R"({"reason":"unauthorized"})";
        m_model->setBuiltinClients({client});

        QCOMPARE(builtin(),
                 QStringLiteral("  Ada · connected\n"
                                "    room:lobby · refused, retry 3 in 4.0 s\n"));
        QCOMPARE(inserted.count(), 0);
        m_model->setBuiltinClients({});
        QCOMPARE(builtin(), QString());
    }

    void aNewTopicIsOneInsertionAndNothingElseMoves()
    {
        show({topic("room:a"), topic("room:c")});
        const QPersistentModelIndex kept = find(*m_model, QStringLiteral("c"));
        const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);

        show({topic("room:a"), topic("room:b"), topic("room:c")});

        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 0);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(kept.data().toString(), QStringLiteral("c"));
        QCOMPARE(kept.row(), 2);
    }

    void fiveThousandNewTopicsOfOneBranchAreOneInsertion()
    {
        show({topic("room:")});
        QList<app::TopicState> topics {topic("room:")};
        for (int i = 0; i < 5000; ++i)
            topics.append(topic(QByteArray("room:" + QByteArray::number(10000 + i)).constData()));
        const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);

        show(topics);

        QCOMPARE(inserted.count(), 1);
    }

    void aTopicThatWentIsTheOnlyRowRemoved()
    {
        show({topic("a"), topic("b"), topic("c")});
        const QPersistentModelIndex gone = find(*m_model, QStringLiteral("b"));
        const QPersistentModelIndex kept = find(*m_model, QStringLiteral("c"));

        show({topic("a"), topic("c")});

        QVERIFY(!gone.isValid());
        QCOMPARE(kept.row(), 1);
    }

    void aClosedClientMovesBehindTheConnectedOnesAndKeepsItsChannels()
    {
        const QList<app::ChannelState> channels {channel("room:lobby")};
        show({}, {client(1, channels), client(2, channels), client(3, channels)});
        const QPersistentModelIndex first = find(*m_model, QStringLiteral("c1 Chrome"));
        const QPersistentModelIndex itsChannel = m_model->index(0, 0, first);
        const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);

        show({}, {closed(client(1, channels)), client(2, channels), client(3, channels)});

        QCOMPARE(removed.count(), 0);
        QCOMPARE(first.row(), 2);
        QVERIFY(first.data().toString().startsWith(QStringLiteral("c1 Chrome · closed")));
        QVERIFY(itsChannel.isValid());
        QCOMPARE(itsChannel.data().toString(), QStringLiteral("room:lobby · closed"));
    }

    void theClientThatClosedLastIsTheFirstOfTheClosed()
    {
        show({}, {client(1), client(2), client(3), client(4)});

        show({}, {closed(client(1)), client(2), closed(client(3)), client(4)});

        QCOMPARE(
            m_model->entry(m_model->index(2, 0, m_model->index(NavigatorModel::ClientsSection, 0)))
                .connection,
            3);
        QCOMPARE(
            m_model->entry(m_model->index(3, 0, m_model->index(NavigatorModel::ClientsSection, 0)))
                .connection,
            1);
    }

    void trafficLightsUpTheTopicAndItsBranchForAMoment()
    {
        show({topic("room:a", 1, 1), topic("room:b", 1, 1)});

        show({topic("room:a", 1, 2), topic("room:b", 1, 1)});

        QVERIFY(m_model->entry(find(*m_model, QStringLiteral("a"))).isLit);
        QVERIFY(m_model->entry(find(*m_model, QStringLiteral("room"))).isLit);
        QVERIFY(!m_model->entry(find(*m_model, QStringLiteral("b"))).isLit);
        QTRY_VERIFY(!m_model->entry(find(*m_model, QStringLiteral("a"))).isLit);
        QTRY_VERIFY(!m_model->entry(find(*m_model, QStringLiteral("room"))).isLit);
    }

    void nothingLightsUpWithReducedMotion()
    {
        m_model->setLightUpTime(std::chrono::milliseconds::zero());
        show({topic("a", 1, 1)});

        show({topic("a", 1, 2)});

        QVERIFY(!m_model->entry(find(*m_model, QStringLiteral("a"))).isLit);
    }

    void theSameStateChangesNothing()
    {
        show({topic("a")}, {client(1)});
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);

        show({topic("a")}, {client(1)});

        QCOMPARE(changed.count(), 0);
    }
};

PHX_TEST_CLASS(NavigatorModelTest)

} // namespace phx::ui

#include "tst_navigatormodel.moc"
