// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/closecode.h"
#include "server/protocol/frame.h"
#include "server/tap/tapevent.h"
#include "server/transport/sharedbytes.h"

#include <QByteArray>

namespace phx::server {

//! How a connection ended, as the socket above is told.
struct CloseInfo
{
    quint16 code = 1006; //!< the close code that the peer saw or sent; 1006: none
    bool byPeer = false; //!< the peer began it
    QByteArray reason {}; //!< text of a close frame, UTF-8; may be empty
    QByteArray detail {}; //!< one English sentence, for the capture
};

//! \brief A frame for many transports: what they need of it is made once and shared.
struct SharedFrame
{
    protocol::Frame frame {};
    SharedBytes webSocketBytes {}; //!< the frame as it travels uncompressed, header and payload
};

//! \brief What a Transport tells the socket above it. Same thread, called from the event loop.
class TransportListener
{
public:
    virtual ~TransportListener() = default;
    virtual void handleFrame(const protocol::Frame &frame) = 0;
    //! Called exactly once; the transport is deleted some time after it returns.
    virtual void handleClosed(const CloseInfo &info) = 0;
};

//! \brief Carries Frames over one connection; knows no topics.
//!
//! Threads: lives in one server thread. Ownership: the listener's Connection owns it.
class Transport
{
public:
    virtual ~Transport() = default;

    [[nodiscard]] virtual tap::TransportKind kind() const = 0;
    [[nodiscard]] virtual quint64 connectionId() const = 0;

    void setListener(TransportListener *listener) { m_listener = listener; }

    //! Queues a frame; it leaves in this turn of the event loop. Ignored after close().
    virtual void send(const protocol::Frame &frame) = 0;
    //! send() of a frame that others get, too.
    virtual void sendShared(const SharedFrame &shared) { send(shared.frame); }
    //! Starts an orderly close: what is queued, then the close frame; then handleClosed() follows.
    virtual void close(protocol::CloseCode code) = 0;
    //! Orderly close with any code and reason (for fault tools). reason: at most 123 bytes.
    virtual void closeWith(quint16 code, const QByteArray &reason) = 0;
    //! Ends TCP now, without a close frame: the peer sees 1006. \param reset send RST instead of
    //! FIN
    enum class Cut { Fin, Reset };
    virtual void cut(Cut how) = 0;
    //! Bytes waiting for the peer to read.
    [[nodiscard]] virtual qsizetype queuedBytes() const = 0;
    //! Hold (true) or continue reading from the peer: a join in progress, or back-pressure. No
    //! handleFrame() comes while it is held.
    virtual void setReadingPaused(bool paused) = 0;

protected:
    TransportListener *m_listener = nullptr;
};

} // namespace phx::server
