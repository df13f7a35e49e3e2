// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/requestparser.h"
#include "server/transport/deadlines.h"
#include "server/transport/flushqueue.h"
#include "server/transport/outboundqueue.h"
#include "server/transport/pendinganswer.h"
#include "server/transport/requesthandler.h"
#include "server/transport/tcpstream.h"

#include <QObject>

#include <memory>
#include <optional>

namespace phx::server {

class WebSocketTransport;
struct TransportContext;

//! \brief One TCP connection: answers HTTP requests, or becomes a WebSocket.
//!
//! Keep-alive and pipelining for plain HTTP, one request at a time, bounded output. Who answers
//! later by a PendingAnswer is told if the answer did not reach the client. A refusal is
//! sent, the sending side ends, and what still arrives is thrown away for at most closeDeadline, so
//! that the peer gets the answer and no RST.
//! Threads: the listener's. Ownership: the Listener owns it and deletes it some time after ended().
class Connection : public QObject,
                   private TcpStream::Owner,
                   private Deadlines::Client,
                   private FlushQueue::Client,
                   private PendingAnswer::Carrier
{
    Q_OBJECT

public:
    //! \param descriptor connected and non-blocking; owned from here on
    Connection(int descriptor, TransportContext &context);
    ~Connection() override;

    [[nodiscard]] const PeerInfo &peer() const { return m_peer; }

    //! Answers without having read a request (503), then ends.
    void refuse(const http::Refusal &refusal);

    // For the WebSocketTransport, which this connection owns.
    void queue(const SharedBytes &bytes);
    [[nodiscard]] qsizetype queuedBytes() const { return m_out.size(); }
    //! What is queued leaves before the event loop waits again.
    void flushLater();
    //! Writes what the kernel takes now.
    void flushNow();
    void setReading(bool reading);
    //! Looks at the deadlines of the transport again.
    void reschedule();
    //! Sends what is queued and FIN, drains, then ends. Nothing more is read or queued.
    void finish();
    //! Ends now. \param how Reset: with RST
    void abort(Transport::Cut how);

    //! Numbers of connections are unique in the process.
    static quint64 nextNumber();

Q_SIGNALS:
    //! The descriptor is closed; emitted once.
    void ended();

private:
    enum class Phase : quint8 {
        Http,
        WebSocket,
        Draining, //!< nothing more is sent but what is queued, input is thrown away
        Ended
    };
    enum class Waiting : quint8 { FirstByte, Head, Body, NextRequest };

    void handleReadable() override;
    void handleWritable() override;
    void handleDeadline() override;
    void handleFlush() override;
    void deliver(ReadyAnswer answer) override;

    void takeBytes(QByteArrayView bytes);
    void takeHttp(QByteArrayView bytes);
    void takeHeldRequests();
    void answer(const http::Request &request);
    //! \param pending by which it was given later, or null
    void giveAnswer(const http::Request &request, ReadyAnswer answer, PendingAnswer *pending);
    void awaitAnswer(const http::Request &request, std::shared_ptr<PendingAnswer> pending);
    void hold(QByteArrayView bytes);
    void takeHeldLater();
    void loseAnswers();
    void answerPlain(const http::Request &request, http::Response response, PendingAnswer *pending);
    void upgrade(const http::Request &request, const Upgrade &how, PendingAnswer *pending);
    void tellSent(const http::Request &request, int status, const QByteArray &bytes,
                  PendingAnswer *pending);
    void refuseWith(const http::Refusal &refusal, const QByteArray &head);
    void setWaiting(Waiting waiting);
    void handleHttpDeadline();
    void noteTlsProblem(const char *otherwise);
    void handlePeerEnd();
    void handleGone(const QByteArray &detail);
    void afterFlush(qsizetype written);
    void end(Transport::Cut how);
    //! When a queue that does not move is given up; 0: nothing waits for the peer.
    [[nodiscard]] qint64 queueDeadline() const;

    TransportContext &m_context;
    PeerInfo m_peer;
    TcpStream m_stream;
    OutboundQueue m_out;
    std::unique_ptr<http::RequestParser> m_parser; //!< only while a request is being read
    std::unique_ptr<WebSocketTransport> m_transport;
    QByteArray m_held; //!< bytes that wait for m_pending, or until the peer has read its answers
    std::shared_ptr<PendingAnswer> m_pending; //!< the answer that the peer waits for
    std::optional<http::Request> m_awaiting; //!< the request of m_pending, without its body
    std::shared_ptr<PendingAnswer> m_delivered; //!< the last such answer, until the peer goes on
    qint64 m_httpDeadline = 0; //!< 0: none
    qint64 m_endAt = 0; //!< of Draining, or after a failed write; 0: none
    qint64 m_progressAt = 0; //!< when the queue last moved; 0: it was not written yet
    Phase m_phase = Phase::Http;
    Waiting m_waiting = Waiting::FirstByte;
    bool m_peerEnded = false; //!< its FIN has come while an answer was still queued
    bool m_fin = false; //!< our sending side has ended
    bool m_hasFailed = false; //!< TCP did not end in order
    bool m_isLate = false; //!< m_pending was not answered at once
};

} // namespace phx::server
