// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/transport.h"

#include <QObject>
#include <QWebSocket>

#include <memory>

namespace phx::client {

//! \brief QWebSocket with the deadlines that it lacks (RFC 6455).
//!
//! A handshake that fails, is refused or is not answered in time is aborted at the first error,
//! since QWebSocket would stay connecting; so is a response head without end. A failed one tells of
//! the error and then of a close 1006, as browsers do.
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
    void open();
    void handleConnected();
    void handleError();
    void handleDisconnected();
    void fail(const TransportError &error);
    //! Aborts, and tells of the end in the next turn of the event loop, or now.
    enum class When { Now, Later };
    void end(const CloseEvent &event, When when);
    void finish(const CloseEvent &event);
    [[nodiscard]] CloseEvent receivedClose() const;

    TransportRequest m_request;
    std::unique_ptr<QWebSocket> m_socket;
    State m_state = State::Connecting;
    CloseEvent m_ownClose; //!< what we closed with
    bool m_hasCloseFrame = false; //!< one came, or was sent
    Timeout m_deadline; //!< of the handshake, then of the close
};

} // namespace phx::client
