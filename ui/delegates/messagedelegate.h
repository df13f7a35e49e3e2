// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"
#include "ui/models/rowtext.h"

#include <QFont>
#include <QStyledItemDelegate>

namespace phx::ui {

class MessageModel;

//! \brief Paints a cell of the message list: stripe, arrow, chip, wire text.
//!
//! Fonts and colours are taken from the Theme in force; nothing is computed from payloads here.
//! Threads: GUI. The view's model must be a MessageModel.
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit MessageDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    //! Height of every row, in px, at the text size in force.
    [[nodiscard]] static int rowHeight();
    //! \param hovered row under the pointer, -1: none
    void setHoveredRow(int hovered) { m_hoveredRow = hovered; }

private:
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    void paintEvent(QPainter *painter, const QRect &rect, const app::MessageRow &row) const;

    int m_hoveredRow = -1;
};

} // namespace phx::ui
