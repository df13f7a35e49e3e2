// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herdworker.h"

#include "client/processmemory.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>

namespace phx::client {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr milliseconds RampStep = 10ms;
constexpr milliseconds SnapshotStep = 100ms;
constexpr milliseconds MemoryStep = 1s; //!< because the kernel counts pages for each answer

HerdPattern patternOf(const QByteArray &text)
{
    const auto pattern = HerdPattern::parse(text);
    return pattern ? pattern.value() : HerdPattern();
}

qint64 ownMemory()
{
    return processMemory(int(QCoreApplication::applicationPid()));
}

} // namespace

HerdWorker::HerdWorker(const HerdOptions &options)
    : m_plan {.options = options,
              .topic = patternOf(options.topic),
              .joinParams = patternOf(options.joinParams),
              .connectParams = patternOf(options.connectParams),
              .pushPayload = options.push ? patternOf(options.push->payload) : HerdPattern(),
              .tally = {}}
    , m_ramp(this)
    , m_tick(this)
    , m_memory(this)
{
    m_plan.tally.clients = options.clients;
    m_ramp.setTimerType(Qt::PreciseTimer);
    connect(&m_ramp, &QTimer::timeout, this, &HerdWorker::startSome);
    connect(&m_tick, &QTimer::timeout, this, &HerdWorker::takeSnapshot);
    connect(&m_memory, &QTimer::timeout, this, &HerdWorker::measureMemory);
}

HerdWorker::~HerdWorker() = default;

void HerdWorker::begin()
{
    m_bytesBefore = ownMemory();
    m_startedAt = Timers::ofThisThread().now();
    m_clients.reserve(size_t(m_plan.options.clients));
    m_ramp.start(RampStep);
    m_tick.start(SnapshotStep);
    m_memory.start(MemoryStep);
    startSome();
    takeSnapshot();
}

void HerdWorker::startSome()
{
    const int rate = m_plan.options.clientsPerSecond;
    const qint64 elapsedMs = (Timers::ofThisThread().now() - m_startedAt).count();
    const qint64 due = rate == 0 ? m_plan.options.clients : 1 + elapsedMs * rate / 1000;
    const auto wanted = size_t(std::min<qint64>(due, m_plan.options.clients));
    while (m_clients.size() < wanted) {
        m_clients.push_back(std::make_unique<HerdClient>(int(m_clients.size()), m_plan));
        m_clients.back()->start();
    }
    if (qint64(m_clients.size()) == m_plan.options.clients)
        m_ramp.stop();
}

void HerdWorker::dropAll()
{
    m_plan.tally.reconnected = {};
    m_plan.tally.rejoined = {};
    ++m_plan.tally.drops;
    for (const auto &client : m_clients)
        client->cut();
}

void HerdWorker::disconnectAll()
{
    m_ramp.stop();
    for (const auto &client : m_clients)
        client->disconnect();
}

void HerdWorker::end()
{
    m_ramp.stop();
    m_tick.stop();
    m_memory.stop();
    takeSnapshot();
    for (const auto &client : m_clients)
        client->cut();
    m_clients.clear();
    QThread::currentThread()->quit();
}

void HerdWorker::takeSnapshot()
{
    HerdSnapshot &tally = m_plan.tally;
    tally.at = Timers::ofThisThread().now() - m_startedAt;
    tally.states = {};
    for (const auto &client : m_clients)
        ++tally.states.at(size_t(client->state()));
    tally.states[size_t(HerdState::Idle)] += tally.clients - int(m_clients.size());
    const int joined = tally.count(HerdState::Joined);
    const int connected =
        joined + tally.count(HerdState::Connected) + tally.count(HerdState::Failed);
    if (tally.curve.size() == HerdSnapshot::MaxPoints)
        tally.curve.removeFirst();
    tally.curve.append({.atMs = qint32(tally.at.count()),
                        .connected = connected,
                        .joined = joined,
                        .attempts = qint32(tally.attempts - m_attemptsBefore)});
    m_attemptsBefore = tally.attempts;
    Q_EMIT snapshotTaken(tally);
}

void HerdWorker::measureMemory()
{
    const qint64 bytes = ownMemory();
    if (bytes > 0 && m_bytesBefore > 0 && !m_clients.empty())
        m_plan.tally.bytesPerClient =
            std::max<qint64>(0, bytes - m_bytesBefore) / qint64(m_clients.size());
}

} // namespace phx::client
