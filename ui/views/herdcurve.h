// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/herdrun.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace phx::ui {

//! \brief How many clients of a herd were connected when, with the run before as a dashed line.
class HerdCurve : public QWidget
{
    Q_OBJECT

public:
    explicit HerdCurve(QWidget *parent = nullptr);

    void setRuns(const HerdRun &run, const std::optional<HerdRun> &before);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void drawAxes(QPainter &painter, const QRect &plot, const HerdAxes &axes) const;
    static void drawRun(QPainter &painter, const QRect &plot, const HerdAxes &axes,
                        const HerdRun &run, const QPen &pen);
    [[nodiscard]] static QPointF place(const QRect &plot, const HerdAxes &axes, qint64 ms,
                                       int clients);

    HerdRun m_run;
    std::optional<HerdRun> m_before;
};

} // namespace phx::ui
