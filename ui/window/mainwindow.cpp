// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/mainwindow.h"

#include "app/hosting.h"
#include "ui/panels/behaviourspanel.h"
#include "ui/panels/composepanel.h"
#include "ui/panels/detailpanel.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/messagespanel.h"
#include "ui/panels/navigatorpanel.h"
#include "ui/panels/presencepanel.h"
#include "ui/panels/subscriberspanel.h"
#include "ui/views/messageview.h"
#include "ui/window/captureexporter.h"
#include "ui/window/language.h"
#include "ui/window/statusbar.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLayout>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace phx::ui {

namespace {

constexpr QSize MinimumSize {1024, 680};
constexpr QSize DefaultSize {1280, 800};
constexpr int NarrowWidth = 1100;

const QString GeometryKey = QStringLiteral("window/geometry");
const QString StateKey = QStringLiteral("window/state");
const QString ThemeKey = QStringLiteral("view/theme");
const QString LanguageKey = QStringLiteral("view/language");
const QString TextScaleKey = QStringLiteral("view/textScale");

QDockWidget *makeDock(const QString &name, QWidget *panel, QMainWindow *window)
{
    auto *dock = new QDockWidget(window);
    dock->setObjectName(name);
    dock->setWidget(panel);
    return dock;
}

QToolBar *makeRow(const QString &name, QWidget *content, QMainWindow *window)
{
    window->addToolBarBreak();
    QToolBar *row = window->addToolBar(QString());
    row->setObjectName(name);
    row->setMovable(false);
    row->setContextMenuPolicy(Qt::PreventContextMenu);
    if (content != nullptr)
        row->addWidget(content);
    return row;
}

} // namespace

