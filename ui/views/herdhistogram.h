// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/herdrun.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace phx::ui {

//! \brief How long the clients of a herd were away after a drop, with the run before as dashed
//! outlines. The classes are those of client::HerdHistogram.
class HerdHistogramView : public QWidget
{
    Q_OBJECT

public:
    explicit HerdHistogramView(QWidget *parent = nullptr);

    void setRuns(const HerdRun &run, const std::optional<HerdRun> &before);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    //! Classes from first up to, not including, end.
    struct Range
    {
        std::size_t first = 0;
        std::size_t end = 0;
        quint32 highest = 0;
    };

    [[nodiscard]] Range range() const;
    void drawBars(QPainter &painter, const QRect &plot, const Range &range) const;
    void drawLabels(QPainter &painter, const QRect &plot, const Range &range) const;

    HerdRun m_run;
    std::optional<HerdRun> m_before;
};

} // namespace phx::ui
