// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/io/epolleventdispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace phx::server {

namespace {

constexpr quint32 WakeUpGeneration = 0xFFFFFFFFU;
constexpr std::size_t LookAtClock = 16; //!< activations between two looks
constexpr quint32 Broken = EPOLLHUP | EPOLLERR; //!< concerns every notifier, as with poll

constexpr std::array<quint32, 3> Interest {EPOLLIN, EPOLLOUT, EPOLLPRI};

quintptr currentThread()
{
    return reinterpret_cast<quintptr>(QThread::currentThreadId());
}

quint64 toData(int descriptor, quint32 generation)
{
    return quint64(generation) << 32U | quint32(descriptor);
}

} // namespace

quint32 EpollEventDispatcher::Watched::wanted() const
{
    quint32 events = 0;
    for (std::size_t type = 0; type < notifiers.size(); ++type)
        events |= notifiers[type] != nullptr ? Interest[type] : 0;
    return events;
}

EpollEventDispatcher::EpollEventDispatcher(std::shared_ptr<TurnWatch> watch, QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_watch(std::move(watch))
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (!isValid())
        return;
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.u64 = toData(m_wakeUp, WakeUpGeneration);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
}

EpollEventDispatcher::~EpollEventDispatcher()
{
    if (m_epoll >= 0)
        ::close(m_epoll);
    if (m_wakeUp >= 0)
        ::close(m_wakeUp);
}

bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_owner.store(currentThread(), std::memory_order_relaxed);
    m_isInterrupted.store(false, std::memory_order_relaxed);
    int handled = std::exchange(m_isSelfAwake, false) ? 1 : 0;
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted.load(std::memory_order_relaxed))
        return false;

    // First: it tells which descriptors are always ready, and then there is nothing to wait for.
    applyChanges();
    int timeoutMs = timeout(flags);
    if (m_watch)
        m_watch->end(m_turn);
    if (timeoutMs != 0) {
        emit aboutToBlock();
        // Who is told may have registered what is ready, or posted an event.
        applyChanges();
        timeoutMs = timeout(flags);
    }
    handled += wait(flags, timeoutMs);
    if (m_watch)
        m_turn = TurnWatch::begin();
    emit awake();
    if ((flags & QEventLoop::ExcludeSocketNotifiers) == 0)
        handled += activate();
    if ((flags & QEventLoop::X11ExcludeTimers) == 0)
        handled += m_timers.fireDue();
    return handled > 0;
}

int EpollEventDispatcher::timeout(QEventLoop::ProcessEventsFlags flags) const
{
    const bool hasSockets = (flags & QEventLoop::ExcludeSocketNotifiers) == 0;
    const bool isReady =
        m_isSelfAwake || (hasSockets && (m_nextEvent < m_eventCount || !m_alwaysReady.empty()));
    if (isReady || (flags & QEventLoop::WaitForMoreEvents) == 0
        || m_isInterrupted.load(std::memory_order_relaxed))
        return 0;
    return (flags & QEventLoop::X11ExcludeTimers) != 0 ? -1 : m_timers.waitMs();
}

//! Events that an outer loop or an earlier turn has not come to are handled before others.
//! \return 1 if it has seen a wake-up
int EpollEventDispatcher::wait(QEventLoop::ProcessEventsFlags flags, int timeoutMs)
{
    if ((flags & QEventLoop::ExcludeSocketNotifiers) != 0) {
        pollfd wakeUp {.fd = m_wakeUp, .events = POLLIN, .revents = 0};
        return ::poll(&wakeUp, 1, timeoutMs) > 0 ? takeWakeUp() : 0;
    }
    if (m_nextEvent < m_eventCount)
        return 0;
    const int count = ::epoll_wait(m_epoll, m_events.data(), int(m_events.size()), timeoutMs);
    m_eventCount = count > 0 ? std::size_t(count) : 0;
    m_nextEvent = 0;
    return 0;
}

int EpollEventDispatcher::takeWakeUp()
{
    quint64 count = 0;
    static_cast<void>(::read(m_wakeUp, &count, sizeof count));
    // After the read: who wakes up in between has posted before, and the next turn looks for it.
    m_isAwake.store(false, std::memory_order_release);
    return 1;
}

int EpollEventDispatcher::activate()
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(TurnBudgetMs);
    int handled = activateAlwaysReady();
    for (std::size_t i = 1; m_nextEvent < m_eventCount; ++i) {
        handled += activateOne(m_events[m_nextEvent++]);
        if (i % LookAtClock == 0 && Clock::now() >= deadline)
            break;
    }
    return handled;
}

int EpollEventDispatcher::activateOne(const epoll_event &event)
{
    const auto generation = quint32(event.data.u64 >> 32U);
    if (generation == WakeUpGeneration)
        return takeWakeUp();
    return notify(int(quint32(event.data.u64)), generation, event.events);
}

