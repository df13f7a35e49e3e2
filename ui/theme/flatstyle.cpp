// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/flatstyle.h"

#include "ui/theme/flatpainter.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace phx::ui {

using namespace flat;

namespace {

bool isDefaultButton(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton)
        && button->state.testFlag(QStyle::State_Enabled);
}

//! Editors are cards; item views and other frames are one line.
void drawFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const bool focused = widget != nullptr && widget->hasFocus();
    if (widget != nullptr && widget->inherits("QPlainTextEdit")) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colorOf(focused ? Role::Accent : Role::Line), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->restore();
        return;
    }
    painter->setPen(colorOf(Role::Line));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("flat"));
}

void FlatStyle::drawButtonPanel(const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool over = enabled && option->state.testFlag(State_MouseOver);
    const bool chip = widget != nullptr && widget->property("chip").toBool();
    const bool down =
        chip || option->state.testFlag(State_Sunken) || option->state.testFlag(State_On);
    const bool quiet = widget != nullptr && widget->property("quiet").toBool();
    if (isDefaultButton(option)) {
        const QColor accent = colorOf(Role::Accent);
        drawCard(painter, option->rect,
                 down       ? accent.darker(115)
                     : over ? accent.lighter(110)
                            : accent,
                 accent);
        if (option->state.testFlag(State_HasFocus)
            && option->state.testFlag(State_KeyboardFocusChange))
            drawCard(painter, option->rect.adjusted(3, 3, -3, -3), Qt::transparent,
                     colorOf(Role::OnAccent));
        return;
    }
    if (quiet && !over && !down && !option->state.testFlag(State_HasFocus))
        return;
    const QColor fill = down ? colorOf(Role::Selection)
        : over               ? colorOf(Role::Hover)
                             : colorOf(Role::Raised);
    const bool focused =
        option->state.testFlag(State_HasFocus) && option->state.testFlag(State_KeyboardFocusChange);
    drawCard(painter, option->rect, fill, colorOf(focused ? Role::Accent : Role::Line));
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        drawButtonPanel(option, painter, widget);
        return;
    case PE_PanelLineEdit: {
        const bool inside =
            widget != nullptr && qobject_cast<QComboBox *>(widget->parentWidget()) != nullptr;
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            inside || (frame != nullptr && frame->lineWidth == 0))
            return;
        const bool focused = option->state.testFlag(State_HasFocus);
        drawCard(painter, option->rect, colorOf(Role::Raised),
                 colorOf(focused ? Role::Accent : Role::Line));
        return;
    }
    case PE_Frame:
        drawFrame(option, painter, widget);
        return;
    case PE_IndicatorCheckBox:
        drawMark(painter, *option, Mark::Check);
        return;
    case PE_IndicatorRadioButton:
        drawMark(painter, *option, Mark::Radio);
        return;
    case PE_FrameFocusRect:
        // Of the current cell of a table; other widgets show the focus on their border.
        if (qobject_cast<const QAbstractItemView *>(widget) != nullptr
            && hasKeyboardFocus(widget)) {
            painter->setPen(colorOf(Role::Accent));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        }
        return;
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
        return;
    case PE_FrameTabBarBase:
        if (widget != nullptr)
            drawLine(painter, {0, widget->height() - 1, widget->width(), 1});
        return;
    case PE_PanelTipLabel:
        painter->setPen(colorOf(Role::Line));
        painter->setBrush(option->palette.brush(QPalette::ToolTipBase));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, colorOf(Role::Panel));
        drawLine(painter, {option->rect.left(), option->rect.top(), option->rect.width(), 1});
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        drawLine(painter, option->rect);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawTab(const QStyleOptionTab &tab, QPainter *painter, const QWidget *widget) const
{
    const bool selected = tab.state.testFlag(State_Selected);
    const bool over = tab.state.testFlag(State_MouseOver) && tab.state.testFlag(State_Enabled);
    const QRect bottom(tab.rect.left(), tab.rect.bottom(), tab.rect.width(), 1);
    drawLine(painter, bottom);
    if (selected)
        painter->fillRect(
            QRect(tab.rect.left() + 2, tab.rect.bottom() - 1, tab.rect.width() - 4, 2),
            colorOf(Role::Accent));
    painter->setPen(colorOf(selected || over ? Role::Text : Role::Muted));
    QRect text = tab.rect;
    if (!tab.icon.isNull()) {
        const QSize size = tab.iconSize.isValid() ? tab.iconSize : QSize(16, 16);
        const QRect icon(text.left() + 10, text.center().y() - size.height() / 2, size.width(),
                         size.height());
        tab.icon.paint(painter, icon);
        text.setLeft(icon.right() - 4);
    }
    if (tab.state.testFlag(State_HasFocus) && tab.state.testFlag(State_KeyboardFocusChange))
        drawCard(painter, tab.rect.adjusted(3, 3, -3, -4), Qt::transparent, colorOf(Role::Accent));
    proxy()->drawItemText(
        painter, text, Qt::AlignCenter | Qt::TextShowMnemonic, tab.palette, true,
        widget != nullptr ? tab.fontMetrics.elidedText(tab.text, Qt::ElideRight, text.width() - 8)
                          : tab.text);
}

