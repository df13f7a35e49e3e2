// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/delegates/messagedelegate.h"

#include "ui/models/messagemodel.h"
#include "ui/theme/flatpainter.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace phx::ui {

namespace {

using tap::Direction;
using tap::EventKind;

constexpr int StripeWidth = 3;
constexpr int Padding = 6;
constexpr qreal FadedOpacity = 0.6; //!< of a superseded row, unless somebody reads it

struct ChipColors
{
    Role text;
    Role tint;
};

ChipColors chipColors(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return {Role::Ok, Role::OkTint};
    case Outcome::Error:
        return {Role::Error, Role::ErrorTint};
    case Outcome::Warning:
        return {Role::Warning, Role::WarningTint};
    case Outcome::Fault:
        return {Role::Fault, Role::FaultTint};
    case Outcome::None:
    case Outcome::Neutral:
        break;
    }
    return {Role::Muted, Role::Hover};
}

QString outcomeIcon(const app::MessageRow &row)
{
    return row.kind == EventKind::Closed || row.kind == EventKind::ChannelCrashed
        ? QStringLiteral("fault")
        : QString();
}

bool isWireText(Column column)
{
    return column == Column::Sequence || column == Column::DeltaTime || column == Column::Ref
        || column == Column::RoundTrip || column == Column::Payload;
}

Role textRole(Column column, const app::MessageRow &row)
{
    switch (column) {
    case Column::Sequence:
    case Column::DeltaTime:
    case Column::RoundTrip:
    case Column::Payload:
        return Role::Muted;
    case Column::Direction:
        if (row.kind == EventKind::FanOut)
            return Role::FanOut;
        if (row.kind == EventKind::Closed || row.kind == EventKind::ChannelCrashed)
            return Role::Fault;
        return row.direction == Direction::In ? Role::Incoming : Role::Outgoing;
    default:
        return Role::Text;
    }
}

//! An arrow drawn rather than written, so that it looks the same with every font.
void drawArrow(QPainter *painter, const QRectF &box, const app::MessageRow &row,
               const QColor &color)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal y = box.center().y();
    const qreal left = box.left();
    const qreal right = left + 12;
    if (row.kind == EventKind::Closed) {
        painter->drawLine(QPointF(left + 2, y - 4), QPointF(left + 10, y + 4));
        painter->drawLine(QPointF(left + 2, y + 4), QPointF(left + 10, y - 4));
        return;
    }
    if (row.kind == EventKind::FanOut) {
        painter->drawLine(QPointF(left, y - 2.5), QPointF(right - 3, y - 2.5));
        painter->drawLine(QPointF(left, y + 2.5), QPointF(right - 3, y + 2.5));
        painter->drawPolyline(QPolygonF {{{right - 5, y - 5}, {right, y}, {right - 5, y + 5}}});
        return;
    }
    if (row.direction == Direction::None)
        return;
    painter->drawLine(QPointF(left, y), QPointF(right, y));
    if (row.direction == Direction::In)
        painter->drawPolyline(QPolygonF {{{right - 4, y - 3.5}, {right, y}, {right - 4, y + 3.5}}});
    else
        painter->drawPolyline(QPolygonF {{{left + 4, y - 3.5}, {left, y}, {left + 4, y + 3.5}}});
}

} // namespace

MessageDelegate::MessageDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{ }

int MessageDelegate::rowHeight()
{
    const int text = QFontMetrics(Theme::instance().sans()).height();
    return std::max(Theme::instance().scaled(23), std::min(text + 4, Theme::instance().scaled(26)));
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {Theme::instance().scaled(60), rowHeight()};
}

void MessageDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    Role role = Role::Window;
    if (option.state.testFlag(QStyle::State_Selected))
        role = Role::Selection;
    else if (index.row() == m_hoveredRow)
        role = Role::Hover;
    painter->fillRect(option.rect, Theme::instance().color(role));
    // A line above and below the current row, while the keyboard is in the list.
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view != nullptr && view->currentIndex().row() == index.row()
        && flat::hasKeyboardFocus(view)) {
        const QRect &cell = option.rect;
        const QColor accent = Theme::instance().color(Role::Accent);
        painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), accent);
        painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), accent);
    }
}

void MessageDelegate::paintEvent(QPainter *painter, const QRect &rect,
                                 const app::MessageRow &row) const
{
    const Theme &theme = Theme::instance();
    const EventLabel label = eventLabel(row);
    painter->setFont(theme.sans());
    const QFontMetrics metrics = painter->fontMetrics();
    if (label.outcome == Outcome::None) {
        const bool handshake = row.kind == EventKind::HandshakeAccepted;
        painter->setPen(theme.color(handshake ? Role::Muted : Role::Text));
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(label.text, Qt::ElideRight, rect.width()));
        return;
    }
    const ChipColors colors = chipColors(label.outcome);
    const QString icon = outcomeIcon(row);
    const int iconSize = icon.isEmpty() ? 0 : theme.scaled(12);
    const int inset = theme.scaled(5);
    const int room = rect.width() - 2 * inset - iconSize;
    const QString text = metrics.elidedText(label.text, Qt::ElideRight, room);
    const int height = std::min(rect.height() - 4, metrics.height() + 2);
    const QRect chip(rect.left(), rect.center().y() - height / 2 + 1,
                     metrics.horizontalAdvance(text) + 2 * inset + iconSize, height);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(colors.tint));
    painter->drawRoundedRect(chip, 4, 4);
    if (!icon.isEmpty()) {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(QPoint(chip.left() + inset - 2, chip.center().y() - iconSize / 2 + 1),
                            theme.pixmap(icon, colors.text, iconSize, ratio));
    }
    painter->setPen(theme.color(colors.text));
    painter->drawText(chip.adjusted(inset + iconSize, 0, 0, 0),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const MessageModel *>(index.model());
    if (model == nullptr)
        return;
    const Theme &theme = Theme::instance();
    const Column column = Column(index.column());
    const QString text =
        column == Column::Event ? QString() : index.data(Qt::DisplayRole).toString();
    const app::MessageRow &row = model->rowAt(index.row());
    painter->save();
    paintBackground(painter, option, index);
    if (column == Column::Sequence && row.generation > 0)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(StripeWidth, option.rect.height())),
                          theme.generationColor(row.generation));
    if (row.superseded && !option.state.testFlag(QStyle::State_Selected))
        painter->setOpacity(FadedOpacity);
    const QRect rect = option.rect.adjusted(Padding, 0, -Padding, 0);
    if (column == Column::Event) {
        paintEvent(painter, rect, row);
    } else if (column == Column::Direction) {
        const QColor color = theme.color(textRole(column, row));
        drawArrow(painter, rect, row, color);
        if (row.kind == EventKind::FanOut) {
            QFont bold = theme.sans();
            bold.setWeight(QFont::DemiBold);
            painter->setFont(bold);
            painter->drawText(rect.adjusted(16, 0, Padding, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              QString::number(row.recipientCount));
        }
    } else {
        painter->setFont(isWireText(column) ? theme.monospace() : theme.sans());
        painter->setPen(theme.color(textRole(column, row)));
        const Qt::Alignment alignment(index.data(Qt::TextAlignmentRole).toInt());
        painter->drawText(rect, int(alignment) | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

} // namespace phx::ui
