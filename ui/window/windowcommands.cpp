// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// What the commands of the window do: the part of MainWindow that menus, keys and cells call.
#include "app/hosting.h"
#include "ui/compose/composepanel.h"
#include "ui/models/rowtext.h"
#include "ui/panels/detailpanel.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/messagespanel.h"
#include "ui/panels/navigatorpanel.h"
#include "ui/panels/presencepanel.h"
#include "ui/panels/subscriberspanel.h"
#include "ui/views/messageview.h"
#include "ui/window/captureexporter.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windowactions.h"
#include "ui/window/windowdialogs.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileDialog>
#include <QMessageBox>
#include <QUrl>

#include <algorithm>

namespace phx::ui {

void MainWindow::connectView()
{
    MessageView &view = m_messages->view();
    MessageModel &model = m_messages->model();
    connect(&view, &MessageView::sequenceSelected, this, &MainWindow::select);
    // Where the detail is a tab, choosing a row shows it.
    connect(&view, &MessageView::rowChosen, this, [this] {
        if (m_detailBelow)
            m_detailDock->raise();
    });
    connect(&view, &MessageView::filterRequested, this, &MainWindow::filterOn);
    connect(&view, &MessageView::followingChanged, m_actions->followNewest, &QAction::setChecked);
    connect(&view, &MessageView::holdRequested, m_actions->hold, &QAction::toggle);
    connect(&view, &MessageView::heartbeatsRequested, m_actions->showHeartbeats, &QAction::toggle);
    connect(&view, &MessageView::pairRequested, this, &MainWindow::goToPair);
    connect(&model, &MessageModel::rowsInserted, this, &MainWindow::updateCounts);
    connect(&model, &MessageModel::filtered, this, &MainWindow::updateCounts);
}

void MainWindow::connectActions()
{
    const WindowActions &actions = *m_actions;
    MessageView &view = m_messages->view();
    connect(actions.saveCopy, &QAction::triggered, this, &MainWindow::saveCopy);
    connect(actions.exportJsonLines, &QAction::triggered, this, &MainWindow::exportJsonLines);
    connect(m_exporter, &CaptureExporter::finished, this,
            [this](const QString &target, const QString &problem) {
                showBar(problem.isEmpty() ? tr("Saved as %1.").arg(target) : problem,
                        problem.isEmpty() ? MessageBar::Tone::Done : MessageBar::Tone::Error);
            });
    connect(actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(actions.copy, &QAction::triggered, this, [this] {
        if (const auto detail = m_messages->model().detail(m_detail->sequence()))
            QApplication::clipboard()->setText(QString::fromUtf8(detail->frame));
    });
    connect(actions.find, &QAction::triggered, m_filterBar, &FilterBar::focusSearch);
    connect(actions.clearFilter, &QAction::triggered, m_messages,
            &MessagesPanel::clearFilterRequested);
    connect(actions.followNewest, &QAction::triggered, &view, &MessageView::setFollowing);
    connect(actions.showHeartbeats, &QAction::toggled, m_filterBar, &FilterBar::setHeartbeats);
    connect(actions.hold, &QAction::toggled, this,
            [this](bool on) { m_messages->model().setHeld(on); });
    connect(actions.clear, &QAction::triggered, this, &MainWindow::clearView);
    connect(actions.largerText, &QAction::triggered, this,
            [this] { stepTextSize(Theme::instance().textScale() + 10); });
    connect(actions.smallerText, &QAction::triggered, this,
            [this] { stepTextSize(Theme::instance().textScale() - 10); });
    connect(actions.normalText, &QAction::triggered, this, [this] { stepTextSize(100); });
    connect(actions.movePanels, &QAction::toggled, this, &MainWindow::setTitleBars);
    connect(actions.resetLayout, &QAction::triggered, this, &MainWindow::arrangeDocks);
    connect(actions.goToPair, &QAction::triggered, this, &MainWindow::goToPair);
    connect(actions.goToNewest, &QAction::triggered, this,
            [this] { m_messages->view().setFollowing(true); });
    connect(actions.explainSelection, &QAction::triggered, this, [this] {
        m_detailDock->show();
        m_detailDock->raise();
        m_detail->showExplain();
    });
    connect(&actions, &WindowActions::themeChosen, this, [this](ThemeMode mode) {
        m_settings.setValue(QStringLiteral("view/theme"), int(mode));
        setTheme(mode);
    });
    connect(&actions, &WindowActions::languageChosen, this, [this](const QString &code) {
        m_settings.setValue(QStringLiteral("view/language"), code);
        setLanguage(code);
    });
}

void MainWindow::connectServerActions()
{
    const WindowActions &actions = *m_actions;
    connect(actions.startServer, &QAction::triggered, this, [this] { m_hosting.startServer(); });
    connect(actions.stopServer, &QAction::triggered, this, [this] { m_hosting.stopServer(); });
    connect(actions.restoreTokens, &QAction::triggered, this,
            [this] { m_hosting.endpoint().restoreTokens(); });
    connect(actions.restartServer, &QAction::triggered, this, [this] {
        m_restarting = true;
        m_hosting.stopServer();
    });
    connect(actions.copyAddress, &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(m_hosting.webSocketUrl()); });
    connect(actions.openDemo, &QAction::triggered, this, &MainWindow::openDemo);
    connect(actions.crashChannel, &QAction::triggered, this, &MainWindow::crashSelected);
    connect(actions.cutConnection, &QAction::triggered, this, &MainWindow::cutSelected);
    connect(actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(this); });
    connect(actions.about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(actions.aboutQt, &QAction::triggered, this, [this] { QMessageBox::aboutQt(this); });
    select(0);
}

void MainWindow::select(quint64 sequence)
{
    const auto detail = m_messages->model().detail(sequence);
    m_actions->copy->setEnabled(detail.has_value());
    m_actions->goToPair->setEnabled(detail && detail->row.pairSequence != 0);
    m_actions->cutConnection->setEnabled(detail && detail->row.connection != 0);
    m_actions->crashChannel->setEnabled(detail && detail->row.connection != 0
                                        && !detail->row.topic.isEmpty());
    if (!detail) {
        m_detail->clear();
        return;
    }
    const auto pair = m_messages->model().detail(detail->row.pairSequence);
    m_detail->setDetail(*detail, pair ? std::optional(pair->row) : std::nullopt);
}

void MainWindow::selectRow(quint64 sequence)
{
    m_messages->view().selectSequence(sequence);
}

void MainWindow::selectTopic(const QByteArray &topic, TopicScope scope)
{
    m_filterBar->setConnection(0);
    m_filterBar->setTopic(topic, scope);
    m_compose->setTopic(topic);
    m_compose->setClient(0);
    m_subscribers->setTopic(topic);
    m_presence->setTopic(topic);
}

void MainWindow::showRefusal(quint64 connection, const QByteArray &topic)
{
    const auto selectNewest = [this] {
        MessageModel &model = m_messages->model();
        const int oldest = std::max(0, model.rowCount() - MessageModel::PageRows);
        for (int row = model.rowCount() - 1; row >= oldest; --row) {
            const app::MessageRow &answer = model.rowAt(row);
            if (answer.direction == tap::Direction::Out && answer.status == "error") {
                selectRow(answer.sequence);
                return;
            }
        }
    };
    m_filterBar->clearFilter();
    m_filterBar->setTopic(topic, TopicScope::Exact);
    m_filterBar->setConnection(connection);
    connect(&m_messages->model(), &MessageModel::filtered, this, selectNewest,
            Qt::SingleShotConnection);
}

void MainWindow::filterOn(Column column, quint64 sequence)
{
    const auto detail = m_messages->model().detail(sequence);
    if (!detail)
        return;
    switch (column) {
    case Column::Client:
    case Column::Direction:
        m_filterBar->setConnection(detail->row.connection);
        break;
    case Column::Topic:
        m_filterBar->setTopic(detail->row.topic, TopicScope::Exact);
        break;
    case Column::Event:
        m_filterBar->setText(QString::fromUtf8(detail->row.event));
        break;
    default:
        break;
    }
}

void MainWindow::goToPair()
{
    const auto detail = m_messages->model().detail(m_messages->view().currentSequence());
    if (detail && detail->row.pairSequence != 0)
        m_messages->view().selectSequence(detail->row.pairSequence);
}

void MainWindow::clearView()
{
    m_filterBar->setAfterSequence(m_snapshot.lastSequence);
}

void MainWindow::openDemo()
{
    const QString url = m_hosting.pageUrl();
    if (url.isEmpty())
        return;
    if (!QDesktopServices::openUrl(QUrl(url)))
        showBar(tr("No browser could be started. Open %1 yourself.").arg(url),
                MessageBar::Tone::Warning);
}

void MainWindow::saveCopy()
{
    const QString target =
        QFileDialog::getSaveFileName(this, tr("Save copy of the capture"),
                                     QStringLiteral("session.capture"), tr("Captures (*.capture)"));
    if (target.isEmpty())
        return;
    m_hosting.capture().flush();
    m_exporter->saveCopy(m_hosting.capture().path(), target);
}

void MainWindow::exportJsonLines()
{
    const QString target =
        QFileDialog::getSaveFileName(this, tr("Export the rows that are shown as JSON Lines"),
                                     QStringLiteral("session.jsonl"), tr("JSON Lines (*.jsonl)"));
    if (target.isEmpty())
        return;
    m_hosting.capture().flush();
    m_exporter->saveJsonLines(m_hosting.capture().path(), m_messages->model().filter(), target);
}

void MainWindow::crashSelected()
{
    const auto detail = m_messages->model().detail(m_detail->sequence());
    if (detail && detail->row.connection != 0 && !detail->row.topic.isEmpty())
        m_hosting.endpoint().crashChannel(detail->row.connection, detail->row.topic);
}

void MainWindow::cutSelected()
{
    const auto detail = m_messages->model().detail(m_detail->sequence());
    if (detail && detail->row.connection != 0)
        m_hosting.endpoint().cutConnection(detail->row.connection, server::Transport::Cut::Fin);
}

} // namespace phx::ui
