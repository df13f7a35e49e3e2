// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/mounttable.h"

#include "server/http/query.h"

namespace phx::server {

namespace {

std::optional<QJsonObject> match(const QList<QByteArray> &pattern,
                                 const QList<QByteArray> &segments)
{
    if (pattern.size() != segments.size())
        return std::nullopt;
    QJsonObject params;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QByteArray &part = pattern.at(i);
        if (!part.startsWith(':')) {
            if (part != segments.at(i))
                return std::nullopt;
            continue;
        }
        if (!part.startsWith(":_"))
            params.insert(QString::fromUtf8(part.mid(1)), QString::fromUtf8(segments.at(i)));
    }
    return params;
}

} // namespace

MountTable::MountTable(const QList<SocketMount> &mounts)
{
    for (const SocketMount &mount : mounts) {
        if (mount.webSocket.enabled)
            m_webSockets.push_back(
                {http::pathSegments(mount.path) + http::pathSegments(mount.webSocket.path),
                 &mount});
        if (mount.longPoll.enabled)
            m_longPolls.push_back(
                {http::pathSegments(mount.path) + http::pathSegments(mount.longPoll.path), &mount});
    }
}

std::optional<MountTable::Match> MountTable::findWebSocket(const QList<QByteArray> &segments) const
{
    return find(m_webSockets, segments);
}

std::optional<MountTable::Match> MountTable::findLongPoll(const QList<QByteArray> &segments) const
{
    return find(m_longPolls, segments);
}

std::optional<MountTable::Match> MountTable::find(const std::vector<Route> &routes,
                                                  const QList<QByteArray> &segments)
{
    for (const Route &route : routes) {
        if (const auto params = match(route.segments, segments))
            return Match {route.mount, *params};
    }
    return std::nullopt;
}

} // namespace phx::server
