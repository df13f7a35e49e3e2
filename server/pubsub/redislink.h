// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/pubsub/redisconnection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace phx::server {

//! \brief The Redis of a PubSub: two connections that live and end together, and come back.
//!
//! It tries again without end, after firstRetry, then twice as long up to maxRetry, and subscribes
//! anew. Threads: one server thread.
class RedisLink : public QObject
{
    Q_OBJECT

public:
    explicit RedisLink(const RedisOptions &options, QObject *parent = nullptr);

    void start();
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    //! \return false if the message is lost
    bool publish(const QByteArray &message);

Q_SIGNALS:
    //! Subscribed, and ready to publish. \param awayMs since it was lost or started
    void connected(qint64 awayMs);
    //! Once for each loss and for each attempt that failed.
    //! \param unanswered messages that were sent and that Redis did not confirm
    void lost(const QString &sentence, quint64 unanswered);
    void messageReceived(const QByteArray &message);
    void messageTooLarge(qint64 bytes);
    void publishRefused(const QString &answer);

private:
    void handleReady();
    void handleLost(const QString &sentence);
    void attempt();

    RedisOptions m_options;
    RedisConnection m_publisher;
    RedisConnection m_subscriber;
    QTimer m_retry;
    std::chrono::milliseconds m_nextRetry;
    QElapsedTimer m_away;
    bool m_isConnected = false;
};

} // namespace phx::server
