// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The program's own clients: the part of MainWindow that makes them and acts on them.
#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/settingsdirectory.h"
#include "ui/compose/composepanel.h"
#include "ui/dialogs/clientdialog.h"
#include "ui/dialogs/herddialog.h"
#include "ui/dialogs/joindialog.h"
#include "ui/panels/builtincommands.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/messagespanel.h"
#include "ui/panels/navigatorpanel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QDockWidget>
#include <QJsonObject>
#include <QMenu>

#include <algorithm>

namespace phx::ui {

void MainWindow::connectClients()
{
    connect(m_actions->newClient, &QAction::triggered, this, &MainWindow::openClientDialog);
    connect(m_actions->joinTopic, &QAction::triggered, this, [this] { openJoinDialog(0); });
    connect(m_actions->herd, &QAction::triggered, this, &MainWindow::openHerd);
    connect(m_actions->clientMenu, &QMenu::aboutToShow, this, &MainWindow::fillClientMenu);
    connect(m_navigator, &NavigatorPanel::joinRequested, this, &MainWindow::openJoinDialog);
    connect(m_navigator, &NavigatorPanel::changeRequested, this, &MainWindow::openChangeDialog);
    connect(m_navigator, &NavigatorPanel::builtinSelected, this, &MainWindow::selectBuiltin);
    connect(m_compose, &ComposePanel::newClientRequested, this, &MainWindow::openClientDialog);
    connect(m_messages, &MessagesPanel::builtinClientRequested, this,
            &MainWindow::startFirstClient);
}

void MainWindow::openClientDialog()
{
    auto *dialog = new ClientDialog(m_hosting, m_clients, app::settingsDirectory(), this);
    connect(dialog, &ClientDialog::added, this,
            [this, dialog](int client) { sendAs(client, dialog->profile().topic.toUtf8()); });
    dialog->open();
}

void MainWindow::openChangeDialog(int client)
{
    auto *dialog = new ClientDialog(m_hosting, m_clients, app::settingsDirectory(), this);
    dialog->setClient(client);
    dialog->open();
}

void MainWindow::openJoinDialog(int client)
{
    // Without a client the way to join is to make one: the dialog asks for a topic, too.
    if (m_clients.states().isEmpty()) {
        openClientDialog();
        return;
    }
    auto *dialog = new JoinDialog(m_clients, client, m_compose->topic(), this);
    connect(dialog, &JoinDialog::joined, this, &MainWindow::sendAs);
    dialog->open();
}

//! Beside the window, which shows what the herd does to a server.
void MainWindow::openHerd()
{
    if (m_herd == nullptr)
        m_herd = new HerdDialog(m_hosting, this);
    m_herd->show();
    m_herd->raise();
    m_herd->activateWindow();
}

void MainWindow::sendAs(int client, const QByteArray &topic)
{
    m_compose->setSender(client);
    if (!topic.isEmpty())
        m_compose->setTopic(topic);
}

void MainWindow::selectBuiltin(int client, const QByteArray &topic)
{
    sendAs(client, topic);
    const app::BuiltinState *state = m_clients.state(client);
    if (state == nullptr)
        return;
    quint64 connection = state->connection;
    // The server here numbers its connections itself, and learns who it is by the user agent.
    const QString label = QStringLiteral("built-in %1").arg(client);
    for (const app::ClientState &seen : std::as_const(m_snapshot.clients)) {
        if (connection == 0 && seen.connected && seen.label == label)
            connection = seen.connection;
    }
    m_filterBar->setTopic(topic, TopicScope::Exact);
    m_filterBar->setConnection(connection);
}

//! What the demo page does, without a browser: joins the lobby and says hello.
void MainWindow::startFirstClient()
{
    app::ClientProfile profile;
    profile.topic = QStringLiteral("room:lobby");
    const auto client = m_clients.add(profile);
    if (!client) {
        showProblem(client.error().sentence);
        return;
    }
    const QByteArray topic = profile.topic.toUtf8();
    const QJsonObject hello {{QStringLiteral("body"), tr("Hello")}};
    const protocol::Payload payload = protocol::Payload::object(hello);
    (void)m_clients.send(client.value(), topic, "new_msg", payload);
    sendAs(client.value(), topic);
    m_compose->suggest(QStringLiteral("new_msg"), QString::fromUtf8(payload.bytes()));
}

void MainWindow::fillClientMenu()
{
    QMenu &menu = *m_actions->clientMenu;
    qDeleteAll(menu.findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
    menu.clear();
    menu.addActions({m_actions->newClient, m_actions->joinTopic, m_actions->herd});
    menu.addSeparator();
    for (const app::BuiltinState &state : m_clients.states()) {
        QMenu *one = menu.addMenu(QString(state.name).replace(u'&', QLatin1String("&&")));
        addBuiltinCommands(*one, m_clients, state,
                           {.join = [this](int client) { openJoinDialog(client); },
                            .change = [this](int client) { openChangeDialog(client); }});
    }
}

} // namespace phx::ui
