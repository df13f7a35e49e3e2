// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/transport/longpolloptions.h"
#include "server/transport/requesthandler.h"

#include <QByteArray>

#include <functional>

namespace phx::server {

//! What vsn and connect() decided about a client that wants a new session.
struct LongPollConnect
{
    int status = 200; //!< 200: it may come in; 403 in the body; 500: connect() raised
    QByteArray detail {}; //!< why not, one sentence
    QByteArray socketId {};
    quint8 vsn = 0;
    //! Makes the listener, as Upgrade::open.
    std::function<TransportListener *(Transport &transport)> open {};
};

//! \brief One HTTP request to the long-poll path of a mount, with what its endpoint knows.
struct LongPollRequest
{
    http::Request http {};
    PeerInfo peer {};
    LongPollOptions options {};
    QByteArray token {}; //!< header or parameter; empty: none
    bool isOriginAllowed = true;
    using Give = std::function<void(const LongPollConnect &decision)>;
    //! Called only for a GET that opens a session, perhaps some time later. `give` is called once,
    //! in the same thread, at once or in a bounded time.
    std::function<void(const Give &give)> connect {};
    qint64 startedUs = 0;
};

//! What became of such a request, for the capture. Polls and POSTs that went well are not told:
//! their messages are.
struct LongPollReport
{
    enum class Kind : quint8 {
        Opened, //!< a session
        Refused, //!< code: 403, 500, 503
        Failed, //!< of a request that had or claimed a session; code: 400, 408, 410, 500
    };
    Kind kind = Kind::Opened;
    quint64 connection = 0; //!< of the session, 0: none
    int code = 200; //!< the status in the body; if that is no JSON of the protocol, the HTTP status
    QByteArray socketId {};
    quint8 vsn = 0;
    QByteArray detail {}; //!< one sentence, may be empty
};

} // namespace phx::server
