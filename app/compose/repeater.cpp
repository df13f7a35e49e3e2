// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/repeater.h"

#include <algorithm>

namespace phx::app {

Repeater::Repeater(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Repeater::doOnce);
}

void Repeater::start(std::chrono::milliseconds interval, quint64 count, std::function<bool()> turn)
{
    m_turn = std::move(turn);
    m_count = count;
    m_done = 0;
    m_timer.start(std::clamp(interval, MinInterval, MaxInterval));
    doOnce();
}

void Repeater::stop()
{
    m_timer.stop();
    emit changed();
}

void Repeater::doOnce()
{
    // What is done may stop or start it again: nothing of before counts after it.
    const bool isGoingOn = m_turn();
    if (isGoingOn)
        ++m_done;
    if (!isGoingOn || (m_count != 0 && m_done >= m_count))
        m_timer.stop();
    emit changed();
}

} // namespace phx::app
