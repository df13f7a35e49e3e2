// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/http/requestparser.h"
#include "server/http/response.h"
#include "server/transport/pendinganswer.h"
#include "server/transport/readyanswer.h"

#include <QByteArray>

#include <memory>
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

//! An answer that is there, or one that comes later. Meanwhile requests that follow wait.
using RequestAnswer = std::variant<http::Response, Upgrade, std::shared_ptr<PendingAnswer>>;

//! \brief Decides what is answered to HTTP requests; implemented by the endpoint.
//! Threads: the server thread of the connection.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;

    //! A whole request. The bytes of the answer as sent come back through handleAnswered().
    virtual RequestAnswer handleRequest(const http::Request &request, const PeerInfo &peer) = 0;
    //! The head of the answer, for the capture; right after handleRequest(), or within
    //! PendingAnswer::answer().
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
