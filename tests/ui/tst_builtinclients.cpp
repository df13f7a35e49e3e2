// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/settingsdirectory.h"
#include "tests/support/testcase.h"
#include "ui/compose/composepanel.h"
#include "ui/dialogs/clientdialog.h"
#include "ui/models/navigatormodel.h"
#include "ui/panels/builtincommands.h"
#include "ui/panels/navigatorview.h"
#include "ui/views/jsoneditor.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTableWidget>
#include <QTreeView>

namespace phx::ui {

//! Journeys of a person who has no browser: the program is the client.
class BuiltinClientsTest : public test::TestCase
{
    Q_OBJECT

private:
    //! What every test finds: the window over a server with the lab's channel on lab:….
    void start()
    {
        stop();
        app::Workspace workspace = app::Workspace::makeDefault();
        app::WorkspaceChannel lab;
        lab.topic = "lab:*";
        lab.channel = QStringLiteral("lab");
        app::WorkspaceChannel chat;
        chat.topic = "room:*";
        chat.channel = QStringLiteral("guide_chat");
        workspace.handlers.first().kind.clear();
        workspace.handlers.first().channels = {lab, chat};
        auto config = app::toEndpointConfig(workspace);
        config.value().port = 0;
        m_hosting = std::make_unique<app::Hosting>(config.value(), QString());
        m_clients = std::make_unique<app::Clients>(*m_hosting);
        m_window = std::make_unique<MainWindow>(*m_hosting, *m_clients);
        m_window->resize(1280, 800);
        m_window->show();
        QCOMPARE(m_hosting->open(), QString());
        QCOMPARE(m_window->openCapture(), QString());
        m_hosting->startServer();
        QTRY_VERIFY(!m_hosting->socketUrl().isEmpty());
    }

    void stop()
    {
        m_window.reset();
        if (m_clients)
            m_clients->stopAndWait();
        m_clients.reset();
        if (m_hosting)
            m_hosting->endpoint().stopAndWait();
        m_hosting.reset();
        QSettings().clear();
        for (const char *name : {"history.jsonl", "draft.json", "compose.json", "clients.json"})
            QFile::remove(app::settingsDirectory() + u'/' + QString::fromLatin1(name));
    }

    template<class Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }

    void trigger(const char *action) { find<QAction>(action)->trigger(); }

    //! The dialog of the action; the one before is closed and goes with the next events.
    [[nodiscard]] QDialog *open(const char *action, const char *dialog)
    {
        trigger(action);
        const auto dialogs = m_window->findChildren<QDialog *>(QString::fromLatin1(dialog));
        return dialogs.isEmpty() ? nullptr : dialogs.last();
    }

    static void set(QDialog *dialog, const char *field, const QString &text)
    {
        dialog->findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text);
    }

    static void press(QDialog *dialog, const char *button)
    {
        dialog->findChild<QPushButton *>(QString::fromLatin1(button))->click();
    }

    //! Connects a client and joins, as a person does.
    void connectTo(const QString &topic)
    {
        QDialog *dialog = open("newClient", "clientDialog");
        QVERIFY(dialog != nullptr);
        set(dialog, "clientTopic", topic);
        press(dialog, "clientConnect");
        QTRY_VERIFY(builtinRows().contains(topic + QStringLiteral(" · joined")));
    }

    //! Of the navigator: the program's own clients and their channels.
    [[nodiscard]] QStringList builtinRows() const
    {
        const QAbstractItemModel *model = m_window->findChild<NavigatorView *>()->model();
        const QModelIndex section = model->index(NavigatorModel::BuiltinSection, 0);
        QStringList rows;
        for (int i = 0; i < model->rowCount(section); ++i) {
            const QModelIndex client = model->index(i, 0, section);
            rows.append(client.data().toString());
            for (int j = 0; j < model->rowCount(client); ++j)
                rows.append(model->index(j, 0, client).data().toString());
        }
        return rows;
    }

    void compose(const QString &event, const QString &payload)
    {
        find<QLineEdit>("composeEvent")->setText(event);
        find<JsonEditor>("composePayload")->setPlainText(payload);
    }

    [[nodiscard]] QString answer() const { return find<QLabel>("answerStatus")->text(); }

    std::unique_ptr<app::Hosting> m_hosting;
    std::unique_ptr<app::Clients> m_clients;
    std::unique_ptr<MainWindow> m_window;

