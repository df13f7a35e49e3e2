// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/transport.h"
#include "server/http/responseparser.h"
#include "server/websocket/clienthandshake.h"
#include "server/websocket/framereader.h"

#include <QObject>
#include <QTcpSocket>

#include <memory>
#include <optional>

namespace phx::client {

struct WebSocketUrl;

//! \brief A WebSocket over TCP or TLS (RFC 6455), as strict as a browser's and bounded everywhere.
//!
//! A handshake that fails, is refused or is not answered in time ends the connection at the first
//! error, and tells of that and then of a close 1006, as browsers do. Of a server that breaks the
//! protocol the close has the code that it was told (1002, 1007, 1009), and is not clean. After a
//! close frame of either side the server is to end TCP; it is given NetworkOptions::closeTimeout.
//! Frames of one turn of the event loop leave together. Of pings only the newest is answered while
//! the output does not flow.
class WebSocketTransport final : public QObject, public Transport
{
    Q_OBJECT

public:
    //! Of the subprotocol that carries the token (protocol.md §5.2).
    inline static const QByteArray TokenPrefix = "base64url.bearer.phx.";

    explicit WebSocketTransport(TransportRequest request);
    ~WebSocketTransport() override;

    [[nodiscard]] TransportKind kind() const override { return TransportKind::WebSocket; }
    [[nodiscard]] State state() const override { return m_state; }
    void send(const protocol::Frame &frame) override;
    void close(quint16 code, const QByteArray &reason) override;
    void cut() override;
    [[nodiscard]] qint64 bufferedBytes() const override;

private:
    //! Until the server's answer is whole.
    struct Opening
    {
        websocket::ClientHandshake request;
        http::ResponseParser parser {};
        QString certificateProblem {};
    };

    void open();
    [[nodiscard]] websocket::HandshakeWish wish(const WebSocketUrl &url) const;
    void connectTo(const WebSocketUrl &url);
    std::unique_ptr<QTcpSocket> makeTlsSocket();
    void handleConnected();
    void handleReadable();
    void take(QByteArrayView bytes);
    //! \return what follows the head
    QByteArrayView takeAnswer(QByteArrayView bytes);
    void handleEvent(const websocket::ReaderEvent &event);
    void handlePing(const QByteArray &payload);
    void handlePeerClose(const websocket::ReaderEvent &event);
    void handleFailure(const websocket::ReaderEvent &event);
    void handleWritten();
    //! TCP has ended, or never began.
    void handleGone();
    void handleLate();

    //! To append to: leaves at the end of this turn of the event loop.
    QByteArray &outgoing();
    void flush();
    void startClosing(quint16 code, const QByteArray &reason);
    //! \param sentence goes on after the server's name
    void refuse(TransportError::Cause cause, const QString &sentence, int status = 0);
    void refuseGone();
    void fail(const TransportError &error);
    //! Aborts, and tells of the end in the next turn of the event loop.
    void endLater();
    void finish(const CloseEvent &event);
    void drop();

    TransportRequest m_request;
    QByteArray m_authority; //!< of the server, for sentences
    std::unique_ptr<Opening> m_opening;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<websocket::FrameReader> m_reader; //!< while frames of the server count
    QByteArray m_out; //!< sent in this turn, as browsers' bufferedAmount counts it
    std::optional<QByteArray> m_pendingPong; //!< of the newest ping
    CloseEvent m_end; //!< what to tell when TCP ends
    Timeout m_deadline; //!< of the handshake, then of the close
    State m_state = State::Connecting;
};

} // namespace phx::client
