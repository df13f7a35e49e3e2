// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/views/herdhistogram.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace phx::ui {

namespace {

using client::HerdHistogram;

// Lengths at 100 % text size, in device-independent px.
constexpr int LeftMargin = 52;
constexpr int RightMargin = 12;
constexpr int TopMargin = 8;
constexpr int BottomMargin = 22;
constexpr int LabelWidth = 58;
constexpr int MaxClassWidth = 96;

int scaled(int pixels)
{
    return Theme::instance().scaled(pixels);
}

QColor color(Role role)
{
    return Theme::instance().color(role);
}

double classWidth(const QRect &plot, std::size_t classes)
{
    // Few classes are few bars, not a wall.
    return std::min(double(plot.width()) / double(std::max<std::size_t>(classes, 1)),
                    double(scaled(MaxClassWidth)));
}

} // namespace

HerdHistogramView::HerdHistogramView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HerdHistogramView::setRuns(const HerdRun &run, const std::optional<HerdRun> &before)
{
    m_run = run;
    m_before = before;
    update();
}

QSize HerdHistogramView::sizeHint() const
{
    return {scaled(560), scaled(150)};
}

HerdHistogramView::Range HerdHistogramView::range() const
{
    Range range {.first = HerdHistogram::Classes, .end = 0, .highest = 0};
    const auto include = [&range](const HerdHistogram &times) {
        for (std::size_t i = 0; i < HerdHistogram::Classes; ++i) {
            if (times.counts()[i] == 0)
                continue;
            range.first = std::min(range.first, i);
            range.end = std::max(range.end, i + 1);
            range.highest = std::max(range.highest, times.counts()[i]);
        }
    };
    include(m_run.snapshot.reconnected);
    if (m_before)
        include(m_before->snapshot.reconnected);
    return range;
}

void HerdHistogramView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Window));
    const QRect plot = rect().adjusted(scaled(LeftMargin), scaled(TopMargin), -scaled(RightMargin),
                                       -scaled(BottomMargin));
    const Range shown = range();
    QFont small = Theme::instance().sans();
    small.setPixelSize(scaled(11));
    painter.setFont(small);
    painter.setPen(color(Role::Line));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (shown.end == 0) {
        painter.setPen(color(Role::Muted));
        painter.drawText(plot, Qt::AlignCenter,
                         tr("Drop all clients to see how long each needs to come back."));
        return;
    }
    drawBars(painter, plot, shown);
    drawLabels(painter, plot, shown);
}

void HerdHistogramView::drawBars(QPainter &painter, const QRect &plot, const Range &range) const
{
    const double step = classWidth(plot, range.end - range.first);
    const auto bar = [&](const HerdHistogram &times, std::size_t i) {
        const double height = double(times.counts()[i]) / range.highest * plot.height();
        return QRectF(plot.left() + double(i - range.first) * step + 1, plot.bottom() - height,
                      std::max(step - 2, 1.0), height);
    };
    for (std::size_t i = range.first; i < range.end; ++i) {
        painter.fillRect(bar(m_run.snapshot.reconnected, i), color(Role::Accent));
        if (!m_before || m_before->snapshot.reconnected.counts()[i] == 0)
            continue;
        painter.setPen(QPen(color(Role::Muted), 1.2, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar(m_before->snapshot.reconnected, i));
    }
}

void HerdHistogramView::drawLabels(QPainter &painter, const QRect &plot, const Range &range) const
{
    const QLocale locale;
    painter.setPen(color(Role::Muted));
    painter.drawText(QRect(0, plot.top() - scaled(2), plot.left() - scaled(8), scaled(16)),
                     Qt::AlignRight | Qt::AlignVCenter, locale.toString(range.highest));
    const auto bounds = HerdHistogram::upperBounds();
    const double step = classWidth(plot, range.end - range.first);
    const auto every = std::max<std::size_t>(1, std::size_t(scaled(LabelWidth) / step + 1));
    for (std::size_t i = range.first; i < range.end; i += every) {
        const bool isLast = i >= bounds.size();
        const int bound = isLast ? bounds.back() : bounds[i];
        const QString time = bound < 1000
            ? tr("%1 ms", "a time on an axis").arg(locale.toString(bound))
            : tr("%1 s", "a time on an axis").arg(locale.toString(bound / 1000.0));
        const int middle = qRound(plot.left() + (double(i - range.first) + 0.5) * step);
        painter.drawText(QRect(middle - scaled(LabelWidth), plot.bottom() + scaled(3),
                               2 * scaled(LabelWidth), scaled(16)),
                         Qt::AlignHCenter | Qt::AlignTop,
                         isLast ? QStringLiteral("> ") + time : QStringLiteral("≤ ") + time);
    }
}

} // namespace phx::ui
