// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"
#include "app/workspace/workspace.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace phx::app {

//! \brief Reads a workspace file, all or nothing.
//!
//! Every error is one line `FILE:LINE:COLUMN: sentence` that names the key and what is allowed.
//! Known but not yet supported parts (faults, …) are refused by name.
class WorkspaceReader
{
public:
    //! \return the error line if the file cannot be read, is longer than 16 MiB or is no workspace.
    //! Refuses anything but regular files, so that it cannot hang on a pipe.
    static Result<Workspace, QString> load(const QString &path);
    //! \param fileName as error lines name it
    static Result<Workspace, QString> read(const QByteArray &text, const QString &fileName);

private:
    explicit WorkspaceReader(const QByteArray &source)
        : m_source(source)
    { }

    void readRoot(const JsonNode &root);
    void readEndpoint(const JsonNode &node);
    void readTls(const JsonNode &node);
    void readHandlers(const JsonNode &node);
    void readHandler(const JsonMember &member);
    void checkScript(ObjectReader &reader, const JsonNode &script, const QString &path);
    void readChannel(const JsonNode &node, WorkspaceHandler &handler);
    void readSocket(const JsonNode &node);
    void refuseContent(ObjectReader &reader, const QString &key, const QString &what);
    void checkMountedTwice(const JsonPosition &position);

    void fail(const JsonPosition &position, const QString &sentence);

    void readConnect(const JsonNode &node, WorkspaceHandler &handler);

    const QByteArray &m_source;
    Workspace m_workspace;
    std::optional<JsonProblem> m_problem;
};

} // namespace phx::app
