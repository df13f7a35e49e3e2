// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "server/script/scriptsocket.h"
#include "tests/support/wireclient.h"

#include <QTemporaryDir>

#include <optional>

namespace phx::test {

//! \brief An endpoint whose socket is a script in a folder of its own, on a free port.
class ScriptFixture
{
public:
    //! Generous where a busy machine could be slow; a callback may use 300 ms.
    ScriptFixture();
    ~ScriptFixture();

    //! A file of the workspace folder.
    void write(const QString &name, const QByteArray &text) const;
    //! The same, executable. \return its path
    [[nodiscard]] QString writeProgram(const QByteArray &text) const;
    //! A file of the workspace folder; empty if there is none.
    [[nodiscard]] QByteArray read(const QString &name) const;
    //! user_socket.mjs with one route for room:* to room.mjs, and room.mjs with that handleIn.
    void writeRoom(const QByteArray &handleIn) const;
    //! Listens. \return false if it cannot
    bool start(int threads = 1);

    //! Connected and joined to room:a with the refs "1", or null if the join was not answered ok.
    [[nodiscard]] std::unique_ptr<WireClient> joined(const QByteArray &query = {}) const;
    [[nodiscard]] quint16 port() const { return m_endpoint.status().port; }
    //! The details of all rows of that kind so far, one a line.
    QByteArray details(tap::EventKind kind);

    server::ScriptSettings settings;
    std::optional<server::LogLevel> log; //!< of the mount

private:
    QTemporaryDir m_folder;
    server::EndpointThread m_endpoint;
    std::vector<tap::TapEvent> m_events;
};

} // namespace phx::test
