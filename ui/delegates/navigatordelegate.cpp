// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/delegates/navigatordelegate.h"

#include "ui/models/navigatormodel.h"
#include "ui/models/navigatortext.h"
#include "ui/theme/flatpainter.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace phx::ui {

namespace {

using Kind = NavigatorEntry::Kind;

// Lengths at 100 % text size, in device-independent px.
constexpr int RowHeight = 23;
constexpr int Margin = 10;
constexpr int Gap = 6;
constexpr int ChipPadding = 5;
constexpr int DotSize = 8;
constexpr int HeartSize = 13;
constexpr int ActionIconSize = 12;

int scaled(int pixels)
{
    return Theme::instance().scaled(pixels);
}

QColor color(Role role)
{
    return Theme::instance().color(role);
}

Role channelRole(const NavigatorEntry &entry)
{
    if (!entry.isConnected)
        return Role::Muted;
    switch (entry.state) {
    case app::ChannelState::State::Refused:
        return Role::Error;
    case app::ChannelState::State::Crashed:
        return Role::Warning;
    case app::ChannelState::State::Joined:
    case app::ChannelState::State::Closed:
        break;
    }
    return Role::Muted;
}

Role builtinChannelRole(const app::BuiltinChannelState &channel)
{
    if (channel.state != client::Channel::State::Errored)
        return Role::Muted;
    return channel.refusal.isEmpty() ? Role::Warning : Role::Error;
}

} // namespace

void NavigatorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const auto entry = index.data(NavigatorModel::EntryRole).value<NavigatorEntry>();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, color(Role::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver) && entry.kind != Kind::Section)
        painter->fillRect(option.rect, color(Role::Hover));
    if (option.state.testFlag(QStyle::State_HasFocus) && flat::hasKeyboardFocus(option.widget)) {
        painter->setPen(color(Role::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }

    Canvas canvas {*painter, option.rect.adjusted(scaled(2), 0, -scaled(Margin), 0), option.font};
    switch (entry.kind) {
    case Kind::Section:
        paintSection(canvas, entry);
        break;
    case Kind::Topic:
        paintTopic(canvas, entry, option);
        break;
    case Kind::Client:
        paintClient(canvas, entry);
        break;
    case Kind::Channel:
        paintText(canvas, navigatorText(entry), channelRole(entry));
        break;
    case Kind::BuiltinClient:
        paintBuiltin(canvas, entry);
        break;
    case Kind::BuiltinChannel:
        paintText(canvas, navigatorText(entry), builtinChannelRole(entry.builtinChannel));
        break;
    case Kind::Hint:
        paintText(canvas, navigatorText(entry), Role::Muted);
        break;
    case Kind::Action:
        paintAction(canvas, entry);
        break;
    }
    painter->restore();
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaled(80), std::max(scaled(RowHeight), option.fontMetrics.height() + scaled(4))};
}

void NavigatorDelegate::paintSection(Canvas &canvas, const NavigatorEntry &entry)
{
    canvas.font.setPixelSize(scaled(11));
    canvas.font.setCapitalization(QFont::AllUppercase);
    canvas.font.setLetterSpacing(QFont::PercentageSpacing, 104);
    canvas.free.setLeft(canvas.free.left() - scaled(2) + scaled(Margin));
    paintText(canvas, navigatorText(entry), Role::Muted);
}

void NavigatorDelegate::paintTopic(Canvas &canvas, const NavigatorEntry &entry,
                                   const QStyleOptionViewItem &option)
{
    paintFigure(canvas, navigatorFigure(entry), entry.isLit ? Role::Accent : Role::Muted);

    // A closed branch speaks for the topics that it hides.
    const bool hidesRefusal = entry.hasRefusedBelow && !option.state.testFlag(QStyle::State_Open);
    QString chip;
    if (entry.isRefused)
        chip = QStringLiteral("%1 ✖").arg(QLocale().toString(entry.subscribers));
    else if (hidesRefusal)
        chip = QStringLiteral("✖");
    else if (entry.isTopic && entry.subscribers > 0)
        chip = QLocale().toString(entry.subscribers);

    const int reserved = chip.isEmpty() ? 0 : chipWidth(canvas.font, chip) + scaled(Gap);
    paintText(canvas, navigatorText(entry), entry.isHeartbeat ? Role::Muted : Role::Text,
              entry.isHeartbeat ? scaled(HeartSize + Gap) : reserved);
    if (entry.isHeartbeat) {
        const QRect place(canvas.free.left(), canvas.free.center().y() - scaled(HeartSize) / 2,
                          scaled(HeartSize), scaled(HeartSize));
        Theme::instance().icon(QStringLiteral("heart"), Role::Muted).paint(&canvas.painter, place);
    } else if (!chip.isEmpty()) {
        const bool isBad = entry.isRefused || hidesRefusal;
        paintChip(canvas, chip, isBad ? Role::Error : Role::Ok,
                  isBad ? Role::ErrorTint : Role::OkTint);
    }
}

