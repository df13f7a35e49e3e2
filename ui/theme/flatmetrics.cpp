// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Where things are and how large: the part of FlatStyle that paints nothing.
#include "ui/theme/flatstyle.h"
#include "ui/theme/theme.h"

#include <QStyleOption>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr int ButtonHeight = 27;

} // namespace

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl part, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    if (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine)
        return {};
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const int range = bar->maximum - bar->minimum;
    const int slider = range <= 0
        ? length
        : std::clamp(int(qint64(length) * bar->pageStep / (qint64(range) + bar->pageStep)),
                     std::min(28, length), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - slider, bar->upsideDown);
    const auto along = [&](int from, int size) {
        return horizontal
            ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
            : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, slider);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return bar->rect;
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                           const QWidget *widget) const
{
    switch (metric) {
    case PM_ToolBarItemSpacing:
        return 7;
    case PM_ToolBarItemMargin:
        return 0;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarExtensionExtent:
        return 20;
    case PM_TabBarTabHSpace:
        return 22;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 1;
    case PM_DockWidgetFrameWidth:
        return 0;
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_HeaderMargin:
        return 6;
    case PM_MenuBarHMargin:
        return 4;
    case PM_MenuBarVMargin:
        return 2;
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
        return Theme::instance().scaled(16);
    case PM_ScrollBarExtent:
        return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = Theme::instance().scaled(ButtonHeight);
    switch (type) {
    case CT_PushButton:
        return {result.width() + 4, std::max(height, size.height() + 8)};
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const bool hasMenu =
            button != nullptr && button->features.testFlag(QStyleOptionToolButton::HasMenu);
        const bool iconOnly =
            button == nullptr || button->toolButtonStyle == Qt::ToolButtonIconOnly;
        if (iconOnly)
            return {std::max(height, size.width() + 6), height};
        return {size.width() + 18 + (hasMenu ? 14 : 0), height};
    }
    case CT_LineEdit:
    case CT_ComboBox:
        return {result.width(), std::max(height, size.height() + 6)};
    case CT_MenuBarItem:
        return {result.width(), std::max(result.height(), Theme::instance().scaled(26))};
    case CT_HeaderSection:
        return {result.width(), Theme::instance().scaled(23)};
    default:
        return result;
    }
}

} // namespace phx::ui