private Q_SLOTS:
    void initTestCase() { start(); }

    void cleanup() { start(); }

    void cleanupTestCase() { stop(); }

    void aNewClientJoinsAndTheAnswerStandsBesideTheSend()
    {
        connectTo(QStringLiteral("lab:1"));
        QCOMPARE(builtinRows().first(), QStringLiteral("Client 1 · connected"));
        QCOMPARE(find<QComboBox>("composeTarget")->currentText(),
                 QStringLiteral("Client 1 → its server, on lab:1"));

        compose(QStringLiteral("echo"), QStringLiteral(R"({"token": "abc", "n": 1.50})"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        find<JsonEditor>("composePayload")->setFocus();
        QTest::keyClick(find<JsonEditor>("composePayload"), Qt::Key_Return, Qt::ControlModifier);

        QTRY_VERIFY2(answer().startsWith(QStringLiteral("ok · ")), qPrintable(answer()));
        QVERIFY(find<QTreeView>("answerTree")->isVisible());
    }

    void anErrorIsAnAnswerToo()
    {
        connectTo(QStringLiteral("lab:1"));

        compose(QStringLiteral("echo_error"), QStringLiteral("{}"));
        find<QPushButton>("composeSend")->click();

        QTRY_VERIFY2(answer().startsWith(QStringLiteral("error · ")), qPrintable(answer()));
    }

    void aValueOfTheAnswerBecomesAVariable()
    {
        connectTo(QStringLiteral("lab:1"));
        compose(QStringLiteral("echo"), QStringLiteral(R"({"token": "abc", "n": 1.50})"));
        find<QPushButton>("composeSend")->click();
        QTRY_VERIFY(answer().startsWith(QStringLiteral("ok")));
        auto *tree = find<QTreeView>("answerTree");
        QVERIFY(!find<QPushButton>("answerKeep")->isVisible());
        const auto found =
            tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole,
                                 QStringLiteral("token"), 1, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);

        tree->setCurrentIndex(found.first());
        QCOMPARE(find<QLineEdit>("answerVariable")->text(), QStringLiteral("token"));
        find<QPushButton>("answerKeep")->click();

        auto *table = find<QTableWidget>("variablesTable");
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("token"));
        QCOMPARE(table->item(0, 1)->text(), QStringLiteral("abc"));
    }

    void aClientThatIsNotOnTheTopicSaysSoAndJoinsByAnEvent()
    {
        connectTo(QStringLiteral("lab:1"));
        find<QLineEdit>("composeTopic")->setText(QStringLiteral("lab:2"));
        compose(QStringLiteral("echo"), QStringLiteral("{}"));
        QCOMPARE(find<QLabel>("composeState")->text(),
                 QStringLiteral("Client 1 has not joined lab:2: send phx_join first."));

        compose(QStringLiteral("phx_join"), QStringLiteral("{}"));
        find<QPushButton>("composeSend")->click();

        QTRY_VERIFY(builtinRows().contains(QStringLiteral("lab:2 · joined")));
        QTRY_VERIFY2(answer().startsWith(QStringLiteral("ok")), qPrintable(answer()));
    }

    void countsDownWhileTheServerIsAwayAndComesBack()
    {
        connectTo(QStringLiteral("lab:1"));

        m_hosting->endpoint().stopAndWait();
        QTRY_VERIFY2(builtinRows().first().startsWith(QStringLiteral("Client 1 · retry ")),
                     qPrintable(builtinRows().join(u'\n')));
        m_hosting->startServer();

        QTRY_VERIFY(builtinRows().contains(QStringLiteral("lab:1 · joined")));
    }

    void aRunningClientIsChangedAndConnectsAnew()
    {
        connectTo(QStringLiteral("lab:1"));
        QMenu menu;
        app::BuiltinState state = *m_clients->state(1);
        int asked = 0;
        addBuiltinCommands(
            menu, *m_clients, state,
            {.join = [](int) {}, .change = [&asked](int client) { asked = client; }});
        for (QAction *action : menu.actions()) {
            if (action->text() == QStringLiteral("C&hange its connection…"))
                action->trigger();
        }
        QCOMPARE(asked, 1);
        auto *dialog =
            new ClientDialog(*m_hosting, *m_clients, app::settingsDirectory(), m_window.get());
        dialog->setClient(asked);
        dialog->open();
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("clientNote"))->isVisible());
        QCOMPARE(dialog->profile().topic, QStringLiteral("lab:1"));

        set(dialog, "clientReconnect", QStringLiteral("soon"));
        press(dialog, "clientConnect");
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("problem"))->isVisible());
        set(dialog, "clientReconnect", QStringLiteral("20, 40"));
        set(dialog, "clientParams", QStringLiteral(R"({"user": "7"})"));
        press(dialog, "clientConnect");

        QTRY_VERIFY(m_clients->state(1)->phase == app::BuiltinState::Phase::Closing
                    || builtinRows().contains(QStringLiteral("lab:1 · joined")));
        QTRY_VERIFY(builtinRows().contains(QStringLiteral("lab:1 · joined")));
        QCOMPARE(m_clients->profile(1)->params, QStringLiteral(R"({"user": "7"})"));
        QTRY_COMPARE(m_hosting->capture().snapshot().clients.size(), 2);
    }

    void whereTheSenderIsGoneAnotherCanBeChosen()
    {
        connectTo(QStringLiteral("lab:1"));
        QVERIFY(!find<QPushButton>("composeAsServer")->isVisible());

        m_clients->remove(1);

        QTRY_VERIFY(find<QPushButton>("composeAsServer")->isVisible());
        find<QPushButton>("composeNewClient")->click();
        auto *dialog = find<QDialog>("clientDialog");
        QTRY_VERIFY(dialog->isVisible());
        dialog->reject();
        find<QPushButton>("composeAsServer")->click();
        QVERIFY(!find<QPushButton>("composeAsServer")->isVisible());
        QCOMPARE(find<QComboBox>("composeTarget")->currentText(),
                 QStringLiteral("Server → all of lab:1"));
    }

    void aPushThatWaitedSaysHowLong()
    {
        connectTo(QStringLiteral("lab:1"));
        app::ClientProfile slow = *m_clients->profile(1);
        slow.reconnect = QStringLiteral("700");
        QVERIFY(!m_clients->change(1, slow));
        QTRY_COMPARE(m_hosting->capture().snapshot().clients.size(), 2);
        QTRY_VERIFY(builtinRows().contains(QStringLiteral("lab:1 · joined")));
        m_clients->cut(1);
        QTRY_COMPARE(m_clients->state(1)->channels.first().state, client::Channel::State::Errored);
        compose(QStringLiteral("echo"), QStringLiteral("{}"));
        find<QPushButton>("composeSend")->click();
        QCOMPARE(answer(), QStringLiteral("waiting…"));

        QTRY_VERIFY2(answer().startsWith(QStringLiteral("ok · ")), qPrintable(answer()));
        QVERIFY2(answer().contains(QStringLiteral("(sent after ")), qPrintable(answer()));
    }

    void profilesAreThereAfterARestart()
    {
        QDialog *dialog = open("newClient", "clientDialog");
        QVERIFY(dialog != nullptr);
        dialog->findChild<QRadioButton *>(QStringLiteral("clientOtherServer"))->setChecked(true);
        set(dialog, "clientUrl", QStringLiteral("example.com"));
        set(dialog, "clientName", QStringLiteral("production"));
        press(dialog, "clientSave");
        auto *problem = dialog->findChild<QLabel *>(QStringLiteral("problem"));
        QVERIFY(problem->isVisible());
        set(dialog, "clientUrl", QStringLiteral("wss://example.com/socket"));
        QVERIFY(!problem->isVisible());
        press(dialog, "clientSave");
        QVERIFY2(!problem->isVisible(), qPrintable(problem->text()));
        dialog->reject();

        m_window = std::make_unique<MainWindow>(*m_hosting, *m_clients);
        m_window->show();
        dialog = open("newClient", "clientDialog");
        auto *profiles = dialog->findChild<QComboBox *>(QStringLiteral("clientProfiles"));
        QCOMPARE(profiles->count(), 2);
        profiles->setCurrentIndex(1);
        emit profiles->activated(1);

        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("clientUrl"))->text(),
                 QStringLiteral("wss://example.com/socket"));
        dialog->reject();
    }

    void theStartPageOffersAClientThatSaysHello()
    {
        QTRY_VERIFY(find<QPushButton>("startBuiltin")->isEnabled());

        find<QPushButton>("startBuiltin")->click();

        QTRY_VERIFY(builtinRows().contains(QStringLiteral("room:lobby · joined")));
        QTRY_COMPARE(m_hosting->capture().snapshot().connected, 1);
        // The next message is one key away.
        QCOMPARE(find<QLineEdit>("composeEvent")->text(), QStringLiteral("new_msg"));
        QVERIFY(find<QPushButton>("composeSend")->isEnabled());
    }
};

PHX_TEST_CLASS(BuiltinClientsTest)

} // namespace phx::ui

#include "tst_builtinclients.moc"
