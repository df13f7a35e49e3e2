// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/navigatornode.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <optional>

namespace phx::ui {

//! \brief Paints a row of the navigator: name, chip, figure; the dot of a client.
class NavigatorDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    //! A painter, and the part of the row that is still free.
    struct Canvas
    {
        QPainter &painter;
        QRect free;
        QFont font;
    };

    static void paintSection(Canvas &canvas, const NavigatorEntry &entry);
    static void paintTopic(Canvas &canvas, const NavigatorEntry &entry,
                           const QStyleOptionViewItem &option);
    static void paintClient(Canvas &canvas, const NavigatorEntry &entry);
    static void paintBuiltin(Canvas &canvas, const NavigatorEntry &entry);
    static void paintAction(Canvas &canvas, const NavigatorEntry &entry);
    //! \param role nullopt: a muted circle, not filled
    static void paintDot(Canvas &canvas, std::optional<Role> role);
    static void paintFigure(Canvas &canvas, const QString &text, Role role);
    static void paintText(Canvas &canvas, const QString &text, Role role, int reserved = 0);
    static void paintChip(Canvas &canvas, const QString &text, Role role, Role tint);
    [[nodiscard]] static int chipWidth(const QFont &font, const QString &text);
};

} // namespace phx::ui
