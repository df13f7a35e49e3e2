// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Panels that the window gets after it is made.
#include "ui/panels/behaviourspanel.h"
#include "ui/panels/composepanel.h"
#include "ui/window/mainwindow.h"

#include <QDockWidget>

namespace phx::ui {

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
