// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/listener.h"
#include "server/transport/requesthandler.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace phx::autobahn {

//! \brief Echoes every message, on the product's own Listener and Transport, in a thread of its
//! own.
class EchoServer
{
public:
    EchoServer();
    ~EchoServer();
    EchoServer(const EchoServer &) = delete;
    EchoServer &operator=(const EchoServer &) = delete;

    //! On loopback; 0 if it could not listen.
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    class Handler;

    QThread m_thread;
    QObject *m_worker = nullptr; //!< lives in m_thread and dies with it; what runs there is its
    std::unique_ptr<Handler> m_handler;
    quint16 m_port = 0;
};

} // namespace phx::autobahn
