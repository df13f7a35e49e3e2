// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/longpollconnect.h"

#include "server/endpoint/socketconnect.h"
#include "server/tap/tap.h"

#include <utility>

namespace phx::server {

namespace {

//! What is known of the client before connect() has decided.
struct Connect
{
    QList<QByteArray> tokens {}; //!< prints of them
    ConnectLine line;
};

LongPollConnect decided(const SocketMount &mount, protocol::Vsn vsn, const LongPollNode &node,
                        const Connect &connect, const ConnectDecision &decision)
{
    auto identified = identify(mount, vsn, decision, connect.line);
    // §4.1: 403 for any reason; the answers that WebSockets get are not used here.
    if (const auto *denied = std::get_if<ConnectDenied>(&identified))
        return {.status = denied->isCrash ? 500 : 403, .detail = denied->detail};
    auto &identity = std::get<SocketIdentity>(identified);
    identity.tokens = connect.tokens;
    return {.socketId = identity.id.value_or(QByteArray()),
            .vsn = quint8(vsn),
            .open = [open = node.open, identity](Transport &transport) {
                return open(transport, identity);
            }};
}

void connectSession(const MountTable::Match &match, const http::Request &request,
                    const PeerInfo &peer, const LongPollNode &node,
                    const LongPollRequest::Give &give)
{
    const SocketMount &mount = *match.mount;
    const QJsonObject params = requestParams(request, match.pathParams);
    ConnectInfo info = connectInfo(mount, request, peer, params, tap::TransportKind::LongPoll);
    // §1.8: plain, and only of the GET that opens the session.
    const QByteArray token = request.field("x-phoenix-authtoken");
    if (mount.authToken && !token.isNull())
        info.authToken = token;
    QByteArray detail;
    const auto vsn = requestedVsn(params, detail);
    if (!vsn) {
        give({.status = 403, .detail = detail});
        return;
    }
    const Connect connect {.tokens = tokenPrints(params, info.authToken),
                           .line = {mount, tap::TransportKind::LongPoll, *vsn, params}};
    ConnectResult result = askConnect(mount, params, info, node.expired);
    const auto decide = [&mount, vsn = *vsn, node, connect, give](const ConnectDecision &decision) {
        give(decided(mount, vsn, node, connect, decision));
    };
    if (const auto *later = std::get_if<ConnectLater>(&result))
        later->begin(node.locals, decide);
    else if (auto *accepted = std::get_if<ConnectOk>(&result))
        decide(std::move(*accepted));
    else if (auto *refused = std::get_if<ConnectRefused>(&result))
        decide(std::move(*refused));
    else
        decide(std::get<ConnectCrashed>(std::move(result)));
}

} // namespace

LongPollRequest longPollRequest(const EndpointConfig &config, const MountTable::Match &match,
                                const http::Request &request, const PeerInfo &peer,
                                const LongPollNode &node)
{
    LongPollRequest asked {.http = request,
                           .peer = peer,
                           .options = match.mount->longPoll,
                           .isOriginAllowed = isOriginAllowed(config, *match.mount, request),
                           .startedUs = tap::nowUs()};
    // §4.2: the field wins over the parameter.
    asked.token = request.field("x-phoenix-longpoll-token");
    if (asked.token.isNull())
        asked.token = requestParams(request, match.pathParams)
                          .value(QLatin1String("token"))
                          .toString()
                          .toUtf8();
    // Without the body: it may be kept for a while.
    http::Request opening = request;
    opening.body.clear();
    asked.connect = [match, opening, peer, node](const LongPollRequest::Give &give) {
        connectSession(match, opening, peer, node, give);
    };
    return asked;
}

} // namespace phx::server