MainWindow::MainWindow(app::Hosting &hosting, app::Clients &clients, QWidget *parent)
    : QMainWindow(parent)
    , m_hosting(hosting)
    , m_clients(clients)
    , m_actions(new WindowActions(this))
    , m_exporter(new CaptureExporter(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Channelscope"));
    setMinimumSize(MinimumSize);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setUnifiedTitleAndToolBarOnMac(true);

    Theme::instance().setTextScale(m_settings.value(TextScaleKey, 100).toInt());
    Theme::instance().setMode(ThemeMode(std::clamp(m_settings.value(ThemeKey, 0).toInt(), 0, 2)));
    Language::instance().set(m_settings.value(LanguageKey).toString());

    buildPanels();
    buildBars();
    connectPanels();
    connectView();
    connectActions();
    connectServerActions();
    connectClients();
    connect(&Theme::instance(), &Theme::changed, this, &MainWindow::applyTheme);
    applyTheme();
    arrangeDocks();
    restore();
    retranslate();
    handleStatus(hosting.endpoint().status());
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanels()
{
    m_messages = new MessagesPanel(m_hosting, this);
    setCentralWidget(m_messages);
    m_navigator = new NavigatorPanel(m_hosting, m_clients, this);
    m_detail = new DetailPanel(this);
    m_compose = new ComposePanel(m_hosting, m_clients, this);
    m_subscribers = new SubscribersPanel(m_hosting, this);
    m_navigatorDock = makeDock(QStringLiteral("navigatorDock"), m_navigator, this);
    m_detailDock = makeDock(QStringLiteral("detailDock"), m_detail, this);
    m_composeDock = makeDock(QStringLiteral("composeDock"), m_compose, this);
    m_subscribersDock = makeDock(QStringLiteral("subscribersDock"), m_subscribers, this);
    m_presence = new PresencePanel(m_hosting, this);
    m_statusBar = new StatusBar(this);
    setStatusBar(m_statusBar);
}

void MainWindow::buildBars()
{
    m_actions->fillMenuBar(*menuBar());
    m_mainRow = makeRow(QStringLiteral("mainRow"), nullptr, this);
    m_actions->fillToolBar(*m_mainRow);
    m_mainRow->layout()->setContentsMargins(10, 6, 10, 7);
    m_filterBar = new FilterBar(this);
    m_filterRow = makeRow(QStringLiteral("filterRow"), m_filterBar, this);
    m_messageBar = new MessageBar(this);
    m_messageRow = makeRow(QStringLiteral("messageRow"), m_messageBar, this);
    m_messageRow->hide();
    for (QDockWidget *dock : {m_navigatorDock, m_detailDock, m_composeDock, m_subscribersDock})
        m_actions->panels->addAction(dock->toggleViewAction());
    m_presenceDock = addTab(QStringLiteral("presenceDock"), m_presence);
}

void MainWindow::arrangeDocks()
{
    addDockWidget(Qt::LeftDockWidgetArea, m_navigatorDock);
    addDockWidget(Qt::RightDockWidgetArea, m_detailDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_composeDock);
    tabifyDockWidget(m_composeDock, m_subscribersDock);
    for (QDockWidget *dock : {m_navigatorDock, m_detailDock, m_composeDock, m_subscribersDock}) {
        dock->setFloating(false);
        dock->show();
    }
    QDockWidget *before = m_subscribersDock;
    for (QDockWidget *dock : std::as_const(m_tabs)) {
        dock->setFloating(false);
        addDockWidget(Qt::BottomDockWidgetArea, dock);
        tabifyDockWidget(std::exchange(before, dock), dock);
        dock->show();
    }
    m_composeDock->raise();
    m_detailBelow = false;
    const Theme &theme = Theme::instance();
    resizeDocks({m_navigatorDock, m_detailDock}, {theme.scaled(232), theme.scaled(312)},
                Qt::Horizontal);
    resizeDocks({m_composeDock}, {theme.scaled(224)}, Qt::Vertical);
    setTitleBars();
    placeDetail();
}

//! In a narrow window the list needs the width: the detail becomes a tab of the bottom dock.
void MainWindow::placeDetail()
{
    const bool below = width() <= NarrowWidth;
    if (below == m_detailBelow || m_detailDock->isFloating())
        return;
    m_detailBelow = below;
    if (below) {
        addDockWidget(Qt::BottomDockWidgetArea, m_detailDock);
        tabifyDockWidget(m_subscribersDock, m_detailDock);
        return;
    }
    addDockWidget(Qt::RightDockWidgetArea, m_detailDock);
    resizeDocks({m_detailDock}, {Theme::instance().scaled(312)}, Qt::Horizontal);
    m_detailDock->show();
}

//! Without title bars the panels stand as in a drawing; View ▸ Move panels brings them back.
void MainWindow::setTitleBars()
{
    const bool movable = m_actions->movePanels->isChecked();
    const QList<QDockWidget *> docks =
        QList {m_navigatorDock, m_detailDock, m_composeDock, m_subscribersDock} + m_tabs;
    for (QDockWidget *dock : docks) {
        QWidget *old = dock->titleBarWidget();
        dock->setTitleBarWidget(movable ? nullptr : new QWidget(dock));
        delete old;
    }
}

void MainWindow::restore()
{
    resize(DefaultSize);
    restoreGeometry(m_settings.value(GeometryKey).toByteArray());
    if (restoreState(m_settings.value(StateKey).toByteArray()))
        m_detailBelow = dockWidgetArea(m_detailDock) == Qt::BottomDockWidgetArea;
    m_messageRow->hide();
    placeDetail();
    m_actions->setChosen(Theme::instance().mode(), Language::instance().code());
}

QString MainWindow::openCapture()
{
    const QString problem = m_messages->model().open(m_hosting.capture().path());
    handleSnapshot(m_hosting.capture().snapshot());
    return problem;
}

void MainWindow::setTheme(ThemeMode mode)
{
    Theme::instance().setMode(mode);
    m_actions->setChosen(mode, Language::instance().code());
}

void MainWindow::setLanguage(const QString &code)
{
    Language::instance().set(code);
    m_actions->setChosen(Theme::instance().mode(), code);
}

void MainWindow::stepTextSize(int percent)
{
    Theme::instance().setTextScale(percent);
    m_settings.setValue(TextScaleKey, Theme::instance().textScale());
}

void MainWindow::connectPanels()
{
    connect(&m_hosting.capture(), &app::Capture::advanced, this, &MainWindow::handleSnapshot);
    connect(&m_hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            &MainWindow::handleStatus);
    connect(&m_hosting.endpoint(), &server::EndpointThread::clusterChanged, m_statusBar,
            &StatusBar::setCluster);

    connect(m_navigator, &NavigatorPanel::topicSelected, this, &MainWindow::selectTopic);
    connect(m_navigator, &NavigatorPanel::clientSelected, this, [this](quint64 connection) {
        m_filterBar->setTopic({}, TopicScope::Exact);
        m_filterBar->setConnection(connection);
        m_compose->setClient(connection);
    });
    connect(m_navigator, &NavigatorPanel::selectionCleared, m_filterBar, &FilterBar::clearFilter);
    connect(m_navigator, &NavigatorPanel::composeRequested, this, [this](const QByteArray &topic) {
        m_compose->setTopic(topic);
        m_composeDock->show();
        m_composeDock->raise();
        m_compose->focusEditor();
    });
    connect(m_compose, &ComposePanel::failed, this, &MainWindow::showProblem);
    connect(m_filterBar, &FilterBar::filterChanged, this, [this](const app::RowFilter &filter) {
        m_actions->showHeartbeats->setChecked(filter.heartbeats);
        m_actions->clearFilter->setEnabled(m_filterBar->isFiltering());
        m_messages->model().setFilter(filter);
    });
    connect(m_messages, &MessagesPanel::openDemoRequested, this, &MainWindow::openDemo);
    connect(m_messages, &MessagesPanel::clearFilterRequested, this, [this] {
        m_navigator->clearSelection();
        m_filterBar->clearFilter();
    });
    connect(m_messages, &MessagesPanel::heartbeatsRequested, this,
            [this] { m_filterBar->setHeartbeats(true); });
    connect(m_presence, &PresencePanel::rowRequested, this, &MainWindow::selectRow);
    connect(m_messageBar, &MessageBar::closed, m_messageRow, &QToolBar::hide);
    connect(m_statusBar, &StatusBar::copyAddressRequested, m_actions->copyAddress,
            &QAction::trigger);
}

void MainWindow::connectView()
{
    MessageView &view = m_messages->view();
    MessageModel &model = m_messages->model();
    connect(&view, &MessageView::sequenceSelected, this, &MainWindow::select);
    connect(&view, &MessageView::filterRequested, this, &MainWindow::filterOn);
    connect(&view, &MessageView::followingChanged, m_actions->followNewest, &QAction::setChecked);
    connect(&view, &MessageView::holdRequested, m_actions->hold, &QAction::toggle);
    connect(&view, &MessageView::heartbeatsRequested, m_actions->showHeartbeats, &QAction::toggle);
    connect(&view, &MessageView::pairRequested, this, &MainWindow::goToPair);
    connect(&model, &MessageModel::rowsInserted, this, &MainWindow::updateCounts);
    connect(&model, &MessageModel::filtered, this, &MainWindow::updateCounts);
}

void MainWindow::handleSnapshot(const app::LiveSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_messages->setSnapshot(snapshot);
    m_navigator->setSnapshot(snapshot);
    m_compose->setSnapshot(snapshot);
    m_subscribers->setSnapshot(snapshot);
    m_presence->setSnapshot(snapshot);
    if (m_behaviours != nullptr)
        m_behaviours->updateHits();
    m_statusBar->setSnapshot(snapshot);
    updateCounts();
    if (snapshot.changedRows.contains(m_detail->sequence()))
        select(m_detail->sequence());
}

void MainWindow::handleStatus(const server::EndpointStatus &status)
{
    using State = server::EndpointStatus::State;
    m_actions->setStatus(status);
    m_statusBar->setStatus(status, m_hosting.webSocketUrl());
    if (status.state == State::Failed)
        showBar(status.error, MessageBar::Tone::Error);
    else if (status.state == State::Listening && status.wantedPort != 0
             && status.port != status.wantedPort)
        showBar(tr("%1 is taken. Hosting on %2.").arg(status.wantedPort).arg(status.port),
                MessageBar::Tone::Warning);
    if (m_restarting && status.state == State::Stopped) {
        m_restarting = false;
        m_hosting.startServer();
    }
}

void MainWindow::showProblem(const QString &sentence)
{
    showBar(sentence, MessageBar::Tone::Error);
}

void MainWindow::showBar(const QString &text, MessageBar::Tone tone)
{
    m_messageBar->show(tone, text);
    m_messageRow->show();
}

void MainWindow::updateCounts()
{
    m_filterBar->setCounts(quint64(m_messages->model().rowCount()), m_snapshot.rows);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(GeometryKey, saveGeometry());
    m_settings.setValue(StateKey, saveState());
    event->accept();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    placeDetail();
    // Which tab is in front cannot be said before the tab bars are there.
    if (!m_settings.contains(StateKey))
        QMetaObject::invokeMethod(m_composeDock, &QDockWidget::raise, Qt::QueuedConnection);
}

void MainWindow::applyTheme()
{
    // Editors and tables stand on the colour of the list, bars and the navigator on that of panels.
    for (QWidget *widget :
         {static_cast<QWidget *>(m_messages), static_cast<QWidget *>(m_compose),
          static_cast<QWidget *>(m_subscribers), static_cast<QWidget *>(m_presence),
          static_cast<QWidget *>(m_behaviours)}) {
        if (widget == nullptr)
            continue;
        QPalette palette;
        palette.setColor(QPalette::Window, Theme::instance().color(Role::Window));
        widget->setPalette(palette);
        widget->setAutoFillBackground(true);
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_detailDock != nullptr && isVisible())
        placeDetail();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_navigatorDock->setWindowTitle(tr("Topics and clients"));
    m_detailDock->setWindowTitle(tr("Detail"));
    m_composeDock->setWindowTitle(tr("Compose"));
    m_subscribersDock->setWindowTitle(tr("Subscribers"));
    m_presenceDock->setWindowTitle(tr("Presence"));
    if (m_behavioursDock != nullptr)
        m_behavioursDock->setWindowTitle(tr("Behaviours"));
    m_mainRow->setWindowTitle(tr("Tool bar"));
    m_filterRow->setWindowTitle(tr("Filter"));
    m_messageRow->setWindowTitle(tr("Messages of the program"));
}

} // namespace phx::ui
