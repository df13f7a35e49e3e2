// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Tabs of the bottom area, and panels that the window gets after it is made.
#include "ui/behaviours/behaviourspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

namespace phx::ui {

QDockWidget *MainWindow::addTab(const QString &name, QWidget *panel)
{
    auto *dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(panel);
    m_actions->panels->addAction(dock->toggleViewAction());
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    tabifyDockWidget(m_tabs.isEmpty() ? m_subscribersDock : m_tabs.constLast(), dock);
    m_tabs.append(dock);
    addGoTo(dock);
    return dock;
}

void MainWindow::addGoTo(QWidget *place)
{
    const auto number = m_actions->toPanels->actions().size();
    QAction *action = m_actions->toPanels->addAction(place->windowTitle());
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + number)));
    connect(place, &QWidget::windowTitleChanged, action, &QAction::setText);
    connect(action, &QAction::triggered, this, [this, place] { focusPanel(place); });
}

void MainWindow::focusPanel(QWidget *place)
{
    QWidget *panel = place;
    if (auto *dock = qobject_cast<QDockWidget *>(place)) {
        dock->show();
        dock->raise();
        panel = dock->widget();
    }
    if (panel == m_compose) {
        m_compose->focusEditor();
        return;
    }
    for (QWidget *next = panel->nextInFocusChain(); next != panel;
         next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && next->isVisible() && next->isEnabled()
            && (next->focusPolicy() & Qt::TabFocus) != 0) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
    // Nothing to do there yet: Tab goes on from it.
    panel->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::addBehaviours(app::Behaviours &behaviours)
{
    m_behaviours = new BehavioursPanel(behaviours, this);
    m_behavioursDock = addTab(QStringLiteral("behavioursDock"), m_behaviours);
    connect(m_behaviours, &BehavioursPanel::rowRequested, this, &MainWindow::selectRow);
    connect(m_behaviours, &BehavioursPanel::told, this,
            [this](const QString &sentence, bool isError) {
                showBar(sentence, isError ? MessageBar::Tone::Error : MessageBar::Tone::Done);
            });
    setTitleBars();
    applyTheme();
    retranslate();
    restoreState(m_settings.value(QStringLiteral("window/state")).toByteArray());
    if (!m_settings.contains(QStringLiteral("window/state")))
        m_composeDock->raise();
}

} // namespace phx::ui
