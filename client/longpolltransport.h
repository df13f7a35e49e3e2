// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/transport.h"

#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>

#include <functional>
#include <list>
#include <optional>

namespace phx::client {

//! \brief Frames over HTTP requests (protocol.md §5.10; phoenix assets/js/phoenix/longpoll.js).
//!
//! After an error it is Connecting again and says that it was closed, as phoenix.js: the socket
//! then closes it for good. Binary frames travel to the server only.
class LongPollTransport final : public QObject, public Transport
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxBatch = 100; //!< lines of one POST
    //! From here on the next poll waits until all messages are given out; phoenix.js has no limit.
    static constexpr qsizetype MaxInbox = 10'000;

    explicit LongPollTransport(TransportRequest request);
    ~LongPollTransport() override;

    //! ws: to http:, /websocket to /longpoll.
    static QByteArray pollUrl(QByteArray webSocketUrl);

    [[nodiscard]] TransportKind kind() const override { return TransportKind::LongPoll; }
    [[nodiscard]] State state() const override { return m_state; }
    void send(const protocol::Frame &frame) override;
    void close(quint16 code, const QByteArray &reason) override;
    void cut() override;
    //! phoenix.js knows no bufferedAmount of it.
    [[nodiscard]] qint64 bufferedBytes() const override { return 0; }

private:
    //! The JSON body of an answer.
    struct Answer
    {
        int status = 0;
        std::optional<QByteArray> token {};
        QList<QByteArray> messages {};
    };
    struct Request
    {
        Request(QNetworkReply *networkReply, Timers &timers)
            : reply(networkReply)
            , deadline(timers)
        { }

        QPointer<QNetworkReply> reply; //!< the manager deletes it
        QString tlsProblem {}; //!< empty: none
        Timeout deadline;
    };
    using AnswerFunction = std::function<void(const std::optional<Answer> &)>;

    void start();
    void poll();
    void handlePoll(const std::optional<Answer> &answer);
    void deliver();
    void sendBatch();
    void post(qsizetype offset);
    void handlePost(const std::optional<Answer> &answer, qsizetype next);

    void request(const QByteArray &body, AnswerFunction callback);
    void finish(std::list<Request>::iterator entry, const AnswerFunction &callback);
    static std::optional<Answer> parse(const QByteArray &body);

    [[nodiscard]] bool isActive() const
    {
        return m_state == State::Open || m_state == State::Connecting;
    }
    //! Why what a request ended with is no answer.
    [[nodiscard]] TransportError problemOf(const QNetworkReply &reply, QString tlsProblem) const;
    void failAndRetry(const TransportError &error, const CloseEvent &event);
    void handleTimeout();
    void stop(State state);

    TransportRequest m_request;
    QByteArray m_pollUrl;
    std::optional<QByteArray> m_token;
    State m_state = State::Connecting;
    QNetworkAccessManager m_manager;
    TransportError m_problem; //!< of the request that ended last, if it had no answer
    std::list<Request> m_requests; //!< ours until they complete or we stop
    Timeout m_firstPoll;
    QList<QByteArray> m_inbox; //!< messages, each given out in a turn of its own
    bool m_isPollHeld = false; //!< until m_inbox is empty
    Timeout m_delivery;
    QList<QByteArray> m_batch; //!< on its way, or to leave at the end of this turn
    QList<QByteArray> m_nextBatch; //!< sent while m_batch is unacknowledged
    Timeout m_batchTimer;
    bool m_isAwaitingAck = false;
};

} // namespace phx::client
