// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/windowactions.h"

#include "ui/window/statusbar.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace phx::ui {

namespace {

using State = server::EndpointStatus::State;

enum MenuIndex : std::size_t {
    FileMenu,
    EditMenu,
    ViewMenu,
    GoMenu,
    ServerMenu,
    ClientMenu,
    HelpMenu
};

} // namespace

WindowActions::WindowActions(QObject *parent)
    : QObject(parent)
{
    makeActions();
    makeThemes();
    makeLanguages();
    setKeys();
    connect(&Theme::instance(), &Theme::changed, this, &WindowActions::applyTheme);
}

void WindowActions::makeActions()
{
    saveCopy = make(QStringLiteral("saveCopy"), QStringLiteral("save"));
    exportJsonLines = make(QStringLiteral("exportJsonLines"), QStringLiteral("export"));
    quit = make(QStringLiteral("quit"));
    copy = make(QStringLiteral("copy"), QStringLiteral("copy"));
    find = make(QStringLiteral("find"), QStringLiteral("search"));
    clearFilter = make(QStringLiteral("clearFilter"));
    followNewest = make(QStringLiteral("followNewest"), QStringLiteral("follow"), Kind::Toggle);
    showHeartbeats = make(QStringLiteral("showHeartbeats"), QStringLiteral("heart"), Kind::Toggle);
    hold = make(QStringLiteral("hold"), QStringLiteral("hold"), Kind::Toggle);
    clear = make(QStringLiteral("clear"), QStringLiteral("clear"));
    largerText = make(QStringLiteral("largerText"));
    smallerText = make(QStringLiteral("smallerText"));
    normalText = make(QStringLiteral("normalText"));
    movePanels = make(QStringLiteral("movePanels"), {}, Kind::Toggle);
    resetLayout = make(QStringLiteral("resetLayout"), QStringLiteral("layout"));
    goToPair = make(QStringLiteral("goToPair"), QStringLiteral("pair"));
    goToNewest = make(QStringLiteral("goToNewest"), QStringLiteral("follow"));
    explainSelection = make(QStringLiteral("explainSelection"), QStringLiteral("info"));
    startServer = make(QStringLiteral("startServer"), QStringLiteral("play"));
    stopServer = make(QStringLiteral("stopServer"), QStringLiteral("stop"));
    restartServer = make(QStringLiteral("restartServer"), QStringLiteral("restart"));
    restoreTokens = make(QStringLiteral("restoreTokens"), QStringLiteral("token"));
    copyAddress = make(QStringLiteral("copyAddress"), QStringLiteral("copy"));
    openDemo = make(QStringLiteral("openDemo"), QStringLiteral("browser"));
    crashChannel = make(QStringLiteral("crashChannel"), QStringLiteral("crash"));
    cutConnection = make(QStringLiteral("cutConnection"), QStringLiteral("cut"));
    newClient = make(QStringLiteral("newClient"), QStringLiteral("plus"));
    joinTopic = make(QStringLiteral("joinTopic"), QStringLiteral("topic"));
    herd = make(QStringLiteral("herd"), QStringLiteral("users"));
    shortcuts = make(QStringLiteral("shortcuts"), QStringLiteral("help"));
    about = make(QStringLiteral("about"), QStringLiteral("info"));
    aboutQt = make(QStringLiteral("aboutQt"));
    followNewest->setChecked(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

QAction *WindowActions::make(const QString &name, const QString &icon, Kind kind)
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    action->setCheckable(kind == Kind::Toggle);
    if (!icon.isEmpty())
        m_iconed.push_back({action, icon});
    return action;
}

void WindowActions::makeThemes()
{
    m_themes = new QActionGroup(this);
    for (const ThemeMode mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark}) {
        auto *action = new QAction(m_themes);
        action->setCheckable(true);
        action->setData(int(mode));
    }
    connect(m_themes, &QActionGroup::triggered, this,
            [this](const QAction *action) { emit themeChosen(ThemeMode(action->data().toInt())); });
}

void WindowActions::makeLanguages()
{
    m_languages = new QActionGroup(this);
    for (const QString &code : {QString(), QStringLiteral("en"), QStringLiteral("ja")}) {
        auto *action = new QAction(m_languages);
        action->setCheckable(true);
        action->setData(code);
    }
    connect(m_languages, &QActionGroup::triggered, this,
            [this](const QAction *action) { emit languageChosen(action->data().toString()); });
}

