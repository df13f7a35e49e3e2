// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/redislink.h"

#include <algorithm>
#include <utility>

namespace phx::server {

RedisLink::RedisLink(const RedisOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_publisher(options, RedisConnection::Role::Publish, this)
    , m_subscriber(options, RedisConnection::Role::Subscribe, this)
    , m_retry(this)
    , m_nextRetry(options.firstRetry)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RedisLink::attempt);
    for (RedisConnection *connection : {&m_publisher, &m_subscriber}) {
        connect(connection, &RedisConnection::ready, this, &RedisLink::handleReady);
        connect(connection, &RedisConnection::lost, this, &RedisLink::handleLost);
    }
    connect(&m_subscriber, &RedisConnection::messageReceived, this, &RedisLink::messageReceived);
    connect(&m_subscriber, &RedisConnection::messageTooLarge, this, &RedisLink::messageTooLarge);
    connect(&m_publisher, &RedisConnection::publishRefused, this, &RedisLink::publishRefused);
}

void RedisLink::start()
{
    m_away.start();
    attempt();
}

void RedisLink::attempt()
{
    // The second one follows when the first is ready: what cannot be reached is told once.
    m_publisher.start();
}

void RedisLink::handleReady()
{
    if (!m_subscriber.isReady())
        return m_subscriber.start();
    m_isConnected = true;
    m_nextRetry = m_options.firstRetry;
    emit connected(m_away.elapsed());
}

void RedisLink::handleLost(const QString &sentence)
{
    const bool wasConnected = std::exchange(m_isConnected, false);
    if (wasConnected)
        m_away.start();
    const quint64 unanswered = wasConnected ? m_publisher.unansweredPublishes() : 0;
    m_publisher.stop();
    m_subscriber.stop();
    m_retry.start(m_nextRetry);
    m_nextRetry = std::min(m_nextRetry * 2, m_options.maxRetry);
    emit lost(sentence, unanswered);
}

bool RedisLink::publish(const QByteArray &message)
{
    return m_isConnected && m_publisher.publish(m_options.channel(), message);
}

} // namespace phx::server
