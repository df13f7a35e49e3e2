// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/flatpainter.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace phx::ui::flat {

namespace {

constexpr qreal Radius = 6;
constexpr int IconGap = 6;

} // namespace

QColor colorOf(Role role)
{
    return Theme::instance().color(role);
}

bool hasKeyboardFocus(const QWidget *widget)
{
    return widget != nullptr && widget->hasFocus()
        && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void drawCard(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(line, 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    painter->restore();
}

void drawDownArrow(QPainter *painter, const QPointF &center, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF {
        {center + QPointF(-3.5, -1.5), center + QPointF(0, 2), center + QPointF(3.5, -1.5)}});
    painter->restore();
}

void drawMark(QPainter *painter, const QStyleOption &option, Mark mark)
{
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
    const QColor accent = colorOf(isEnabled ? Role::Accent : Role::Line);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor edge = colorOf(isEnabled ? Role::Muted : Role::Line);
    painter->setPen(QPen(isOn || isFocused ? accent : edge, isFocused ? 2 : 1));
    painter->setBrush(isOn && mark == Mark::Check ? accent : colorOf(Role::Raised));
    const double radius = mark == Mark::Radio ? box.width() / 2 : 3;
    painter->drawRoundedRect(box, radius, radius);
    if (isOn && mark == Mark::Radio) {
        const double inset = box.width() / 4;
        painter->setPen(Qt::NoPen);
        painter->setBrush(accent);
        painter->drawEllipse(box.adjusted(inset, inset, -inset, -inset));
    } else if (isOn) {
        painter->setPen(QPen(colorOf(Role::OnAccent), 1.6, Qt::SolidLine, Qt::RoundCap));
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        painter->drawPolyline(QPolygonF {{at(0.24, 0.52), at(0.43, 0.7), at(0.77, 0.32)}});
    }
    painter->restore();
}

void drawLine(QPainter *painter, const QRect &rect)
{
    painter->fillRect(rect, colorOf(Role::Line));
}

void drawScrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle)
{
    painter->save();
    painter->fillRect(option.rect, option.palette.color(QPalette::Window));
    if (option.maximum > option.minimum) {
        const bool pressed = option.state.testFlag(QStyle::State_Sunken);
        const bool over = option.state.testFlag(QStyle::State_MouseOver);
        QColor color = colorOf(Role::Muted);
        color.setAlphaF(pressed ? 0.75F : over ? 0.55F : 0.35F);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        const QRectF bar = QRectF(handle).adjusted(3, 3, -3, -3);
        const qreal radius = std::min(bar.width(), bar.height()) / 2;
        painter->drawRoundedRect(bar, radius, radius);
    }
    painter->restore();
}

void drawToolButtonLabel(QPainter *painter, const QStyleOptionToolButton &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool hasIcon = !option.icon.isNull() && option.toolButtonStyle != Qt::ToolButtonTextOnly;
    const bool hasText = !option.text.isEmpty() && option.toolButtonStyle != Qt::ToolButtonIconOnly;
    const int iconWidth = hasIcon ? option.iconSize.width() : 0;
    const int textWidth = hasText ? option.fontMetrics.horizontalAdvance(option.text) : 0;
    const int gap = hasIcon && hasText ? IconGap : 0;
    const int x =
        option.rect.left() + std::max(2, (option.rect.width() - iconWidth - gap - textWidth) / 2);
    if (hasIcon) {
        const int y = option.rect.top() + (option.rect.height() - option.iconSize.height()) / 2;
        option.icon.paint(painter, QRect(QPoint(x, y), option.iconSize), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
    }
    if (hasText) {
        painter->setFont(option.font);
        painter->setPen(option.palette.color(enabled ? QPalette::Active : QPalette::Disabled,
                                             QPalette::ButtonText));
        const QRect text(x + iconWidth + gap, option.rect.top(), textWidth + 2,
                         option.rect.height());
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, option.text);
    }
}

} // namespace phx::ui::flat
