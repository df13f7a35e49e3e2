// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "server/endpoint/endpointthread.h"
#include "ui/models/topicscope.h"
#include "ui/theme/theme.h"
#include "ui/window/messagebar.h"

#include <QMainWindow>
#include <QSettings>

#include <memory>
#include <optional>

class QDockWidget;
class QToolBar;

namespace phx::app {
class Behaviours;
class Clients;
class Hosting;
} // namespace phx::app

namespace phx::ui {

enum class Column : quint8;
class BehavioursPanel;
class CaptureExporter;
class ComposePanel;
class DetailPanel;
class FilterBar;
class HerdDialog;
class MessagesPanel;
class NavigatorPanel;
class PresencePanel;
class StatusBar;
class SubscribersPanel;
class WindowActions;

//! \brief The window: where, what, meaning, act, health. It wires panels to the hosting and to each
//! other; no behaviour lives here that the terminal would not have.
//!
//! Threads: GUI. Ownership: hosting and clients outlive the window. Geometry, layout and choices
//! are kept in QSettings.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(app::Hosting &hosting, app::Clients &clients, QWidget *parent = nullptr);
    ~MainWindow() override;

    //! Shows what the capture holds. Call after Hosting::open(). \return an error sentence, or
    //! empty
    [[nodiscard]] QString openCapture();
    //! A sentence above the content that stays until it is closed.
    void showProblem(const QString &sentence);

    //! Adds the panel of the rules, which outlive the window. At most once.
    void addBehaviours(app::Behaviours &behaviours);

    //! Selects a row of the list, if the filter shows it.
    void selectRow(quint64 sequence);

    //! For this run only; settings keep what the user chose.
    void setTheme(ThemeMode mode);
    void setLanguage(const QString &code);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildPanels();
    void buildBars();
    void connectPanels();
    void connectView();
    void connectActions();
    void connectServerActions();
    void connectClients();
    //! One more tab of the bottom area, behind those that are there.
    QDockWidget *addTab(const QString &name, QWidget *panel);
    //! An entry of the menu and a key, Ctrl+1 and so on, that give a panel or dock the focus.
    void addGoTo(QWidget *place);
    void focusPanel(QWidget *place);
    void arrangeDocks();
    void placeDetail();
    void setTitleBars();
    void applyTheme();
    void restore();
    void retranslate();

    void handleSnapshot(const app::LiveSnapshot &snapshot);
    void handleStatus(const server::EndpointStatus &status);
    void select(quint64 sequence);
    void selectTopic(const QByteArray &topic, TopicScope scope);
    void showRefusal(quint64 connection, const QByteArray &topic);
    void filterOn(Column column, quint64 sequence);
    void goToPair();
    void openDemo();
    void clearView();
    void updateCounts();
    void saveCopy();
    void exportJsonLines();
    void crashSelected();
    void cutSelected();
    void openClientDialog();
    void openChangeDialog(int client);
    void openJoinDialog(int client);
    void openHerd();
    void selectBuiltin(int client, const QByteArray &topic);
    //! The composer sends as this client from now on.
    void sendAs(int client, const QByteArray &topic);
    void startFirstClient();
    void fillClientMenu();
    void stepTextSize(int percent);
    void showBar(const QString &text, MessageBar::Tone tone);

    app::Hosting &m_hosting;
    app::Clients &m_clients;
    QSettings m_settings;
    app::LiveSnapshot m_snapshot;
    WindowActions *m_actions = nullptr;
    CaptureExporter *m_exporter = nullptr;
    FilterBar *m_filterBar = nullptr;
    MessageBar *m_messageBar = nullptr;
    QToolBar *m_mainRow = nullptr;
    QToolBar *m_messageRow = nullptr;
    QToolBar *m_filterRow = nullptr;
    MessagesPanel *m_messages = nullptr;
    NavigatorPanel *m_navigator = nullptr;
    DetailPanel *m_detail = nullptr;
    ComposePanel *m_compose = nullptr;
    SubscribersPanel *m_subscribers = nullptr;
    PresencePanel *m_presence = nullptr;
    HerdDialog *m_herd = nullptr; //!< null until it is opened
    BehavioursPanel *m_behaviours = nullptr; //!< null until addBehaviours()
    StatusBar *m_statusBar = nullptr;
    QDockWidget *m_navigatorDock = nullptr;
    QDockWidget *m_detailDock = nullptr;
    QDockWidget *m_composeDock = nullptr;
    QDockWidget *m_subscribersDock = nullptr;
    QDockWidget *m_presenceDock = nullptr;
    QDockWidget *m_behavioursDock = nullptr;
    QList<QDockWidget *> m_tabs; //!< added by addTab(), in order
    bool m_restarting = false;
    bool m_detailBelow = false; //!< the window is narrow: the detail is a tab at the bottom
};

} // namespace phx::ui
