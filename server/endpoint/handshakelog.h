// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/tap/tap.h"
#include "server/transport/longpollrequest.h"
#include "server/transport/requesthandler.h"

namespace phx::server {

//! What an endpoint decided about a request, for the row that its answer becomes.
struct Verdict
{
    QByteArray detail {}; //!< why, one sentence; empty if there is nothing to say
    QByteArray socketId {};
    qint64 startedUs = 0;
    quint8 vsn = 0;
    bool isSocketMount = false; //!< the request was for a socket, not for a page
};

//! \brief Tells the tap of each request that wanted a socket, with its answer, accepted or not.
//! Threads: the endpoint's. Ownership: the endpoint, which also keeps the tap alive.
class HandshakeLog
{
public:
    explicit HandshakeLog(tap::Tap &tap)
        : m_tap(tap)
    { }

    //! The endpoint has answered.
    void answered(const http::Request &request, const PeerInfo &peer, int status,
                  const QByteArray &answerHead, const Verdict &verdict);
    //! The connection has answered by itself: what came was no request, or over a limit.
    void refused(const PeerInfo &peer, const http::Refusal &refusal, const QByteArray &head,
                 const QByteArray &answerHead);

    //! A long-poll request opened a session, was refused or failed. \param sent the whole answer
    void longPolled(const LongPollRequest &request, const LongPollReport &report,
                    const QByteArray &sent);

private:
    tap::Tap &m_tap;
};

} // namespace phx::server