void FlatStyle::drawMenuBarItem(const QStyleOptionMenuItem &item, QPainter *painter,
                                const QWidget *widget) const
{
    painter->fillRect(item.rect, colorOf(Role::Panel));
    if (item.state.testFlag(State_Selected) && item.state.testFlag(State_Enabled))
        drawCard(painter, item.rect.adjusted(1, 2, -1, -3), colorOf(Role::Selection),
                 colorOf(Role::Selection));
    int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
    // Underlined only while the keyboard is in the menu bar, or the bar would look busy.
    if (!item.state.testFlag(State_HasFocus) && (widget == nullptr || !widget->hasFocus()))
        flags |= Qt::TextHideMnemonic;
    proxy()->drawItemText(painter, item.rect, flags, item.palette,
                          item.state.testFlag(State_Enabled), item.text, QPalette::WindowText);
}

void FlatStyle::drawHeader(const QStyleOptionHeader &header, QPainter *painter) const
{
    painter->fillRect(header.rect, colorOf(Role::Window));
    drawLine(painter, {header.rect.left(), header.rect.bottom(), header.rect.width(), 1});
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(*tab, painter, widget);
            return;
        }
        break;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuBarItem(*item, painter, widget);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colorOf(Role::Panel));
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, colorOf(Role::Panel));
        drawLine(painter, {option->rect.left(), option->rect.bottom(), option->rect.width(), 1});
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeader(*header, painter);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colorOf(Role::Window));
        drawLine(painter, {option->rect.left(), option->rect.bottom(), option->rect.width(), 1});
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader muted(*header);
            muted.palette.setColor(QPalette::ButtonText, colorOf(Role::Muted));
            muted.palette.setColor(QPalette::WindowText, colorOf(Role::Muted));
            muted.state.setFlag(State_On, false);
            // The margin is meant for the sides; at the top it would cut the letters.
            muted.rect.adjust(0, -5, 0, 5);
            QProxyStyle::drawControl(element, &muted, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button != nullptr && isDefaultButton(option)) {
            QStyleOptionButton strong(*button);
            strong.palette.setColor(QPalette::ButtonText, colorOf(Role::OnAccent));
            QProxyStyle::drawControl(element, &strong, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        drawLine(painter, option->rect);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComboBox(const QStyleOptionComboBox &combo, QPainter *painter,
                             const QWidget *widget) const
{
    const bool focused = combo.state.testFlag(State_HasFocus);
    const bool over = combo.state.testFlag(State_MouseOver) && combo.state.testFlag(State_Enabled);
    drawCard(painter, combo.rect, colorOf(over && !combo.editable ? Role::Hover : Role::Raised),
             colorOf(focused ? Role::Accent : Role::Line));
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, &combo, SC_ComboBoxArrow, widget);
    drawDownArrow(painter, QRectF(arrow).center(), colorOf(Role::Muted));
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboBox(*combo, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (box != nullptr && box->buttonSymbols == QAbstractSpinBox::NoButtons) {
            const bool focused = option->state.testFlag(State_HasFocus);
            drawCard(painter, option->rect, colorOf(Role::Raised),
                     colorOf(focused ? Role::Accent : Role::Line));
            return;
        }
    }
    if (control == CC_ToolButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            drawButtonPanel(button, painter, widget);
            QStyleOptionToolButton label(*button);
            const bool menu = button->features.testFlag(QStyleOptionToolButton::HasMenu)
                && button->features.testFlag(QStyleOptionToolButton::PopupDelay) == false;
            if (menu) {
                label.rect.adjust(0, 0, -14, 0);
                drawDownArrow(painter,
                              {button->rect.right() - 11.0, QRectF(button->rect).center().y()},
                              colorOf(Role::Muted));
            }
            drawToolButtonLabel(painter, label);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(painter, *bar,
                          subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace phx::ui