void WindowActions::setKeys()
{
    saveCopy->setShortcut(QKeySequence::Save);
    exportJsonLines->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    find->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_L), QKeySequence(QKeySequence::Find)});
    clearFilter->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    largerText->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    smallerText->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Minus));
    normalText->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_0));
    explainSelection->setShortcut(QKeySequence(Qt::Key_F1));
    startServer->setShortcut(QKeySequence(Qt::Key_F5));
    stopServer->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F5));
    newClient->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    joinTopic->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    openDemo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    crashChannel->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Period));
    cutConnection->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Period),
                                 QKeySequence(Qt::CTRL | Qt::Key_Greater)});
}

QMenu *WindowActions::menu(QMenuBar &bar)
{
    QMenu *added = bar.addMenu(QString());
    m_menus.push_back(added);
    return added;
}

void WindowActions::fillMenuBar(QMenuBar &bar)
{
    QMenu *file = menu(bar);
    file->addActions({saveCopy, exportJsonLines});
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = menu(bar);
    edit->addActions({copy, find, clearFilter});

    QMenu *view = menu(bar);
    view->addActions({followNewest, showHeartbeats, hold, clear});
    view->addSeparator();
    panels = view->addMenu(QString());
    view->addActions({movePanels, resetLayout});
    view->addSeparator();
    m_themeMenu = view->addMenu(QString());
    m_themeMenu->addActions(m_themes->actions());
    m_languageMenu = view->addMenu(QString());
    m_languageMenu->addActions(m_languages->actions());
    m_textMenu = view->addMenu(QString());
    m_textMenu->addActions({largerText, smallerText, normalText});

    QMenu *go = menu(bar);
    go->addActions({goToPair, goToNewest, explainSelection});
    go->addSeparator();
    toPanels = go->addMenu(QString());

    QMenu *serverMenu = menu(bar);
    serverMenu->addActions({startServer, stopServer, restartServer});
    serverMenu->addSeparator();
    serverMenu->addActions({copyAddress, openDemo});
    serverMenu->addSeparator();
    serverMenu->addActions({crashChannel, cutConnection});
    serverMenu->addSeparator();
    serverMenu->addAction(restoreTokens);

    clientMenu = menu(bar);
    clientMenu->addActions({newClient, joinTopic, herd});

    QMenu *help = menu(bar);
    help->addActions({shortcuts, about, aboutQt});
    retranslate();
}

void WindowActions::fillToolBar(QToolBar &bar)
{
    bar.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_hosting = new QToolButton(&bar);
    m_hosting->setObjectName(QStringLiteral("hostingButton"));
    m_hosting->setPopupMode(QToolButton::InstantPopup);
    m_hosting->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *hosting = new QMenu(m_hosting);
    hosting->addActions({startServer, stopServer, restartServer});
    hosting->addSeparator();
    hosting->addActions({copyAddress, openDemo});
    m_hosting->setMenu(hosting);
    bar.addWidget(m_hosting);
    bar.addActions({openDemo, newClient});
    bar.addSeparator();
    bar.addActions({hold, clear, followNewest});
    bar.addSeparator();
    bar.addActions({crashChannel, cutConnection});
    applyTheme();
    retranslate();
}

void WindowActions::applyTheme()
{
    for (const Iconed &iconed : m_iconed) {
        const bool danger = iconed.action == crashChannel || iconed.action == cutConnection;
        iconed.action->setIcon(
            Theme::instance().icon(iconed.icon, danger ? Role::Fault : Role::Text));
    }
    renderStatus();
}

void WindowActions::setStatus(const server::EndpointStatus &status)
{
    m_status = status;
    const bool running = status.state == State::Starting || status.state == State::Listening;
    startServer->setEnabled(!running && status.state != State::Draining);
    stopServer->setEnabled(running);
    restartServer->setEnabled(running);
    restoreTokens->setEnabled(running);
    copyAddress->setEnabled(status.state == State::Listening);
    openDemo->setEnabled(status.state == State::Listening);
    renderStatus();
}

void WindowActions::renderStatus()
{
    if (m_hosting == nullptr)
        return;
    m_hosting->setIcon(StatusBar::dot(m_status.state, Theme::instance().scaled(16),
                                      m_hosting->devicePixelRatioF()));
    switch (m_status.state) {
    case State::Listening:
        m_hosting->setText(tr("Hosting :%1").arg(m_status.port));
        break;
    case State::Starting:
        m_hosting->setText(tr("Starting…"));
        break;
    case State::Draining:
        m_hosting->setText(tr("Stopping…"));
        break;
    case State::Stopped:
    case State::Failed:
        m_hosting->setText(tr("Not hosting"));
        break;
    }
    m_hosting->setToolTip(m_status.state == State::Failed ? m_status.error
                                                          : tr("The server: start, stop, address"));
}

