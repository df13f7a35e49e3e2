// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/socketconnect.h"

#include "server/channel/logcategories.h"
#include "server/channel/phoenixlog.h"
#include "server/http/query.h"
#include "server/protocol/vsn.h"

#include <QRegularExpression>

namespace phx::server {

using http::Request;

namespace {

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

QList<std::pair<QByteArray, QByteArray>> fieldsNamed(const Request &request,
                                                     const QList<QByteArray> &names)
{
    QList<std::pair<QByteArray, QByteArray>> found;
    for (const auto &field : request.fields) {
        if (names.contains(field.first))
            found.append(field);
    }
    return found;
}

RequestHost requestHost(const EndpointConfig &config, const Request &request)
{
    RequestHost host;
    if (config.tls)
        host = {.scheme = "https", .port = 443};
    host.host = request.field("host");
    const qsizetype colon = host.host.lastIndexOf(':');
    if (colon > host.host.lastIndexOf(']')) {
        host.port = host.host.mid(colon + 1).toUShort();
        host.host.truncate(colon);
    }
    return host;
}

void logWrongVersion(const QJsonValue &value)
{
    static const QRegularExpression version(QRegularExpression::anchoredPattern(
        QStringLiteral("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)([-+].+)?")));
    const bool isVersion = value.isString() && version.match(value.toString()).hasMatch();
    const QString shown = phoenixlog::inspect(value);
    phoenixlog::write(LogLevel::Warning,
                      isVersion
                          ? QStringLiteral("The client's requested transport version %1 does not "
                                           "match server's version requirements of "
                                           "[\"~> 1.0.0\", \"~> 2.0.0\"]")
                                .arg(shown)
                          : QStringLiteral("Client sent invalid transport version %1").arg(shown));
}

} // namespace

std::optional<protocol::Vsn> requestedVsn(const QJsonObject &params, QByteArray &detail)
{
    const QJsonValue value = params.value(QLatin1String("vsn"));
    if (value.isUndefined())
        return protocol::Vsn::V1;
    const auto vsn =
        value.isString() ? protocol::negotiateVsn(value.toString().toUtf8()) : std::nullopt;
    if (!vsn) {
        logWrongVersion(value);
        detail = "The vsn parameter is \""
            + (value.isString() ? value.toString().toUtf8() : QByteArray("a list or map"))
            + "\"; this server speaks 1.0.x and 2.0.x, written in full (2.0.0).";
    }
    return vsn;
}

QJsonObject requestParams(const Request &request, const QJsonObject &pathParams)
{
    QJsonObject params = http::decodeQuery(request.query);
    for (auto it = pathParams.constBegin(); it != pathParams.constEnd(); ++it)
        params.insert(it.key(), it.value());
    return params;
}

bool isOriginAllowed(const EndpointConfig &config, const SocketMount &mount, const Request &request)
{
    const QByteArray origin = request.field("origin");
    if (isOriginAllowed(mount.checkOrigin.value_or(config.checkOrigin), origin, config.urlHost,
                        requestHost(config, request)))
        return true;
    phoenixlog::write(LogLevel::Error,
                      QStringLiteral("Could not check origin for Phoenix.Socket transport.\n"
                                     "Origin of the request: %1")
                          .arg(phoenixlog::quoted(origin)));
    return false;
}

ConnectInfo connectInfo(const SocketMount &mount, const Request &request, const PeerInfo &peer,
                        const QJsonObject &params, tap::TransportKind transport)
{
    const ConnectInfoKeys &keys = mount.connectInfo;
    ConnectInfo info;
    info.transport = transport;
    if (keys.peerData) {
        info.peerAddress = peer.address;
        info.peerPort = peer.port;
    }
    if (keys.userAgent)
        info.userAgent = request.field("user-agent");
    if (keys.xHeaders)
        info.xHeaders = fieldsStartingWith(request, "x-");
    if (keys.secWebsocketHeaders)
        info.secWebsocketHeaders = fieldsStartingWith(request, "sec-websocket-");
    if (keys.traceContextHeaders)
        info.traceContextHeaders = fieldsNamed(request, {"traceparent", "tracestate"});
    if (keys.uri)
        info.uri = QByteArray(peer.isTls ? "https" : "http") + "://" + request.field("host")
            + request.target;
    if (keys.session) {
        const QString token = params.value(QLatin1String("_csrf_token")).toString();
        info.session = keys.session->read(request, token.toUtf8());
    }
    info.custom = keys.custom;
    return info;
}

ConnectResult askConnect(const SocketMount &mount, const QJsonObject &params,
                         const ConnectInfo &info, const ExpiredTokens &expired)
{
    if (expired.hasAny(tokenPrints(params, info.authToken)))
        return ConnectRefused {.reason = "expired"};
    return mount.handler->connect(params, info);
}

ConnectLine::ConnectLine(const SocketMount &mount, tap::TransportKind transport, protocol::Vsn vsn,
                         const QJsonObject &params)
    : m_level(mount.log)
    , m_transport(transport)
    , m_vsn(vsn)
    , m_params(params)
    , m_name(mount.handler->name())
    , m_started(std::chrono::steady_clock::now())
{ }

void ConnectLine::write(bool isAccepted, const std::optional<LogLevel> &level) const
{
    const LogLevel decided = m_level ? *m_level : level.value_or(LogLevel::Info);
    if (!phoenixlog::isEnabled(decided))
        return;
    const QString rest =
        QStringLiteral("\n  Transport: :%1\n  Serializer: Phoenix.Socket.V%2.JSONSerializer\n"
                       "  Parameters: %3")
            .arg(m_transport == tap::TransportKind::LongPoll ? QStringLiteral("longpoll")
                                                             : QStringLiteral("websocket"))
            .arg(int(m_vsn))
            .arg(phoenixlog::inspect(m_params));
    phoenixlog::write(
        decided,
        (isAccepted ? QStringLiteral("CONNECTED TO ") : QStringLiteral("REFUSED CONNECTION TO "))
            + m_name + QStringLiteral(" in ")
            + phoenixlog::duration(std::chrono::steady_clock::now() - m_started) + rest);
}

std::variant<SocketIdentity, ConnectDenied> identify(const SocketMount &mount, protocol::Vsn vsn,
                                                     const ConnectDecision &decision,
                                                     const ConnectLine &line)
{
    if (const auto *refused = std::get_if<ConnectRefused>(&decision)) {
        line.write(false, refused->log);
        return ConnectDenied {
            .detail = "connect refused the client"
                + (refused->reason.isEmpty() ? QByteArray(".") : " (" + refused->reason + ")."),
            .refused = *refused};
    }
    if (const auto *crashed = std::get_if<ConnectCrashed>(&decision)) {
        qCWarning(endpointLog).noquote()
            << "connect crashed:" << phoenixlog::reason(crashed->reason);
        return ConnectDenied {.detail = "connect crashed: " + crashed->reason.toUtf8(),
                              .isCrash = true};
    }
    const auto &connected = std::get<ConnectOk>(decision);
    line.write(true, connected.log);
    SocketIdentity identity;
    identity.handler = mount.handler;
    identity.serializer = &protocol::Serializer::forVsn(vsn, mount.dialect);
    identity.assigns = connected.assigns;
    identity.id = connected.id ? connected.id : mount.handler->id(identity.assigns);
    identity.routes = connected.routes;
    identity.maxChannels = mount.maxChannels;
    return identity;
}

} // namespace phx::server
