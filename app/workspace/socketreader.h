// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"
#include "app/workspace/workspace.h"

#include <QStringList>

#include <optional>

namespace phx::app {

//! \brief Reads one entry of "sockets" of a workspace file, with the options of its transports.
class SocketReader
{
public:
    //! \param handlers names that "handler" may be; \param problem as ObjectReader's
    SocketReader(const QStringList &handlers, std::optional<JsonProblem> &problem)
        : m_handlers(handlers)
        , m_problem(problem)
    { }

    [[nodiscard]] WorkspaceSocket read(const JsonNode &node);

private:
    void readPath(ObjectReader &reader, WorkspaceSocket &socket) const;
    void readHandler(ObjectReader &reader, WorkspaceSocket &socket) const;
    void readWebSocket(const JsonNode &node, WorkspaceSocket &socket);
    void readLongPoll(const JsonNode &node, WorkspaceSocket &socket);
    void readConnectInfo(const JsonNode &node, WorkspaceSocket &socket);
    void readSession(const JsonNode &node, WorkspaceSocket &socket);
    void readCsrfCheck(ObjectReader &reader, WorkspaceSocket &socket) const;
    void readDrainer(const JsonNode &node, WorkspaceSocket &socket);
    [[nodiscard]] QByteArray readSubPath(ObjectReader &reader, const QByteArray &fallback) const;
    void readSubprotocols(ObjectReader &reader, server::WebSocketOptions &options) const;
    void readErrorAnswers(const JsonNode &node, WorkspaceSocket &socket);

    const QStringList &m_handlers;
    std::optional<JsonProblem> &m_problem;
};

} // namespace phx::app
