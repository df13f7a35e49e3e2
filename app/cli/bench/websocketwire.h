// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/bench/wireprotocol.h"

namespace phx::app::bench {

//! \brief A protocol of text frames over WebSocket.
class WebSocketWire : public WireProtocol
{
public:
    [[nodiscard]] QByteArray opening(int client) const override;
    WireStep feed(WireState &state, QByteArrayView bytes) const override;

protected:
    [[nodiscard]] virtual QByteArray target() const = 0;
    //! The 101 answer is there.
    virtual void handleOpen(WireState &state, WireStep &step) const = 0;
    //! A text frame. \param start its first bytes, at least one if it has any
    virtual void handleFrame(WireState &state, QByteArrayView start, WireStep &step) const = 0;

private:
    static QByteArrayView takeHead(WireState &state, QByteArrayView bytes, WireStep &step);
    QByteArrayView takeFrame(WireState &state, QByteArrayView bytes, WireStep &step) const;
};

std::unique_ptr<WireProtocol> makePhoenixWire();
//! Phoenix, but each publication is answered to the sender alone.
std::unique_ptr<WireProtocol> makePhoenixEchoWire();
//! A server that sends each text to all.
std::unique_ptr<WireProtocol> makeWsWire();
//! Socket.IO 4 over Engine.IO 4, event `message`.
std::unique_ptr<WireProtocol> makeSocketIoWire();

} // namespace phx::app::bench
