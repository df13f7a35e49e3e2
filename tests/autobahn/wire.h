// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace phx::autobahn {

//! \brief A connection to an echo peer, after the handshake: bytes there, bytes back.
class Wire
{
public:
    virtual ~Wire() = default;

    //! A new connection. \return false if there is none
    virtual bool open() = 0;
    virtual void send(QByteArrayView bytes) = 0;
    //! What has come since the last call; waits for something up to the wire's own deadline.
    //! Empty: nothing came in time, or the connection has ended.
    virtual QByteArray receive() = 0;
    //! As receive(), but only what is already there.
    virtual QByteArray receiveNow() = 0;
    //! The peer ended the connection and all bytes of it were received.
    virtual bool hasEnded() = 0;
};

} // namespace phx::autobahn
