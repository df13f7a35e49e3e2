// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/http/requestparser.h"
#include "server/http/response.h"
#include "server/transport/pendingresponse.h"
#include "server/transport/transport.h"
#include "server/websocket/framereader.h"
#include "server/websocket/handshake.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace phx::server {

//! Who is at the other end of a TCP connection.
struct PeerInfo
{
    quint64 connection = 0; //!< number of the connection, from 1; the same in the tap
    QByteArray address {}; //!< "127.0.0.1", "::1"
    quint16 port = 0;
    QByteArray localAddress {};
    quint16 localPort = 0;
    bool isTls = false;
};

//! \brief The request becomes a WebSocket: how to run it, and who listens.
struct Upgrade
{
    QList<std::pair<QByteArray, QByteArray>>
        fields {}; //!< further fields of the 101 answer (sec-websocket-protocol, …)
    websocket::ReaderLimits limits {};
    std::optional<websocket::DeflateAgreement> deflate {};
    std::chrono::milliseconds idleTimeout {60'000}; //!< silence of the client; 0: never
    //! Makes the listener; called once, after the 101 answer is queued and before the first frame.
    //! The listener belongs to its maker and must live until its handleClosed() has returned.
    std::function<TransportListener *(Transport &transport)> open;
};

//! An answer that is there.
using ReadyAnswer = std::variant<http::Response, Upgrade>;

//! \brief The answer comes later; until then the connection reads nothing more.
struct DeferredAnswer
{
    using Give = std::function<void(ReadyAnswer answer)>;
    //! Called once, at once. `give` is called once, not within begin, in a bounded time, in the
    //! same thread; it does nothing if the connection has ended meanwhile.
    std::function<void(Give give)> begin;
};

//! By a PendingResponse answers who wants to know whether the client got it; handleAnswered() is
//! not called for it.
using RequestAnswer =
    std::variant<http::Response, Upgrade, DeferredAnswer, std::shared_ptr<PendingResponse>>;

//! \brief Decides what is answered to HTTP requests; implemented by the endpoint.
//! Threads: the server thread of the connection.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;

    //! A whole request. The bytes of the answer as sent come back through handleAnswered().
    virtual RequestAnswer handleRequest(const http::Request &request, const PeerInfo &peer) = 0;
    //! The head of the answer, for the capture; right after handleRequest(), or within the `give`
    //! of a deferred one.
    virtual void handleAnswered(const http::Request &request, const PeerInfo &peer, int status,
                                const QByteArray &answerHead) = 0;
    //! The connection answered a refusal by itself: a bad head (400, 414, 431, 505), a deadline
    //! (408), or the connection limit (503). \param head the bytes received so far, at most 16 KiB
    virtual void handleRefused(const PeerInfo &peer, const http::Refusal &refusal,
                               const QByteArray &head, const QByteArray &answerHead) = 0;
    //! What is answered to such a refusal; by default its sentence as plain text.
    //! \param request what is known of it
    virtual http::Response refusalAnswer(const http::Request &request,
                                         const http::Refusal &refusal);
};

} // namespace phx::server
