// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"

class QPainter;
class QPointF;
class QRect;
class QRectF;
class QStyleOption;
class QStyleOptionSlider;
class QStyleOptionToolButton;
class QWidget;

//! The few shapes that FlatStyle is made of, in the colours in force.
namespace phx::ui::flat {

[[nodiscard]] QColor colorOf(Role role);
//! The widget has the focus, and somebody went there with the keyboard.
[[nodiscard]] bool hasKeyboardFocus(const QWidget *widget);
//! A rounded rectangle with a 1 px border.
void drawCard(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line);
void drawDownArrow(QPainter *painter, const QPointF &center, const QColor &color);
//! The box of a check box, or the ring of a radio button.
enum class Mark : quint8 { Check, Radio };
void drawMark(QPainter *painter, const QStyleOption &option, Mark mark);
//! Filled with the colour of lines.
void drawLine(QPainter *painter, const QRect &rect);
//! \param handle of the scroll bar, in its coordinates
void drawScrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle);
//! Icon and text, centred in the option's rectangle.
void drawToolButtonLabel(QPainter *painter, const QStyleOptionToolButton &option);

} // namespace phx::ui::flat
