// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/capture.h"
#include "app/handpresences.h"
#include "server/endpoint/endpointthread.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <vector>

namespace phx::app {

//! \brief The server and its capture together: what the window, the terminal and the control API
//! share.
//!
//! Threads: lives in the thread that made it (GUI or main). Ownership: both parts by value.
class Hosting : public QObject
{
    Q_OBJECT

public:
    //! \param config what to host; \param capturePath empty for a temporary capture
    Hosting(server::EndpointConfig config, const QString &capturePath, QObject *parent = nullptr);

    //! Starts the capture. \return an error sentence, or empty. The endpoint is started by
    //! startServer().
    [[nodiscard]] QString open();

    //! The workspace file that is open; empty: none. Saved messages are kept in it.
    void setWorkspacePath(const QString &path) { m_workspacePath = path; }
    [[nodiscard]] const QString &workspacePath() const { return m_workspacePath; }

    void startServer();
    void stopServer();
    //! Other code behind the mounts that have `old`, now and at later starts.
    void replaceHandler(const std::shared_ptr<const server::SocketHandler> &old,
                        const std::shared_ptr<const server::SocketHandler> &now);

    //! Records what this tap sees, too: of somebody who is no part of the server.
    void addTap(std::shared_ptr<tap::Tap> tap);

    [[nodiscard]] server::EndpointThread &endpoint() { return m_endpoint; }
    [[nodiscard]] const server::EndpointThread &endpoint() const { return m_endpoint; }
    [[nodiscard]] HandPresences &presences() { return m_presences; }
    [[nodiscard]] Capture &capture() { return m_capture; }
    [[nodiscard]] const Capture &capture() const { return m_capture; }
    [[nodiscard]] const server::EndpointConfig &config() const { return m_config; }
    //! "ws://127.0.0.1:4000/socket/websocket" (wss: under TLS) of the first mount; empty while it
    //! does not listen.
    [[nodiscard]] QString webSocketUrl() const;
    //! "ws://127.0.0.1:4000/socket", as clients want it: without the name of a transport; empty
    //! while it does not listen.
    [[nodiscard]] QString socketUrl() const;
    //! Whether this address leads to the server here. Only while it listens.
    [[nodiscard]] bool isOwn(const QUrl &url) const;
    //! "http://127.0.0.1:4000/", or https; empty while it does not listen.
    [[nodiscard]] QString pageUrl() const;

private:
    void updateTaps();
    [[nodiscard]] const server::SocketMount *firstMount() const;

    server::EndpointConfig m_config;
    QString m_workspacePath;
    std::vector<std::shared_ptr<tap::Tap>> m_addedTaps; //!< shared with those who record
    Capture m_capture;
    server::EndpointThread m_endpoint;
    HandPresences m_presences {m_endpoint};
};

} // namespace phx::app
