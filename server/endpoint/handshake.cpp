// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/handshake.h"

#include "server/endpoint/socketconnect.h"
#include "server/socket/authtoken.h"

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

//! Takes the auth token out of the subprotocols into `info`. \return the protocol to echo; empty:
//! none
std::variant<QByteArray, Rejection> takeProtocol(const SocketMount &mount, const Request &request,
                                                 ConnectInfo &info)
{
    const QList<QByteArray> offered = offeredProtocols(request);
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
    if (!chosen) {
        phoenixlog::write(LogLevel::Error,
                          QStringLiteral("Could not check Websocket subprotocols for "
                                         "Phoenix.Socket transport.\nSubprotocols of the request: "
                                         "%1")
                              .arg(phoenixlog::quoted(offered.join(", "))));
        return reject(
            403, "None of the offered subprotocols is known here: " + offered.join(", ") + ".");
    }
    return *chosen;
}

//! §1.5: connect() or the mount may answer a reason in its own way.
Rejection refusal(const SocketMount &mount, const ConnectDenied &denied)
{
    if (denied.isCrash)
        return reject(500, denied.detail, "Internal Server Error");
    const ConnectRefused &refused = denied.refused;
    if (refused.status != 0)
        return reject(refused.status, denied.detail, refused.body);
    const auto answer = mount.errorAnswers.constFind(refused.reason);
    if (!refused.reason.isEmpty() && answer != mount.errorAnswers.cend())
        return reject(answer->first, denied.detail, answer->second);
    return reject(403, denied.detail);
}

//! What is known of the client before connect() has decided.
struct Offer
{
    QByteArray chosenProtocol {}; //!< to echo; empty: none
    QList<QByteArray> tokens {}; //!< prints of them
    ConnectLine line;
};

//! Steps 9 (its result) and 10 of §1.4.
Decision admit(const SocketMount &mount, const Request &request, protocol::Vsn vsn,
               const Offer &offer, const ConnectDecision &decision)
{
    auto identified = identify(mount, vsn, decision, offer.line);
    if (const auto *denied = std::get_if<ConnectDenied>(&identified))
        return refusal(mount, *denied);
    // 10. Only now the upgrade fields.
    if (const auto problem = websocket::upgradeProblem(request))
        return reject(400, "Not a WebSocket upgrade: " + *problem, *problem);

    Admission admission {.identity = std::move(std::get<SocketIdentity>(identified))};
    admission.identity.tokens = offer.tokens;
    if (!offer.chosenProtocol.isEmpty())
        admission.fields.append({ProtocolField, offer.chosenProtocol});
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

std::variant<Admission, Rejection, PendingAdmission>
handshake(const EndpointConfig &config, const MountTable::Match &match, const Request &request,
          const PeerInfo &peer, const ExpiredTokens &expired)
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
    if (!isOriginAllowed(config, mount, request)) {
        return reject(403,
                      "The origin " + request.field("origin") + " is not allowed by check_origin.");
    }
    // 5. and 6. The token in the subprotocols, then the subprotocols.
    const QJsonObject params = requestParams(request, match.pathParams);
    ConnectInfo info = connectInfo(mount, request, peer, params, tap::TransportKind::WebSocket);
    auto chosen = takeProtocol(mount, request, info);
    if (auto *rejection = std::get_if<Rejection>(&chosen))
        return std::move(*rejection);
    // 8. The serializer; connect() is not asked when it is refused.
    QByteArray detail;
    const auto vsn = requestedVsn(params, detail);
    if (!vsn)
        return reject(403, detail);
    // 9. connect() and id().
    const ConnectLine line(mount, tap::TransportKind::WebSocket, *vsn, params);
    ConnectResult result = askConnect(mount, params, info, expired);
    const Offer offer {.chosenProtocol = std::get<QByteArray>(chosen),
                       .tokens = tokenPrints(params, info.authToken),
                       .line = line};
    const auto decide = [&mount, request, vsn = *vsn, offer](const ConnectDecision &decision) {
        return admit(mount, request, vsn, offer, decision);
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
