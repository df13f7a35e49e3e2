// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/nodelocals.h"
#include "server/endpoint/endpointconfig.h"
#include "server/endpoint/mounttable.h"
#include "server/socket/expiredtokens.h"
#include "server/socket/socket.h"
#include "server/transport/longpollrequest.h"

#include <functional>

namespace phx::server {

//! What a connect needs of the node around it; outlives every request.
struct LongPollNode
{
    NodeLocals &locals;
    const ExpiredTokens &expired; //!< refused
    //! Makes the Socket of an accepted client.
    std::function<TransportListener *(Transport &, const SocketIdentity &)> open {};
};

//! \brief A request as the long-poll transport takes it: with the mount's options, its token, and
//! the way to connect a new session.
//! Source: phoenix lib/phoenix/transports/long_poll.ex, call/2.
LongPollRequest longPollRequest(const EndpointConfig &config, const MountTable::Match &match,
                                const http::Request &request, const PeerInfo &peer,
                                const LongPollNode &node);

} // namespace phx::server
