// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/flushqueue.h"

#include <algorithm>

namespace phx::server {

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
        QMetaObject::invokeMethod(this, &FlushQueue::run, Qt::QueuedConnection);
}

void FlushQueue::remove(Client &client)
{
    if (!client.m_isWaiting)
        return;
    client.m_isWaiting = false;
    std::replace(m_waiting.begin(), m_waiting.end(), &client, static_cast<Client *>(nullptr));
}

void FlushQueue::run()
{
    // By index: a flush may add or remove clients.
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
        Client *client = m_waiting[i];
        if (client == nullptr)
            continue;
        m_waiting[i] = nullptr;
        client->m_isWaiting = false;
        client->handleFlush();
    }
    m_waiting.clear();
}

} // namespace phx::server
