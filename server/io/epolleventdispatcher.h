// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/io/timerqueue.h"
#include "server/io/turnwatch.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <memory>
#include <sys/epoll.h>
#include <vector>

namespace phx::server {

//! \brief Qt's event loop on epoll, for threads with thousands of sockets (Linux).
//!
//! Qt's own dispatcher hands every socket to the kernel in each turn; here a turn costs what
//! happened in it. What notifiers want is told to the kernel once per turn, before it waits.
//! A turn: posted events; the wait; sockets, at most TurnBudgetMs of them, the rest in the next
//! turn; timers. Descriptors that epoll does not take (files) are always ready, as with poll.
//! Threads: made anywhere, given to QThread::setEventDispatcher() before the thread starts, then
//! used by that thread; wakeUp() and interrupt() from any.
class EpollEventDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    static constexpr int TurnBudgetMs = 5; //!< for sockets, before posted events and timers again

    //! \param watch is told of the turns; may be null. Its other owner reads it
    explicit EpollEventDispatcher(std::shared_ptr<TurnWatch> watch = {}, QObject *parent = nullptr);
    ~EpollEventDispatcher() override;

    //! False: the process has no descriptor left for it; use Qt's own then.
    [[nodiscard]] bool isValid() const { return m_epoll >= 0 && m_wakeUp >= 0; }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                       QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    //! What is known of one descriptor.
    struct Watched
    {
        std::array<QSocketNotifier *, 3> notifiers {}; //!< by QSocketNotifier::Type
        quint32 applied = 0; //!< what the kernel was told; 0: it does not know the descriptor
        quint32 generation = 0; //!< tells a descriptor from a later one of the same number
        bool isChanged = false; //!< in m_changed
        bool wasEmptied = false; //!< perhaps closed since, so that the kernel has forgotten it
        bool isAlwaysReady = false; //!< epoll does not take it

        [[nodiscard]] quint32 wanted() const;
    };

    Watched *find(int descriptor);
    void noteChange(int descriptor, Watched &watched);
    void applyChanges();
    void applyChange(int descriptor);
    [[nodiscard]] int timeout(QEventLoop::ProcessEventsFlags flags) const;
    int wait(QEventLoop::ProcessEventsFlags flags, int timeoutMs);
    int takeWakeUp();
    int activate();
    int activateOne(const epoll_event &event);
    int activateAlwaysReady();
    int notify(int descriptor, quint32 generation, quint32 events);

    static constexpr std::size_t EventsPerWait = 256;

    TimerQueue m_timers;
    std::vector<Watched> m_watched; //!< by descriptor
    std::vector<int> m_changed; //!< descriptors to tell the kernel of
    std::vector<int> m_alwaysReady;
    std::array<epoll_event, EventsPerWait> m_events {};
    std::size_t m_eventCount = 0;
    std::size_t m_nextEvent = 0; //!< before it they are handled
    std::shared_ptr<TurnWatch> m_watch;
    TurnWatch::Start m_turn; //!< while it is watched
    int m_epoll = -1;
    int m_wakeUp = -1; //!< an eventfd
    std::atomic<bool> m_isAwake {false}; //!< the eventfd is written
    std::atomic<bool> m_isInterrupted {false};
    std::atomic<quintptr> m_owner {0}; //!< the thread that runs the loop
    bool m_isSelfAwake = false; //!< the owner itself asked for another turn
};

} // namespace phx::server
