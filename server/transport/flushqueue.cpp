// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/flushqueue.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace phx::server {

namespace {

constexpr std::size_t LookAtClock = 32; //!< flushes between two looks

} // namespace

FlushQueue::FlushQueue(QObject *parent)
    : QObject(parent)
{ }

void FlushQueue::add(Client &client)
{
    if (client.m_isWaiting)
        return;
    client.m_isWaiting = true;
    m_waiting.push_back(&client);
    if (m_waiting.size() == 1)
        runLater();
}

void FlushQueue::remove(Client &client)
{
    if (!client.m_isWaiting)
        return;
    client.m_isWaiting = false;
    std::replace(m_waiting.begin() + std::ptrdiff_t(m_next), m_waiting.end(), &client,
                 static_cast<Client *>(nullptr));
}

void FlushQueue::runLater()
{
    QMetaObject::invokeMethod(this, &FlushQueue::run, Qt::QueuedConnection);
}

void FlushQueue::run()
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(BudgetMs);
    // By index: a flush may add or remove clients.
    while (m_next < m_waiting.size()) {
        Client *client = std::exchange(m_waiting[m_next++], nullptr);
        if (client != nullptr) {
            client->m_isWaiting = false;
            client->handleFlush();
        }
        if (m_next % LookAtClock == 0 && Clock::now() >= deadline)
            break;
    }
    if (m_next < m_waiting.size()) {
        runLater();
        return;
    }
    m_waiting.clear();
    m_next = 0;
}

} // namespace phx::server
