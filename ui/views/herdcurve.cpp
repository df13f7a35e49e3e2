// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/views/herdcurve.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace phx::ui {

namespace {

// Lengths at 100 % text size, in device-independent px.
constexpr int LeftMargin = 52;
constexpr int RightMargin = 12;
constexpr int TopMargin = 8;
constexpr int BottomMargin = 22;
constexpr int MarkWidth = 90; //!< between two marks of the time axis at least
constexpr int MaxClientMarks = 4; //!< besides 0

int scaled(int pixels)
{
    return Theme::instance().scaled(pixels);
}

QColor color(Role role)
{
    return Theme::instance().color(role);
}

//! The smallest of 1, 2, 5, 10, 20, … units that gives at most `marks` of them.
qint64 roundStep(qint64 length, qint64 unit, int marks)
{
    qint64 decade = unit;
    while (true) {
        for (const qint64 factor : {1, 2, 5}) {
            if (length / (decade * factor) <= std::max(marks, 1))
                return decade * factor;
        }
        decade *= 10;
    }
}

} // namespace

HerdCurve::HerdCurve(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HerdCurve::setRuns(const HerdRun &run, const std::optional<HerdRun> &before)
{
    m_run = run;
    m_before = before;
    update();
}

QSize HerdCurve::sizeHint() const
{
    return {scaled(560), scaled(150)};
}

void HerdCurve::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Window));
    const QRect plot = rect().adjusted(scaled(LeftMargin), scaled(TopMargin), -scaled(RightMargin),
                                       -scaled(BottomMargin));
    HerdAxes axes;
    axes.include(m_run);
    if (m_before)
        axes.include(*m_before);
    drawAxes(painter, plot, axes);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_before)
        drawRun(painter, plot, axes, *m_before, QPen(color(Role::Muted), 1.2, Qt::DashLine));
    drawRun(painter, plot, axes, m_run, QPen(color(Role::Accent), 2));
}

QPointF HerdCurve::place(const QRect &plot, const HerdAxes &axes, qint64 ms, int clients)
{
    const double x = double(ms - axes.beginMs) / double(axes.endMs - axes.beginMs);
    const double y = double(clients) / axes.clients;
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

void HerdCurve::drawAxes(QPainter &painter, const QRect &plot, const HerdAxes &axes) const
{
    const QLocale locale;
    QFont small = Theme::instance().sans();
    small.setPixelSize(scaled(11));
    painter.setFont(small);
    const auto clientStep = int(roundStep(axes.clients, 1, MaxClientMarks));
    for (int count = 0; count <= axes.clients; count += clientStep) {
        const int y = qRound(place(plot, axes, axes.beginMs, count).y());
        painter.setPen(color(Role::Line));
        painter.drawLine(plot.left(), y, plot.right(), y);
        painter.setPen(color(Role::Muted));
        painter.drawText(QRect(0, y - scaled(8), plot.left() - scaled(8), scaled(16)),
                         Qt::AlignRight | Qt::AlignVCenter, locale.toString(count));
    }
    const qint64 timeStep =
        roundStep(axes.endMs - axes.beginMs, 1000, plot.width() / scaled(MarkWidth));
    for (qint64 ms = axes.beginMs / timeStep * timeStep; ms <= axes.endMs; ms += timeStep) {
        const int x = qRound(place(plot, axes, ms, 0).x());
        painter.setPen(color(Role::Line));
        painter.drawLine(x, plot.top(), x, plot.bottom());
        painter.setPen(color(Role::Muted));
        const QString text = tr("%1 s", "a time on an axis").arg(locale.toString(ms / 1000));
        const int half = painter.fontMetrics().horizontalAdvance(text) / 2;
        painter.drawText(std::min(x, width() - half - scaled(2)) - half,
                         plot.bottom() + scaled(3) + painter.fontMetrics().ascent(), text);
    }
    if (!m_run.droppedAt)
        return;
    const int x = qRound(place(plot, axes, 0, 0).x());
    painter.setPen(color(Role::Fault));
    painter.drawLine(x, plot.top(), x, plot.bottom());
    painter.drawText(QRect(x + scaled(4), plot.top(), scaled(120), scaled(16)),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("all dropped"));
}

void HerdCurve::drawRun(QPainter &painter, const QRect &plot, const HerdAxes &axes,
                        const HerdRun &run, const QPen &pen)
{
    QPainterPath path;
    bool isFirst = true;
    for (const client::HerdPoint &point : run.snapshot.curve) {
        const qint64 ms = point.atMs - run.originMs();
        if (ms < axes.beginMs)
            continue;
        const QPointF at = place(plot, axes, ms, point.connected);
        if (std::exchange(isFirst, false))
            path.moveTo(at);
        else
            path.lineTo(at);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

} // namespace phx::ui
