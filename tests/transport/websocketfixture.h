// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/listener.h"
#include "tests/transport/fakehandler.h"
#include "tests/transport/rawclient.h"

namespace phx::test {

//! A listener, one client behind its handshake, and what the server's side of it was told.
struct WebSocketFixture
{
    explicit WebSocketFixture(const server::ConnectionLimits &limits = {});

    //! Connects and upgrades. \param behind bytes in the same segment as the handshake
    //! \return false if that did not happen in time
    [[nodiscard]] bool open(const QByteArray &behind = {});
    [[nodiscard]] RecordingListener &peer() { return *handler.listeners.front(); }
    [[nodiscard]] server::Transport &transport() { return *peer().transport; }
    //! The one CloseInfo there must be, once it is there.
    [[nodiscard]] bool isClosed() const;
    [[nodiscard]] server::CloseInfo closeInfo() const;

    FakeHandler handler;
    server::Listener listener;
    std::unique_ptr<RawClient> client;
};

} // namespace phx::test
