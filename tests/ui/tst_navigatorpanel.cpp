// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clients.h"
#include "app/hosting.h"
#include "tests/support/testcase.h"
#include "ui/models/navigatormodel.h"
#include "ui/panels/navigatorpanel.h"
#include "ui/panels/navigatorview.h"

#include <QSignalSpy>

namespace phx::ui {

class NavigatorPanelTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds.
    void start()
    {
        m_panel.reset();
        m_clients.reset();
        m_hosting = std::make_unique<app::Hosting>(server::EndpointConfig {}, QString());
        m_clients = std::make_unique<app::Clients>(*m_hosting);
        m_panel = std::make_unique<NavigatorPanel>(*m_hosting, *m_clients);
        m_view = m_panel->findChild<NavigatorView *>();
        m_panel->resize(240, 400);
        m_panel->setSnapshot(snapshot(1, {"phoenix", "room:123", "room:lobby"}));
        m_panel->show();
    }

    static app::LiveSnapshot snapshot(quint64 version, const QList<QByteArray> &topics)
    {
        app::LiveSnapshot snapshot;
        snapshot.stateVersion = version;
        for (const QByteArray &topic : topics)
            snapshot.topics.append({.topic = topic, .subscribers = 1});
        app::ClientState client;
        client.connection = 7;
        snapshot.clients.append(client);
        return snapshot;
    }

    void choose(const char *text)
    {
        const auto found = m_view->model()->match(m_view->model()->index(0, 0), Qt::DisplayRole,
                                                  QString::fromUtf8(text), 1,
                                                  Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->visualRect(found.first()).center());
    }

    std::unique_ptr<app::Hosting> m_hosting;
    std::unique_ptr<app::Clients> m_clients;
    std::unique_ptr<NavigatorPanel> m_panel;
    NavigatorView *m_view = nullptr;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase()
    {
        m_panel.reset();
        m_clients.reset();
        m_hosting.reset();
    }

    void choosingSaysTopicBranchOrClient()
    {
        qRegisterMetaType<TopicScope>();
        const QSignalSpy topics(m_panel.get(), &NavigatorPanel::topicSelected);
        const QSignalSpy clients(m_panel.get(), &NavigatorPanel::clientSelected);

        choose("lobby");
        choose("room");
        choose("c7");

        QCOMPARE(topics.count(), 2);
        QCOMPARE(topics.at(0).at(0).toByteArray(), QByteArray("room:lobby"));
        QCOMPARE(topics.at(0).at(1).value<TopicScope>(), TopicScope::Exact);
        QCOMPARE(topics.at(1).at(0).toByteArray(), QByteArray("room"));
        QCOMPARE(topics.at(1).at(1).value<TopicScope>(), TopicScope::Branch);
        QCOMPARE(clients.count(), 1);
        QCOMPARE(clients.at(0).at(0).toULongLong(), 7);
    }

    void withoutATopicAClickOrEnterJoinsOne()
    {
        m_panel->setSnapshot(snapshot(2, {}));
        const QModelIndex topics = m_view->model()->index(0, 0);
        QTRY_COMPARE(topics.model()->index(1, 0, topics).data().toString(),
                     QStringLiteral("Join with built-in client…"));
        const QSignalSpy asked(m_panel.get(), &NavigatorPanel::joinRequested);
        const QSignalSpy clients(m_panel.get(), &NavigatorPanel::clientSelected);

        choose("Join with built-in client…");
        QCOMPARE(asked.count(), 1);
        QTest::keyClick(m_view, Qt::Key_Return);

        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked.at(0).at(0).toInt(), 0);
        QCOMPARE(clients.count(), 0);
    }

    void escapeChoosesNothing()
    {
        const QSignalSpy cleared(m_panel.get(), &NavigatorPanel::selectionCleared);
        choose("lobby");

        QTest::keyClick(m_view, Qt::Key_Escape);

        QCOMPARE(cleared.count(), 1);
    }

    void selectionAndExpansionSurviveASnapshot()
    {
        choose("lobby");
        const QSignalSpy cleared(m_panel.get(), &NavigatorPanel::selectionCleared);
        const QModelIndex room = m_view->currentIndex().parent();
        m_view->expand(room);

        m_panel->setSnapshot(snapshot(2, {"phoenix", "room:1", "room:123", "room:lobby", "zoo"}));

        QTRY_COMPARE(m_view->model()->rowCount(m_view->model()->index(0, 0)), 3);
        QCOMPARE(m_view->currentIndex().data().toString(), QStringLiteral("lobby"));
        QVERIFY(m_view->isExpanded(m_view->currentIndex().parent()));
        QCOMPARE(cleared.count(), 0);
    }

    void sectionsCannotBeClosed()
    {
        m_view->collapse(m_view->model()->index(0, 0));

        QVERIFY(m_view->isExpanded(m_view->model()->index(0, 0)));
    }
};

PHX_TEST_CLASS(NavigatorPanelTest)

} // namespace phx::ui

#include "tst_navigatorpanel.moc"
