// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"
#include "server/http/request.h"
#include "server/socket/expiredtokens.h"
#include "server/socket/socket.h"
#include "server/transport/requesthandler.h"

#include <QJsonObject>

#include <chrono>
#include <optional>
#include <variant>

//! The steps of a connect that WebSocket and long polling share (protocol.md §1).
namespace phx::server {

//! §1.2: the query, overridden by the path's variables of the same name.
QJsonObject requestParams(const http::Request &request, const QJsonObject &pathParams);

//! §1.7: by the mount's policy, or the endpoint's.
bool isOriginAllowed(const EndpointConfig &config, const SocketMount &mount,
                     const http::Request &request);

//! §1.9: what the mount lists, and nothing else.
ConnectInfo connectInfo(const SocketMount &mount, const http::Request &request,
                        const PeerInfo &peer, const QJsonObject &params,
                        tap::TransportKind transport);

//! §1.3. nullopt: refused, with the sentence in `detail`; connect() is not asked then.
std::optional<protocol::Vsn> requestedVsn(const QJsonObject &params, QByteArray &detail);

//! \brief Asks connect(), but for a client whose token was declared expired: that one is refused
//! with the reason `expired`, as by a connect() that verifies its token.
ConnectResult askConnect(const SocketMount &mount, const QJsonObject &params,
                         const ConnectInfo &info, const ExpiredTokens &expired);

//! \brief The line about a connect (§9), written when it is decided. A crash has none.
class ConnectLine
{
public:
    ConnectLine(const SocketMount &mount, tap::TransportKind transport, protocol::Vsn vsn,
                const QJsonObject &params);

    //! \param level that the code of the socket says. The mount's goes first
    //! (phoenix lib/phoenix/socket.ex, __connect__/3: options of the mount are merged over it).
    void write(bool isAccepted, const std::optional<LogLevel> &level) const;

private:
    std::optional<LogLevel> m_level; //!< the mount's
    tap::TransportKind m_transport = tap::TransportKind::WebSocket;
    protocol::Vsn m_vsn = protocol::Vsn::V1;
    QJsonObject m_params;
    QString m_name;
    std::chrono::steady_clock::time_point m_started;
};

//! Why a client may not come in.
struct ConnectDenied
{
    QByteArray detail {}; //!< one sentence for the capture
    ConnectRefused refused {};
    bool isCrash = false; //!< connect() raised: 500
};

//! §3.2: who the client is, by what connect() decided and id() says. Writes the line.
std::variant<SocketIdentity, ConnectDenied> identify(const SocketMount &mount, protocol::Vsn vsn,
                                                     const ConnectDecision &decision,
                                                     const ConnectLine &line);

} // namespace phx::server
