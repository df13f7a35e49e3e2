// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/hosting.h"
#include "app/workspace/objectreader.h"
#include "server/http/request.h"
#include "server/http/response.h"

#include <functional>
#include <optional>

namespace phx::app {

//! \brief What the control API answers to one request: looks at the snapshot, gives commands, waits
//! for nothing.
//!
//! Refuses what a page of a browser could send: any Origin, any Host that is no loopback name.
//! Answers are JSON; errors `{"error":"…"}`: 400 body or fields, 403 who asks, 404 no such path,
//! client or topic, 405 method, 409 not possible now, 503 the server does not run. What a client or
//! topic is, the snapshot says, so it may be one tick (33 ms) late. Threads: that of the Hosting.
class ControlApi
{
public:
    //! \param hosting must outlive this; \param stop called for POST /stop; returns at once
    ControlApi(Hosting &hosting, std::function<void()> stop);

    [[nodiscard]] http::Response answer(const http::Request &request);

    //! `{"error": sentence}` with that status.
    static http::Response refuse(int status, const QString &sentence);

private:
    struct Command;
    using Handler = http::Response (ControlApi::*)(const Command &command);
    struct Route;

    static const std::vector<Route> &routes();

    http::Response state(const Command &command);
    http::Response health(const Command &command);
    http::Response broadcast(const Command &command);
    http::Response push(const Command &command);
    http::Response disconnect(const Command &command);
    http::Response close(const Command &command);
    http::Response cut(const Command &command);
    http::Response crashChannel(const Command &command);
    http::Response closeChannel(const Command &command);
    http::Response trackPresence(const Command &command);
    http::Response updatePresence(const Command &command);
    http::Response untrackPresence(const Command &command);
    http::Response expireToken(const Command &command);
    http::Response restoreTokens(const Command &command);
    http::Response stop(const Command &command);

    http::Response run(const Route &route, const http::Request &request);
    //! 404 unless that client is connected; with a topic: unless it has joined it.
    [[nodiscard]] std::optional<http::Response> missing(quint64 client) const;
    [[nodiscard]] std::optional<http::Response> missing(quint64 client,
                                                        const QByteArray &topic) const;

    Hosting &m_hosting;
    std::function<void()> m_stop;
};

} // namespace phx::app
