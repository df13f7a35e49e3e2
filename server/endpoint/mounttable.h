// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointconfig.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>
#include <vector>

namespace phx::server {

//! \brief Which mount and transport a request path belongs to (protocol.md §1.1).
//! A value made once at the start of the endpoint.
class MountTable
{
public:
    struct Match
    {
        const SocketMount *mount = nullptr; //!< within the list given at construction
        QJsonObject
            pathParams {}; //!< variables of the path; those that begin with '_' are left out
    };

    //! \param mounts must outlive the table
    explicit MountTable(const QList<SocketMount> &mounts);

    //! \param segments percent-decoded, empty ones dropped, so "//socket//websocket/" matches
    [[nodiscard]] std::optional<Match> findWebSocket(const QList<QByteArray> &segments) const;
    [[nodiscard]] std::optional<Match> findLongPoll(const QList<QByteArray> &segments) const;

private:
    struct Route
    {
        QList<QByteArray> segments {}; //!< a leading ':' marks a variable
        const SocketMount *mount = nullptr;
    };

    static std::optional<Match> find(const std::vector<Route> &routes,
                                     const QList<QByteArray> &segments);

    std::vector<Route> m_webSockets;
    std::vector<Route> m_longPolls;
};

} // namespace phx::server
