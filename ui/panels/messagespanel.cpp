// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/messagespanel.h"

#include "app/hosting.h"
#include "ui/panels/startpage.h"
#include "ui/theme/theme.h"
#include "ui/views/messageview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace phx::ui {

namespace {

// The rows of a server that starts and stops; with more there was surely something else.
constexpr int RowsToLookAt = 16;

} // namespace

MessagesPanel::MessagesPanel(app::Hosting &hosting, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_start(new StartPage(hosting, this))
    , m_view(new MessageView(m_model, this))
{
    m_empty = makeEmptyPage();
    setObjectName(QStringLiteral("messagesPanel"));
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_start, &StartPage::openDemoRequested, this, &MessagesPanel::openDemoRequested);
    connect(m_start, &StartPage::builtinClientRequested, this,
            &MessagesPanel::builtinClientRequested);
    connect(&m_model, &MessageModel::rowsInserted, this, &MessagesPanel::update);
    connect(&m_model, &MessageModel::filtered, this, &MessagesPanel::update);
    retranslate();
}

QWidget *MessagesPanel::makeEmptyPage()
{
    auto *page = new QWidget(this);
    page->setObjectName(QStringLiteral("emptyPage"));
    m_emptyText = new QLabel(page);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyAction = new QPushButton(page);
    m_emptyAction->setObjectName(QStringLiteral("emptyAction"));
    m_nearest = new QPushButton(page);
    m_nearest->setObjectName(QStringLiteral("emptyNearest"));
    auto *actions = new QHBoxLayout;
    actions->addStretch(1);
    actions->addWidget(m_emptyAction);
    actions->addWidget(m_nearest);
    actions->addStretch(1);
    auto *column = new QVBoxLayout(page);
    column->addStretch(1);
    column->addWidget(m_emptyText);
    column->addSpacing(8);
    column->addLayout(actions);
    column->addStretch(1);
    connect(m_nearest, &QPushButton::clicked, this, &MessagesPanel::nearestMatchRequested);
    connect(m_emptyAction, &QPushButton::clicked, this, [this] {
        if (isFiltering())
            emit clearFilterRequested();
        else
            emit heartbeatsRequested();
    });
    return page;
}

bool MessagesPanel::isFiltering() const
{
    const app::RowFilter &filter = m_model.filter();
    return !filter.topic.isEmpty() || filter.connection != 0 || !filter.text.isEmpty();
}

bool MessagesPanel::hasTraffic() const
{
    using tap::EventKind;
    if (m_model.rowCount() > RowsToLookAt)
        return true;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const EventKind kind = m_model.rowAt(row).kind;
        if (kind != EventKind::ServerStarted && kind != EventKind::ServerStopped
            && kind != EventKind::Note)
            return true;
    }
    return false;
}

void MessagesPanel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    m_rows = snapshot.rows;
    m_traffic = m_traffic || !snapshot.clients.isEmpty();
    m_model.advance(snapshot);
    update();
}

void MessagesPanel::update()
{
    m_traffic = m_traffic || hasTraffic();
    QWidget *page = m_view;
    if (!m_traffic)
        page = m_start;
    else if (m_model.rowCount() == 0)
        page = m_empty;
    if (page == m_empty)
        retranslate();
    if (m_stack->currentWidget() == page)
        return;
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(focusWidget())
        || m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(page);
    if (hadFocus && page == m_view)
        m_view->setFocus(Qt::OtherFocusReason);
}

void MessagesPanel::retranslate()
{
    const app::RowFilter &filter = m_model.filter();
    const bool filtering = isFiltering();
    m_nearest->setText(tr("Show nearest match"));
    m_nearest->setToolTip(tr("Drops as little of the filter as it takes until something is shown"));
    m_nearest->setVisible(filtering);
    m_emptyAction->setVisible(filtering || (!filter.heartbeats && filter.afterSequence == 0));
    if (filtering) {
        m_emptyText->setText(tr("%1 messages, none match.").arg(QLocale().toString(m_rows)));
        m_emptyAction->setText(tr("Clear filter"));
    } else if (filter.afterSequence != 0) {
        m_emptyText->setText(
            tr("Cleared. New messages appear here; the recording keeps the old ones."));
    } else {
        m_emptyText->setText(tr("Only heartbeats so far (hidden)."));
        m_emptyAction->setText(tr("Show heartbeats"));
    }
}

void MessagesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace phx::ui
