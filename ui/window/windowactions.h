// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QToolBar;
class QToolButton;

namespace phx::ui {

//! \brief Every command of the window, the menus and the tool bar that show them, and their texts.
//!
//! What a command does is connected by the window. Threads: GUI.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    explicit WindowActions(QObject *parent);

    void fillMenuBar(QMenuBar &bar);
    void fillToolBar(QToolBar &bar);
    //! Titles, tips and key hints in the language in force.
    void retranslate();
    //! The button that says where the server listens, and the commands that make sense then.
    void setStatus(const server::EndpointStatus &status);
    //! Marks what is in force; emits nothing.
    void setChosen(ThemeMode mode, const QString &language);

    QAction *saveCopy = nullptr;
    QAction *exportJsonLines = nullptr;
    QAction *quit = nullptr;
    QAction *copy = nullptr;
    QAction *find = nullptr;
    QAction *clearFilter = nullptr;
    QAction *followNewest = nullptr;
    QAction *showHeartbeats = nullptr;
    QAction *hold = nullptr;
    QAction *clear = nullptr;
    QAction *largerText = nullptr;
    QAction *smallerText = nullptr;
    QAction *normalText = nullptr;
    QAction *movePanels = nullptr;
    QAction *resetLayout = nullptr;
    QAction *goToPair = nullptr;
    QAction *goToNewest = nullptr;
    QAction *explainSelection = nullptr;
    QAction *startServer = nullptr;
    QAction *stopServer = nullptr;
    QAction *restartServer = nullptr;
    QAction *restoreTokens = nullptr;
    QAction *copyAddress = nullptr;
    QAction *openDemo = nullptr;
    QAction *crashChannel = nullptr;
    QAction *cutConnection = nullptr;
    QAction *newClient = nullptr;
    QAction *joinTopic = nullptr;
    QAction *herd = nullptr;
    QAction *shortcuts = nullptr;
    QAction *about = nullptr;
    QAction *aboutQt = nullptr;
    QMenu *panels = nullptr; //!< the window adds the docks' own toggles
    QMenu *toPanels = nullptr; //!< the window adds an entry for each panel
    QMenu *clientMenu = nullptr; //!< the window fills it when it opens

Q_SIGNALS:
    void themeChosen(phx::ui::ThemeMode mode);
    void languageChosen(const QString &code);

private:
    enum class Kind { Command, Toggle };
    QAction *make(const QString &name, const QString &icon = {}, Kind kind = Kind::Command);
    void makeActions();
    void makeThemes();
    void makeLanguages();
    void setKeys();
    void applyTheme();
    void retranslateMenus();
    void retranslateActions();
    void retranslateTips();
    void renderStatus();
    QMenu *menu(QMenuBar &bar);

    struct Iconed
    {
        QAction *action = nullptr;
        QString icon;
    };
    std::vector<Iconed> m_iconed;
    std::vector<QMenu *> m_menus; //!< File, Edit, View, Go, Server, Client, Help
    QMenu *m_themeMenu = nullptr;
    QMenu *m_languageMenu = nullptr;
    QMenu *m_textMenu = nullptr;
    QActionGroup *m_themes = nullptr;
    QActionGroup *m_languages = nullptr;
    QToolButton *m_hosting = nullptr;
    server::EndpointStatus m_status;
};

} // namespace phx::ui
