// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/navigatorview.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace phx::ui {

namespace {

// A new branch opens by itself while its siblings are few enough to read.
constexpr int MaxSelfOpening = 30;
constexpr int ChevronSize = 12;

} // namespace

NavigatorView::NavigatorView(QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setFrameShape(NoFrame);
    setExpandsOnDoubleClick(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    connect(this, &QTreeView::entered, this, &NavigatorView::setHovered);
    connect(this, &QTreeView::viewportEntered, this, [this] { setHovered({}); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!index.parent().isValid())
            expand(index);
    });
}

void NavigatorView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    expandToDepth(0);
}

void NavigatorView::drawBranches(QPainter *painter, const QRect &rect,
                                 const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    if (selectionModel()->isSelected(index))
        painter->fillRect(rect, theme.color(Role::Selection));
    else if (index == m_hovered && index.parent().isValid())
        painter->fillRect(rect, theme.color(Role::Hover));
    if (!index.parent().isValid() || !model()->hasChildren(index))
        return;
    const int size = theme.scaled(ChevronSize);
    const QRect place(rect.right() - (indentation() + size) / 2, rect.center().y() - size / 2, size,
                      size);
    theme
        .icon(isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
              Role::Muted)
        .paint(painter, place);
}

void NavigatorView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !index.flags().testFlag(Qt::ItemIsSelectable))
        clearSelection();
    QTreeView::mousePressEvent(event);
}

void NavigatorView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && selectionModel()->hasSelection())
        clearSelection();
    else
        QTreeView::keyPressEvent(event);
}

void NavigatorView::leaveEvent(QEvent *event)
{
    setHovered({});
    QTreeView::leaveEvent(event);
}

void NavigatorView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (!parent.isValid() || model()->rowCount(parent) > MaxSelfOpening)
        return;
    for (int row = start; row <= end; ++row)
        expand(model()->index(row, 0, parent));
}

void NavigatorView::setHovered(const QModelIndex &index)
{
    if (index == m_hovered)
        return;
    updateRow(m_hovered);
    m_hovered = index;
    updateRow(m_hovered);
}

void NavigatorView::updateRow(const QModelIndex &index)
{
    // The place of the chevron is no part of the index's own rectangle.
    const QRect rect = visualRect(index);
    viewport()->update(0, rect.top(), viewport()->width(), rect.height());
}

} // namespace phx::ui