void NavigatorDelegate::paintClient(Canvas &canvas, const NavigatorEntry &entry)
{
    if (entry.isConnected) {
        paintFigure(canvas, navigatorFigure(entry), Role::Muted);
        paintDot(canvas, entry.channelsInTrouble > 0 ? Role::Warning : Role::Ok);
    } else {
        // The time at which it was closed needs the place of the figure.
        paintDot(canvas, std::nullopt);
    }
    paintText(canvas, navigatorText(entry), entry.isConnected ? Role::Text : Role::Muted);
}

void NavigatorDelegate::paintBuiltin(Canvas &canvas, const NavigatorEntry &entry)
{
    using Phase = app::BuiltinState::Phase;
    const QString figure = navigatorFigure(entry);
    if (!figure.isEmpty())
        paintFigure(canvas, figure, Role::Muted);
    const Phase phase = entry.builtin.phase;
    if (phase == Phase::Off)
        paintDot(canvas, std::nullopt);
    else
        paintDot(canvas, phase == Phase::Connected ? Role::Ok : Role::Warning);
    const Role trouble = entry.builtin.problem.isEmpty() ? Role::Text : Role::Warning;
    paintText(canvas, navigatorText(entry), phase == Phase::Off ? Role::Muted : trouble);
}

void NavigatorDelegate::paintAction(Canvas &canvas, const NavigatorEntry &entry)
{
    const int size = scaled(ActionIconSize);
    const QRect place(canvas.free.left(), canvas.free.center().y() - size / 2, size, size);
    Theme::instance().icon(QStringLiteral("plus"), Role::Accent).paint(&canvas.painter, place);
    canvas.free.setLeft(place.right() + scaled(Gap));
    paintText(canvas, navigatorText(entry), Role::Accent);
}

void NavigatorDelegate::paintDot(Canvas &canvas, std::optional<Role> role)
{
    const qreal size = scaled(DotSize);
    const QRectF dot(canvas.free.left(), canvas.free.center().y() + 0.5 - size / 2, size, size);
    canvas.painter.setRenderHint(QPainter::Antialiasing);
    if (role) {
        canvas.painter.setPen(Qt::NoPen);
        canvas.painter.setBrush(color(*role));
        canvas.painter.drawEllipse(dot);
    } else {
        canvas.painter.setPen(color(Role::Muted));
        canvas.painter.setBrush(Qt::NoBrush);
        canvas.painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    canvas.free.setLeft(canvas.free.left() + scaled(DotSize + Gap));
}

void NavigatorDelegate::paintFigure(Canvas &canvas, const QString &text, Role role)
{
    canvas.painter.setFont(canvas.font);
    canvas.painter.setPen(color(role));
    canvas.painter.drawText(canvas.free, Qt::AlignRight | Qt::AlignVCenter, text);
    canvas.free.setRight(canvas.free.right() - QFontMetrics(canvas.font).horizontalAdvance(text)
                         - scaled(Gap));
}

void NavigatorDelegate::paintText(Canvas &canvas, const QString &text, Role role, int reserved)
{
    const QFontMetrics metrics(canvas.font);
    const int width = std::max(0, canvas.free.width() - reserved);
    const QString elided = metrics.elidedText(text, Qt::ElideRight, width);
    canvas.painter.setFont(canvas.font);
    canvas.painter.setPen(color(role));
    canvas.painter.drawText(QRect(canvas.free.topLeft(), QSize(width, canvas.free.height())),
                            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, elided);
    canvas.free.setLeft(canvas.free.left() + metrics.horizontalAdvance(elided) + scaled(Gap));
}

void NavigatorDelegate::paintChip(Canvas &canvas, const QString &text, Role role, Role tint)
{
    const int height = QFontMetrics(canvas.font).height();
    const QRect chip(canvas.free.left(), canvas.free.center().y() - height / 2,
                     chipWidth(canvas.font, text), height);
    canvas.painter.setRenderHint(QPainter::Antialiasing);
    canvas.painter.setPen(Qt::NoPen);
    canvas.painter.setBrush(color(tint));
    canvas.painter.drawRoundedRect(chip, scaled(4), scaled(4));
    canvas.painter.setFont(canvas.font);
    canvas.painter.setPen(color(role));
    canvas.painter.drawText(chip, Qt::AlignCenter, text);
}

int NavigatorDelegate::chipWidth(const QFont &font, const QString &text)
{
    return QFontMetrics(font).horizontalAdvance(text) + 2 * scaled(ChipPadding);
}

} // namespace phx::ui
