// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/pubsub/redisoptions.h"
#include "server/pubsub/respreader.h"

#include <QList>
#include <QObject>
#include <QSslSocket>
#include <QTimer>

namespace phx::server {

//! \brief One connection to a Redis: to its login, its subscription and its end.
//!
//! RESP2 allows a subscribed connection nothing but PING, so that a link has two of them.
//! Threads: one server thread.
class RedisConnection : public QObject
{
    Q_OBJECT

public:
    enum class Role : quint8 { Publish, Subscribe };

    RedisConnection(const RedisOptions &options, Role role, QObject *parent = nullptr);
    ~RedisConnection() override;

    //! Then ready() or lost(). Ends what is there first.
    void start();
    void stop();
    [[nodiscard]] bool isReady() const { return m_isReady; }

    //! Once it is ready. \return false if it is not sent: not ready, or more than maxQueuedBytes
    //! wait already
    bool publish(const QByteArray &channel, const QByteArray &message);
    //! Messages that Redis has not answered; of those that are lost with the connection until it
    //! is started again.
    [[nodiscard]] quint64 unansweredPublishes() const { return m_unanswered; }

Q_SIGNALS:
    void ready();
    //! Before or after ready(); start() may be called again. \param sentence for a person
    void lost(const QString &sentence);
    void messageReceived(const QByteArray &message);
    //! One that nobody will read, for it is above maxMessageBytes.
    void messageTooLarge(qint64 bytes);
    //! Redis did not take a PUBLISH. \param answer its words
    void publishRefused(const QString &answer);

private:
    enum class Step : quint8 { Auth, Select, Subscribe, Ping };

    void login();
    void request(Step step, const QByteArrayList &words);
    void read();
    void handleStep(const RespValue &value);
    void handleValue(const RespValue &value);
    void handleKeepAlive();
    void handleTlsErrors(const QList<QSslError> &errors);
    void lose(const QString &sentence);
    [[nodiscard]] QString where() const;
    [[nodiscard]] QString refusal(Step step, const QByteArray &answer) const;
    [[nodiscard]] QString trustOwnCa();

    RedisOptions m_options;
    Role m_role;
    QSslSocket m_socket;
    RespReader m_reader;
    QTimer m_deadline; //!< for the login, from the start on
    QTimer m_keepAlive;
    QList<Step> m_steps; //!< of the login, whose answers are due
    QString m_tlsProblem;
    quint64 m_unanswered = 0;
    bool m_isReady = false;
    bool m_isActive = false;
    bool m_hasHeard = false; //!< since the last PING
};

//! The words as RESP: an array of texts.
[[nodiscard]] QByteArray respCommand(const QByteArrayList &words);

} // namespace phx::server
