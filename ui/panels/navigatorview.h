// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPersistentModelIndex>
#include <QTreeView>

namespace phx::ui {

//! \brief The navigator's tree: sections are never closed, and a click beside the rows or Escape
//! chooses nothing.
class NavigatorView : public QTreeView
{
    Q_OBJECT

public:
    explicit NavigatorView(QWidget *parent = nullptr);

    //! Also opens what is already there, and small new branches as they come.
    void setModel(QAbstractItemModel *model) override;

protected:
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void setHovered(const QModelIndex &index);
    void updateRow(const QModelIndex &index);

    QPersistentModelIndex m_hovered;
};

} // namespace phx::ui