int EpollEventDispatcher::activateAlwaysReady()
{
    int handled = 0;
    const std::vector<int> ready = m_alwaysReady;
    for (const int descriptor : ready) {
        if (const Watched *watched = find(descriptor); watched != nullptr && watched->isAlwaysReady)
            handled += notify(descriptor, watched->generation, EPOLLIN | EPOLLOUT);
    }
    return handled;
}

int EpollEventDispatcher::notify(int descriptor, quint32 generation, quint32 events)
{
    int handled = 0;
    for (std::size_t type = 0; type < Interest.size(); ++type) {
        if ((events & (Interest[type] | Broken)) == 0)
            continue;
        // Looked for again each time: a handler may have changed everything.
        const Watched *watched = find(descriptor);
        if (watched == nullptr || watched->generation != generation)
            break;
        if (QSocketNotifier *notifier = watched->notifiers[type]) {
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &event);
            ++handled;
        }
    }
    return handled;
}

EpollEventDispatcher::Watched *EpollEventDispatcher::find(int descriptor)
{
    const auto at = static_cast<std::size_t>(descriptor);
    return at < m_watched.size() ? &m_watched[at] : nullptr;
}

void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = int(notifier->socket());
    if (descriptor < 0)
        return;
    if (std::size_t(descriptor) >= m_watched.size())
        m_watched.resize(std::size_t(descriptor) + 1);
    Watched &watched = m_watched[std::size_t(descriptor)];
    QSocketNotifier *&place = watched.notifiers.at(std::size_t(notifier->type()));
    if (place != nullptr && place != notifier)
        qWarning("QSocketNotifier: Multiple socket notifiers for same socket %d and type %d",
                 descriptor, int(notifier->type()));
    place = notifier;
    noteChange(descriptor, watched);
}

void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = int(notifier->socket());
    Watched *watched = descriptor < 0 ? nullptr : find(descriptor);
    if (watched == nullptr)
        return;
    QSocketNotifier *&place = watched->notifiers.at(std::size_t(notifier->type()));
    if (place != notifier)
        return;
    place = nullptr;
    if (watched->wanted() == 0) {
        watched->wasEmptied = true;
        // Events that are fetched already belong to what the descriptor was.
        watched->generation = (watched->generation + 1) % WakeUpGeneration;
    }
    noteChange(descriptor, *watched);
}

void EpollEventDispatcher::noteChange(int descriptor, Watched &watched)
{
    if (!std::exchange(watched.isChanged, true))
        m_changed.push_back(descriptor);
}

void EpollEventDispatcher::applyChanges()
{
    for (const int descriptor : m_changed)
        applyChange(descriptor);
    m_changed.clear();
}

void EpollEventDispatcher::applyChange(int descriptor)
{
    Watched &watched = m_watched[std::size_t(descriptor)];
    const quint32 wanted = watched.wanted();
    const bool wasEmptied = std::exchange(watched.wasEmptied, false);
    watched.isChanged = false;
    if (wanted == watched.applied && (!wasEmptied || wanted == 0))
        return;
    if (std::exchange(watched.isAlwaysReady, false))
        std::erase(m_alwaysReady, descriptor);
    epoll_event event = {};
    event.events = wanted;
    event.data.u64 = toData(descriptor, watched.generation);
    if (wanted == 0) {
        // Fails if the descriptor is closed: then the kernel has forgotten it by itself.
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, &event);
    } else {
        int result =
            watched.applied == 0 ? -1 : ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
        if (result != 0)
            result = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        if (result != 0 && errno == EPERM) {
            watched.isAlwaysReady = true;
            m_alwaysReady.push_back(descriptor);
        } else if (result != 0) {
            qWarning("QSocketNotifier: Invalid socket %d, disabling", descriptor);
        }
    }
    watched.applied = wanted;
}

void EpollEventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                         QObject *object)
{
    m_timers.add(timerId, interval, timerType, object);
}

bool EpollEventDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<EpollEventDispatcher::TimerInfo> EpollEventDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.of(object);
}

int EpollEventDispatcher::remainingTime(int timerId)
{
    return m_timers.remainingMs(timerId);
}

void EpollEventDispatcher::wakeUp()
{
    // Within the thread itself no wait can be under way: a flag is enough.
    if (m_owner.load(std::memory_order_relaxed) == currentThread()) {
        m_isSelfAwake = true;
        return;
    }
    if (m_isAwake.exchange(true, std::memory_order_acq_rel))
        return;
    const quint64 one = 1;
    static_cast<void>(::write(m_wakeUp, &one, sizeof one));
}

void EpollEventDispatcher::interrupt()
{
    m_isInterrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

} // namespace phx::server
