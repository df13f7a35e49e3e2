// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractEventDispatcher>

#include <set>
#include <unordered_map>
#include <vector>

namespace phx::server {

//! \brief The timers of one event dispatcher: when the next one is due, and firing those that are.
//!
//! As Qt promises: a precise timer is never early; a coarse one may be late by up to 5 % of its
//! interval (bundled with its neighbours), a very coarse one keeps full seconds. A timer whose
//! handler is running does not fire again before it has returned, also in a nested event loop.
//! Threads: one.
class TimerQueue
{
public:
    using TimerInfo = QAbstractEventDispatcher::TimerInfo;

    //! \param intervalMs 0: due in every turn
    void add(int id, qint64 intervalMs, Qt::TimerType type, QObject *receiver);
    bool remove(int id);
    bool removeAll(const QObject *receiver);
    [[nodiscard]] QList<TimerInfo> of(const QObject *receiver) const;
    //! Milliseconds until it is due; 0: it is overdue; −1: there is no such timer.
    [[nodiscard]] int remainingMs(int id) const;

    //! Milliseconds until the next one is due, rounded up; −1: there is none.
    [[nodiscard]] int waitMs() const;
    //! Fires what is due, each timer once. \return how many
    int fireDue();

private:
    struct Timer
    {
        QObject *receiver = nullptr; //!< not owned
        qint64 intervalMs = 0;
        qint64 dueNs = 0;
        quint64 serial = 0; //!< an id may be given out again while a handler runs
        Qt::TimerType type = Qt::CoarseTimer;
        bool isFiring = false;
    };

    static qint64 nowNs();
    static qint64 nextDueNs(const Timer &timer, qint64 fromNs);
    void fire(int id, quint64 serial, qint64 now);

    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<qint64, int>> m_order; //!< due time and id
    quint64 m_lastSerial = 0;
};

} // namespace phx::server
