// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/views/messageview.h"

#include "ui/delegates/messagedelegate.h"
#include "ui/models/messagemodel.h"
#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

namespace phx::ui {

MessageView::MessageView(MessageModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new MessageDelegate(this))
    , m_pill(new QPushButton(viewport()))
{
    setObjectName(QStringLiteral("messageView"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(20);

    m_pill->setObjectName(QStringLiteral("newerRowsPill"));
    m_pill->setDefault(true);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->setCursor(Qt::ArrowCursor);
    m_pill->hide();

    connect(m_pill, &QPushButton::clicked, this, &MessageView::handlePillClicked);
    connect(&model, &MessageModel::waitingChanged, this, &MessageView::updatePill);
    connect(&model, &MessageModel::rowsInserted, this, &MessageView::handleInserted);
    connect(&model, &MessageModel::modelAboutToBeReset, this, [this] {
        m_resetting = true;
        m_anchor = m_model.sequenceAt(rowAt(0));
    });
    connect(&model, &MessageModel::filtered, this, &MessageView::handleReset);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &MessageView::handleScrolled);
    connect(&Theme::instance(), &Theme::changed, this, &MessageView::applyTheme);
    applyTheme();
    retranslate();
}

void MessageView::applyTheme()
{
    QPalette palette;
    palette.setColor(QPalette::Base, Theme::instance().color(Role::Window));
    setPalette(palette);
    verticalHeader()->setMinimumSectionSize(MessageDelegate::rowHeight());
    verticalHeader()->setDefaultSectionSize(MessageDelegate::rowHeight());
    verticalScrollBar()->setSingleStep(MessageDelegate::rowHeight());
    setColumnWidths();
    viewport()->update();
}

void MessageView::setColumnWidths()
{
    const QFontMetrics wire(Theme::instance().monospace());
    const QFontMetrics sans(Theme::instance().sans());
    const auto wireWidth = [&wire](int characters) {
        return wire.horizontalAdvance(QLatin1Char('0')) * characters + 14;
    };
    const auto sansWidth = [&sans](int characters) {
        return sans.horizontalAdvance(QLatin1Char('n')) * characters + 12;
    };
    const auto digits = int(QString::number(m_model.sequenceAt(m_model.rowCount() - 1)).size());
    m_digits = std::max(4, digits);
    setColumnWidth(int(Column::Sequence), wireWidth(m_digits) + 4);
    setColumnWidth(int(Column::DeltaTime), wireWidth(7));
    // A client of five digits, or the column's name or the server's, as the language has them.
    const int word = std::max(
        sans.horizontalAdvance(clientName(0)),
        sans.horizontalAdvance(
            m_model.headerData(int(Column::Client), Qt::Horizontal, Qt::DisplayRole).toString()));
    setColumnWidth(int(Column::Client),
                   std::max(sans.horizontalAdvance(clientName(99'999)), word) + 14);
    setColumnWidth(int(Column::Direction), Theme::instance().scaled(20) + sansWidth(1));
    setColumnWidth(int(Column::Topic), sansWidth(12));
    setColumnWidth(int(Column::Event), sansWidth(13));
    setColumnWidth(int(Column::Ref), wireWidth(8));
    setColumnWidth(int(Column::RoundTrip), wireWidth(7));
}

void MessageView::setFollowing(bool on)
{
    if (on) {
        scrollToBottom();
        m_seen = m_model.sequenceAt(m_model.rowCount() - 1);
        m_lastScroll = verticalScrollBar()->value();
    }
    if (m_following != on) {
        m_following = on;
        emit followingChanged(on);
    }
    updatePill();
}

quint64 MessageView::currentSequence() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? 0 : m_model.sequenceAt(rows.constFirst().row());
}

bool MessageView::selectSequence(quint64 sequence)
{
    const int row = m_model.rowOf(sequence);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    scrollTo(m_model.index(row, 0));
    return true;
}

void MessageView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_resetting || m_focusing)
        return;
    m_selected = current.isValid() ? m_model.sequenceAt(current.row()) : 0;
    // Who looks at an older row must not lose it to the rows that follow.
    if (current.isValid() && current.row() < m_model.rowCount() - 1)
        setFollowing(false);
    emit sequenceSelected(m_selected);
    if (m_selected != 0 && hasFocus())
        emit rowChosen(m_selected);
}

void MessageView::handleInserted()
{
    if (QString::number(m_model.sequenceAt(m_model.rowCount() - 1)).size() > m_digits)
        setColumnWidths();
    if (m_following)
        setFollowing(true);
    else
        updatePill();
}

void MessageView::handleReset()
{
    const int row = m_model.rowOf(m_selected);
    if (row >= 0)
        setCurrentIndex(m_model.index(row, 0));
    if (!m_following) {
        const int anchor =
            row >= 0 ? row : std::min(m_model.lowerBound(m_anchor), m_model.rowCount() - 1);
        if (anchor >= 0)
            scrollTo(m_model.index(anchor, 0), row >= 0 ? PositionAtCenter : PositionAtTop);
    }
    m_resetting = false;
    m_lastScroll = verticalScrollBar()->value();
    if (m_following)
        setFollowing(true);
    updatePill();
    emit sequenceSelected(row >= 0 ? m_selected : 0);
}

void MessageView::handleScrolled(int value)
{
    if (m_resetting)
        return;
    const bool up = value < m_lastScroll;
    m_lastScroll = value;
    if (value >= verticalScrollBar()->maximum()) {
        // A selected older row holds the view only until the reader goes to the end.
        if (!m_following)
            setFollowing(true);
    } else if (up && m_following) {
        setFollowing(false);
    }
    updatePill();
}

int MessageView::lastVisibleRow() const
{
    const int row = rowAt(viewport()->height() - 1);
    return row < 0 ? m_model.rowCount() - 1 : row;
}

void MessageView::updatePill()
{
    m_seen = std::max(m_seen, m_model.sequenceAt(lastVisibleRow()));
    const int below = m_following ? 0 : m_model.rowCount() - m_model.lowerBound(m_seen + 1);
    const int newer = below + m_model.waitingRows();
    m_pill->setVisible(newer > 0);
    if (newer == 0)
        return;
    const bool held = m_model.isHeld();
    m_pill->setText(held ? tr("%Ln newer row(s) · Space to release", nullptr, newer)
                         : tr("%Ln newer row(s) · End to follow", nullptr, newer));
    m_pill->setToolTip(held ? tr("Show the rows that have come since the view was held (Space)")
                            : tr("Go to the newest row and stay there (End)"));
    m_pill->setIcon(Theme::instance().icon(
        held ? QStringLiteral("hold") : QStringLiteral("chevron-down"), Role::OnAccent));
    m_pill->adjustSize();
    m_pill->move((viewport()->width() - m_pill->width()) / 2,
                 viewport()->height() - m_pill->height() - 8);
}

void MessageView::retranslate()
{
    setAccessibleName(tr("Messages"));
    updatePill();
}

void MessageView::handlePillClicked()
{
    if (m_model.isHeld())
        emit holdRequested();
    else
        setFollowing(true);
}

void MessageView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        setColumnWidths();
        retranslate();
    }
}

void MessageView::keyPressEvent(QKeyEvent *event)
{
    const bool plain =
        event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!plain) {
        QTableView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_End:
        setFollowing(true);
        return;
    case Qt::Key_Space:
        emit holdRequested();
        return;
    case Qt::Key_H:
        emit heartbeatsRequested();
        return;
    case Qt::Key_P:
        emit pairRequested();
        return;
    default:
        QTableView::keyPressEvent(event);
    }
}

void MessageView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::AltModifier)
        && index.isValid()) {
        emit filterRequested(Column(index.column()), m_model.sequenceAt(index.row()));
        return;
    }
    QTableView::mousePressEvent(event);
}

void MessageView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    m_delegate->setHoveredRow(row);
    viewport()->update();
}

void MessageView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void MessageView::focusInEvent(QFocusEvent *event)
{
    // The first focus makes the first row the current one: nobody has chosen it.
    m_focusing = true;
    QTableView::focusInEvent(event);
    m_focusing = false;
}

void MessageView::leaveEvent(QEvent *event)
{
    setHovered(-1);
    QTableView::leaveEvent(event);
}

void MessageView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_following)
        scrollToBottom();
    updatePill();
}

} // namespace phx::ui
