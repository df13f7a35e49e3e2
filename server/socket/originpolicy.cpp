// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/socket/originpolicy.h"

#include <optional>

namespace phx::server {

namespace {

int defaultPort(const QByteArray &scheme)
{
    if (scheme == "http" || scheme == "ws")
        return 80;
    if (scheme == "https" || scheme == "wss")
        return 443;
    return 0;
}

//! scheme://host:port/path, or //host:port/path. nullopt: userinfo or an unusable port.
std::optional<Origin> parse(const QByteArray &text)
{
    Origin parsed;
    const qsizetype slashes = text.indexOf("//");
    if (slashes < 0)
        return parsed;
    if (slashes > 0) {
        if (text.at(slashes - 1) != ':')
            return parsed;
        parsed.scheme = text.first(slashes - 1).toLower();
    }
    QByteArray authority = text.mid(slashes + 2);
    for (qsizetype i = 0; i < authority.size(); ++i) {
        if (authority.at(i) == '/' || authority.at(i) == '?' || authority.at(i) == '#') {
            authority.truncate(i);
            break;
        }
    }
    if (authority.contains('@'))
        return std::nullopt;
    const qsizetype colon =
        authority.startsWith('[') ? authority.indexOf("]:") + 1 : authority.lastIndexOf(':');
    const bool hasPort = colon > 0 && colon < authority.size() && authority.at(colon) == ':';
    parsed.host = hasPort ? authority.first(colon) : authority;
    parsed.port = defaultPort(parsed.scheme);
    if (hasPort && colon + 1 < authority.size()) {
        bool isNumber = false;
        parsed.port = authority.mid(colon + 1).toInt(&isNumber);
        if (!isNumber || parsed.port < 1 || parsed.port > 65535)
            return std::nullopt;
    }
    return parsed;
}

bool hostMatches(const QByteArray &entry, const QByteArray &host)
{
    // transport.ex: "*.ex.com" matches ex.com itself and any depth of subdomain.
    if (entry.startsWith("*."))
        return host == entry.mid(2) || host.endsWith(entry.mid(1));
    return host == entry;
}

bool entryMatches(const QByteArray &entryText, const Origin &origin)
{
    const std::optional<Origin> entry = parse(entryText);
    if (!entry || entry->host.isEmpty())
        return false;
    return (entry->scheme.isEmpty() || entry->scheme == origin.scheme)
        && (entry->port == 0 || entry->port == origin.port)
        && hostMatches(entry->host, origin.host);
}

} // namespace

bool isOriginAllowed(const OriginPolicy &policy, const QByteArray &origin,
                     const QByteArray &urlHost, const RequestHost &request)
{
    if (origin.isNull() || policy.mode == OriginPolicy::Mode::Any)
        return true;
    const std::optional<Origin> parsed = parse(origin);
    if (parsed && policy.mode == OriginPolicy::Mode::Function)
        return policy.allows && policy.allows(*parsed);
    if (!parsed || parsed->host.isEmpty())
        return false;
    switch (policy.mode) {
    case OriginPolicy::Mode::Any:
    case OriginPolicy::Mode::Function:
        break; // decided above
    case OriginPolicy::Mode::UrlHost:
        return parsed->host == urlHost;
    case OriginPolicy::Mode::SameHost:
        return parsed->scheme == request.scheme && parsed->host == request.host
            && parsed->port == request.port;
    case OriginPolicy::Mode::List:
        return std::any_of(policy.entries.cbegin(), policy.entries.cend(),
                           [&](const QByteArray &entry) { return entryMatches(entry, *parsed); });
    }
    return false;
}

QString originEntryProblem(const QByteArray &entry)
{
    const std::optional<Origin> parsed = parse(entry);
    if (parsed && !parsed->host.isEmpty())
        return {};
    return QStringLiteral("the origin \"%1\" has no host; write it as \"//%1\" or with a scheme")
        .arg(QString::fromUtf8(entry));
}

} // namespace phx::server
