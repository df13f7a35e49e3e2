// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/deadlines.h"
#include "server/transport/longpollrequest.h"
#include "server/transport/longpollsession.h"
#include "server/transport/longpolltoken.h"
#include "server/transport/pendinganswer.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace phx::server {

//! \brief The HTTP side of long polling in one node, and the sessions that were opened in it.
//!
//! A request finds its session by the signed token, in this node or in another one. Every protocol
//! outcome is HTTP 200 with the status in the body (protocol.md §4).
//! Source: phoenix lib/phoenix/transports/long_poll.ex.
//! Threads: one server thread. Ownership: the Endpoint.
class LongPollTransport final : public QObject, private LongPollSession::Owner
{
    Q_OBJECT

public:
    //! The node around it.
    class Host
    {
    public:
        //! To every other node; those that it does not concern ignore it.
        virtual void sendToNodes(const LongPollSignal &signal) = 0;
        //! \param sent the bytes of the answer
        virtual void longPollAnswered(const LongPollRequest &request, const LongPollReport &report,
                                      const QByteArray &sent) = 0;

    protected:
        virtual ~Host() = default;
    };

    //! \param maxSessions further ones are answered 503
    LongPollTransport(Host &host, const QByteArray &secretKeyBase, qsizetype maxSessions,
                      QObject *parent);
    //! As endSessions().
    ~LongPollTransport() override;

    RequestAnswer handleRequest(LongPollRequest request);
    //! From another node.
    void handleSignal(const LongPollSignal &signal);
    //! Ends all sessions; their listeners get handleClosed() from here.
    void endSessions();
    //! The server stops: who waits gets its answer now.
    void answerWaiting();

    [[nodiscard]] qsizetype sessionCount() const { return std::ssize(m_sessions); }
    //! Sessions that ended because their client did not poll for what was sent.
    [[nodiscard]] quint64 slowConsumers() const { return m_slowConsumers; }

private:
    struct Exchange;
    using Sessions = std::unordered_map<QByteArray, std::unique_ptr<LongPollSession>>;

    void sendToRequest(const LongPollSignal &signal) override;
    void sessionEnded(LongPollSession &session) override;

    void start(LongPollRequest request, const std::shared_ptr<PendingAnswer> &response);
    void resume(LongPollRequest request, const std::shared_ptr<PendingAnswer> &response,
                const QByteArray &topic);
    void openSession(const LongPollRequest &request, const std::shared_ptr<PendingAnswer> &response,
                     const QByteArray &detail);
    void finishOpening(const LongPollRequest &request, PendingAnswer &response,
                       const LongPollConnect &connected, const QByteArray &detail);
    void sendToSession(const LongPollSignal &signal);
    void handleAnswer(const LongPollSignal &signal);
    void beginWork(Exchange &exchange);
    void dispatchNext(Exchange &exchange);
    void expire(Exchange &exchange);
    void finish(Exchange &exchange, http::Response response);
    void report(const LongPollRequest &request, PendingAnswer &response,
                const LongPollReport &what);
    void fail(Exchange &exchange, int code, const QByteArray &detail);

    Host &m_host;
    LongPollToken m_token;
    Deadlines m_deadlines;
    Sessions m_sessions; //!< by their topic
    std::vector<std::unique_ptr<LongPollSession>> m_ended; //!< until the event loop comes by
    std::unordered_map<quint64, std::unique_ptr<Exchange>> m_exchanges; //!< that wait
    qsizetype m_maxSessions = 0;
    quint64 m_node = 0; //!< random: tells nodes apart
    quint64 m_lastRequest = 0;
    quint64 m_slowConsumers = 0;
};

} // namespace phx::server
