// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/deadlines.h"

#include <algorithm>
#include <chrono>

namespace phx::server {

namespace {

constexpr qint64 GrainMs = 20;

} // namespace

Deadlines::Deadlines(QObject *parent)
    : QObject(parent)
    , m_timer(this) // moves to another thread with it
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Deadlines::run);
}

qint64 Deadlines::nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count() + 1;
}

void Deadlines::schedule(Client &client, qint64 atMs)
{
    if (client.m_at != 0 && client.m_at <= atMs)
        return;
    cancel(client);
    client.m_at = atMs;
    m_entries.emplace(atMs, &client);
    arm();
}

void Deadlines::cancel(Client &client)
{
    if (client.m_at == 0)
        return;
    m_entries.erase({client.m_at, &client});
    client.m_at = 0;
}

void Deadlines::run()
{
    m_armedFor = 0;
    const qint64 now = nowMs();
    while (!m_entries.empty() && m_entries.begin()->first <= now) {
        Client *client = m_entries.begin()->second;
        cancel(*client);
        client->handleDeadline();
    }
    arm();
}

void Deadlines::arm()
{
    if (m_entries.empty())
        return;
    const qint64 first = m_entries.begin()->first;
    if (m_armedFor != 0 && m_armedFor <= first + GrainMs)
        return;
    // Rounded up, so that connections with neighbouring deadlines share a wake-up.
    m_armedFor = (first + GrainMs - 1) / GrainMs * GrainMs;
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(1, m_armedFor - nowMs())));
}

} // namespace phx::server