void WindowActions::setChosen(ThemeMode mode, const QString &language)
{
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == int(mode));
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data().toString() == language);
}

void WindowActions::retranslate()
{
    if (m_menus.empty())
        return;
    retranslateMenus();
    retranslateActions();
    retranslateTips();
    renderStatus();
}

void WindowActions::retranslateMenus()
{
    m_menus[FileMenu]->setTitle(tr("&File"));
    m_menus[EditMenu]->setTitle(tr("&Edit"));
    m_menus[ViewMenu]->setTitle(tr("&View"));
    m_menus[GoMenu]->setTitle(tr("&Go"));
    m_menus[ServerMenu]->setTitle(tr("&Server"));
    m_menus[ClientMenu]->setTitle(tr("&Client"));
    m_menus[HelpMenu]->setTitle(tr("&Help"));
    panels->setTitle(tr("&Panels"));
    toPanels->setTitle(tr("To a p&anel"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_languageMenu->setTitle(tr("&Language"));
    m_textMenu->setTitle(tr("Te&xt size"));
    const QStringList themes {tr("As the system"), tr("Light"), tr("Dark")};
    const QStringList languages {tr("As the system"), QStringLiteral("English"),
                                 QStringLiteral("日本語")};
    for (int i = 0; i < 3; ++i) {
        m_themes->actions().at(i)->setText(themes.at(i));
        m_languages->actions().at(i)->setText(languages.at(i));
    }
}

void WindowActions::retranslateActions()
{
    // Keys after a tab are shown in the menu; the list handles them while it has the focus.
    const auto withKey = [](const QString &text, const QString &key) {
        return text + QLatin1Char('\t') + key;
    };
    saveCopy->setText(tr("&Save copy of the capture…"));
    exportJsonLines->setText(tr("&Export JSON Lines…"));
    quit->setText(tr("&Quit"));
    copy->setText(tr("&Copy frame"));
    find->setText(tr("&Search"));
    clearFilter->setText(tr("Clear &filter"));
    followNewest->setText(withKey(tr("&Follow newest"), tr("End")));
    followNewest->setIconText(tr("Follow"));
    showHeartbeats->setText(withKey(tr("Show &heartbeats"), QStringLiteral("H")));
    hold->setText(withKey(tr("Hold &view"), tr("Space")));
    hold->setIconText(tr("Hold view"));
    clear->setText(tr("&Clear view"));
    clear->setIconText(tr("Clear"));
    largerText->setText(tr("&Larger"));
    smallerText->setText(tr("&Smaller"));
    normalText->setText(tr("&Normal"));
    movePanels->setText(tr("&Move panels"));
    resetLayout->setText(tr("&Reset layout"));
    goToPair->setText(withKey(tr("To the &pair"), QStringLiteral("P")));
    goToNewest->setText(withKey(tr("To the &newest"), tr("End")));
    explainSelection->setText(tr("&Explain the selection"));
    startServer->setText(tr("&Start"));
    stopServer->setText(tr("S&top"));
    restartServer->setText(tr("&Restart"));
    restoreTokens->setText(tr("Let expired to&kens in again"));
    copyAddress->setText(tr("&Copy address"));
    openDemo->setText(tr("Open &demo page"));
    openDemo->setIconText(tr("Demo page"));
    newClient->setText(tr("&New client…"));
    newClient->setIconText(tr("Client"));
    joinTopic->setText(tr("&Join topic…"));
    herd->setText(tr("&Herd of clients…"));
    crashChannel->setText(tr("Crash the selected c&hannel"));
    crashChannel->setIconText(tr("Crash"));
    cutConnection->setText(tr("C&ut the selected connection"));
    cutConnection->setIconText(tr("Cut"));
    shortcuts->setText(tr("&Keyboard"));
    about->setText(tr("&About Channelscope"));
    aboutQt->setText(tr("About &Qt"));
}

void WindowActions::retranslateTips()
{
    hold->setToolTip(tr("Stop adding rows; everything is still recorded (Space)"));
    clear->setToolTip(tr("Hide the rows so far; the recording keeps them"));
    followNewest->setToolTip(tr("Stay at the newest row (End)"));
    crashChannel->setToolTip(
        tr("The selected row's channel crashes as if its code had raised (Ctrl+.)"));
    cutConnection->setToolTip(
        tr("The selected row's connection ends without a close frame: 1006 (Ctrl+Shift+.)"));
    newClient->setToolTip(tr("Connect a client of the program's own (Ctrl+N)"));
    openDemo->setToolTip(tr("Open the chat of the guide in the default browser (Ctrl+Shift+D)"));
}

} // namespace phx::ui
