// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/handshake.h"

#include "server/channel/logcategories.h"
#include "server/http/query.h"
#include "server/protocol/vsn.h"
#include "server/socket/authtoken.h"

#include <QJsonObject>

namespace phx::server {

using http::Request;
using http::Response;

namespace {

const QByteArray ProtocolField = "sec-websocket-protocol";

Rejection reject(int status, const QByteArray &detail, const QByteArray &body = {})
{
    return {plainResponse(status, body), detail};
}

QList<QByteArray> offeredProtocols(const Request &request)
{
    // Only the first such field is read (§1.6).
    QList<QByteArray> offered;
    for (const QByteArray &entry : request.field(ProtocolField).split(',')) {
        if (const QByteArray trimmed = entry.trimmed(); !trimmed.isEmpty())
            offered.append(trimmed);
    }
    return offered;
}

QList<std::pair<QByteArray, QByteArray>> fieldsStartingWith(const Request &request,
                                                            QByteArrayView prefix)
{
    QList<std::pair<QByteArray, QByteArray>> found;
    for (const auto &field : request.fields) {
        if (field.first.startsWith(prefix))
            found.append(field);
    }
    return found;
}

ConnectInfo connectInfo(const Request &request, const PeerInfo &peer)
{
    ConnectInfo info;
    info.peerAddress = peer.address;
    info.peerPort = peer.port;
    info.userAgent = request.field("user-agent");
    info.xHeaders = fieldsStartingWith(request, "x-");
    info.secWebsocketHeaders = fieldsStartingWith(request, "sec-websocket-");
    info.traceContextHeaders =
        fieldsStartingWith(request, "traceparent") + fieldsStartingWith(request, "tracestate");
    info.uri = "http://" + request.field("host") + request.target;
    return info;
}

RequestHost requestHost(const Request &request)
{
    RequestHost host;
    host.host = request.field("host");
    const qsizetype colon = host.host.lastIndexOf(':');
    if (colon > host.host.lastIndexOf(']')) {
        host.port = host.host.mid(colon + 1).toUShort();
        host.host.truncate(colon);
    }
    return host;
}

//! §1.2: the query, overridden by the path's variables of the same name.
QJsonObject requestParams(const Request &request, const QJsonObject &pathParams)
{
    QJsonObject params = http::decodeQuery(request.query);
    for (auto it = pathParams.constBegin(); it != pathParams.constEnd(); ++it)
        params.insert(it.key(), it.value());
    return params;
}

//! §1.3. nullopt: refused, with the sentence in `detail`.
std::optional<protocol::Vsn> requestedVsn(const QJsonObject &params, QByteArray &detail)
{
    const QJsonValue value = params.value(QLatin1String("vsn"));
    if (value.isUndefined())
        return protocol::Vsn::V1;
    const auto vsn =
        value.isString() ? protocol::negotiateVsn(value.toString().toUtf8()) : std::nullopt;
    if (!vsn) {
        detail = "The vsn parameter is \""
            + (value.isString() ? value.toString().toUtf8() : QByteArray("a list or map"))
            + "\"; this server speaks 1.0.x and 2.0.x, written in full (2.0.0).";
    }
    return vsn;
}

//! §1.6 and §1.8. \return the protocol to echo (empty: none), or nullopt: refused
std::optional<QByteArray> chooseProtocol(const QList<QByteArray> &offered,
                                         const QList<QByteArray> &known)
{
    if (offered.isEmpty())
        return QByteArray();
    for (const QByteArray &candidate : known) {
        if (offered.contains(candidate))
            return candidate;
    }
    return std::nullopt;
}

Rejection refusal(const SocketMount &mount, const ConnectRefused &refused)
{
    const QByteArray detail = "connect refused the client"
        + (refused.reason.isEmpty() ? QByteArray(".") : " (" + refused.reason + ").");
    if (refused.status != 0)
        return reject(refused.status, detail, refused.body);
    const auto answer = mount.errorAnswers.constFind(refused.reason);
    if (!refused.reason.isEmpty() && answer != mount.errorAnswers.cend())
        return reject(answer->first, detail, answer->second);
    return reject(403, detail);
}

std::variant<SocketIdentity, Rejection> identify(const SocketMount &mount,
                                                 const ConnectDecision &decision)
{
    if (const auto *refused = std::get_if<ConnectRefused>(&decision))
        return refusal(mount, *refused);
    if (const auto *crashed = std::get_if<ConnectCrashed>(&decision)) {
        qCWarning(endpointLog).noquote() << "connect crashed:" << crashed->reason;
        return reject(500, "connect crashed: " + crashed->reason.toUtf8(), "Internal Server Error");
    }
    const auto &connected = std::get<ConnectOk>(decision);
    SocketIdentity identity;
    identity.handler = mount.handler;
    identity.assigns = connected.assigns;
    identity.id = connected.id ? connected.id : mount.handler->id(identity.assigns);
    identity.routes = connected.routes;
    identity.maxChannels = mount.maxChannels;
    return identity;
}

//! Steps 9 (its result) and 10 of §1.4.
Decision admit(const SocketMount &mount, const Request &request, protocol::Vsn vsn,
               const QByteArray &chosenProtocol, const ConnectDecision &decision)
{
    auto identified = identify(mount, decision);
    if (auto *rejection = std::get_if<Rejection>(&identified))
        return std::move(*rejection);
    // 10. Only now the upgrade fields.
    if (const auto problem = websocket::upgradeProblem(request))
        return reject(400, "Not a WebSocket upgrade: " + *problem, *problem);

    Admission admission {.identity = std::move(std::get<SocketIdentity>(identified))};
    admission.identity.serializer = &protocol::Serializer::forVsn(vsn, mount.dialect);
    if (!chosenProtocol.isEmpty())
        admission.fields.append({ProtocolField, chosenProtocol});
    if (mount.webSocket.compress)
        admission.deflate =
            websocket::agreeDeflate(request.list("sec-websocket-extensions").join(", "));
    return admission;
}

} // namespace

Response plainResponse(int status, const QByteArray &body)
{
    return {status,
            {{"vary", "accept-encoding"}, {"cache-control", "max-age=0, private, must-revalidate"}},
            body};
}

std::variant<Admission, Rejection, PendingAdmission> handshake(const EndpointConfig &config,
                                                               const MountTable::Match &match,
                                                               const Request &request,
                                                               const PeerInfo &peer)
{
    const SocketMount &mount = *match.mount;
    // 1. The method.
    if (request.method != "GET") {
        Rejection rejection =
            reject(400, "A WebSocket is opened with GET, not " + request.method + ".");
        rejection.response.headOnly = request.method == "HEAD";
        return rejection;
    }
    // 4. The origin.
    const QByteArray origin = request.field("origin");
    if (!isOriginAllowed(mount.checkOrigin.value_or(config.checkOrigin), origin, config.urlHost,
                         requestHost(request))) {
        return reject(403, "The origin " + origin + " is not allowed by check_origin.");
    }
    // 5. and 6. The token in the subprotocols, then the subprotocols.
    ConnectInfo info = connectInfo(request, peer);
    QList<QByteArray> offered = offeredProtocols(request);
    std::optional<QByteArray> chosen = QByteArray();
    if (mount.authToken) {
        const AuthTokenOffer offer = takeAuthToken(offered);
        if (offer.isUndecodable)
            return reject(
                500,
                "The auth token in Sec-WebSocket-Protocol is not standard Base64 without padding.",
                "Internal Server Error");
        info.authToken = offer.token;
        chosen = chooseProtocol(offer.protocols,
                                QList<QByteArray> {"phoenix"}
                                    + mount.webSocket.subprotocols.value_or(QList<QByteArray>()));
    } else if (mount.webSocket.subprotocols) {
        chosen = chooseProtocol(offered, *mount.webSocket.subprotocols);
    }
    if (!chosen)
        return reject(
            403, "None of the offered subprotocols is known here: " + offered.join(", ") + ".");
    // 8. The serializer; connect() is not asked when it is refused.
    const QJsonObject params = requestParams(request, match.pathParams);
    QByteArray detail;
    const auto vsn = requestedVsn(params, detail);
    if (!vsn)
        return reject(403, detail);
    // 9. connect() and id().
    ConnectResult result = mount.handler->connect(params, info);
    const auto decide = [&mount, request, vsn = *vsn,
                         chosen = *chosen](const ConnectDecision &decision) {
        return admit(mount, request, vsn, chosen, decision);
    };
    if (auto *later = std::get_if<ConnectLater>(&result))
        return PendingAdmission {std::move(*later), decide};
    const Decision decision = std::visit(
        [&decide](const auto &decided) -> Decision {
            if constexpr (std::is_same_v<std::decay_t<decltype(decided)>, ConnectLater>)
                return Rejection {};
            else
                return decide(decided);
        },
        result);
    return std::visit(
        [](const auto &decided) -> std::variant<Admission, Rejection, PendingAdmission> {
            return decided;
        },
        decision);
}

} // namespace phx::server
