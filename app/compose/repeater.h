// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace phx::app {

//! \brief Does something again and again until it is stopped, has done it often enough, or fails.
//!
//! Threads: that of its owner. A turn that comes late is not made up for.
class Repeater : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds MinInterval {1};
    static constexpr std::chrono::milliseconds MaxInterval {3'600'000};

    explicit Repeater(QObject *parent = nullptr);

    //! The first time at once. \param turn returns false to end it; \param interval is clamped;
    //! \param count how often in all; 0: until it is stopped
    void start(std::chrono::milliseconds interval, quint64 count, std::function<bool()> turn);
    void stop();

    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    //! How often it was done since the start.
    [[nodiscard]] quint64 done() const { return m_done; }

Q_SIGNALS:
    //! It was done once more, or started or stopped.
    void changed();

private:
    void doOnce();

    QTimer m_timer;
    std::function<bool()> m_turn;
    quint64 m_count = 0;
    quint64 m_done = 0;
};

} // namespace phx::app
