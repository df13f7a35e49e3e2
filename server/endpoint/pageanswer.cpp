// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/pageanswer.h"

#include "server/endpoint/handshake.h"

#include <QHostAddress>

namespace phx::server {

namespace {

//! Pages are ours alone: nothing from elsewhere is loaded, nobody may frame them.
const QList<std::pair<QByteArray, QByteArray>> PageFields {
    {"content-security-policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"cache-control", "no-cache"},
};

} // namespace

bool isHostAllowed(const EndpointConfig &config, const http::Request &request)
{
    if (!config.address.isLoopback())
        return true;
    QByteArray host = request.field("host").toLower();
    const qsizetype colon = host.lastIndexOf(':');
    if (colon > host.lastIndexOf(']'))
        host.truncate(colon);
    if (host.isEmpty() || host == "localhost" || host.endsWith(".localhost")
        || host == config.urlHost.toLower())
        return true;
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.mid(1, host.size() - 2);
    const QHostAddress literal(QString::fromLatin1(host));
    return literal.isLoopback() || config.allowedHosts.contains(host);
}

http::Response pageAnswer(const EndpointConfig &config, const http::Request &request)
{
    const auto page = config.pages.constFind(request.path);
    if (page == config.pages.cend())
        return plainResponse(404, "not found");
    if (request.method != "GET" && request.method != "HEAD") {
        http::Response refused = plainResponse(405, "method not allowed");
        refused.fields.append(std::pair<QByteArray, QByteArray>("allow", "GET, HEAD"));
        return refused;
    }
    http::Response response {200, PageFields, page->body};
    response.fields.prepend({"content-type", page->contentType});
    response.headOnly = request.method == "HEAD";
    return response;
}

} // namespace phx::server
