// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/requesthandler.h"
#include "server/transport/transport.h"
#include "server/websocket/deflate.h"
#include "server/websocket/framereader.h"

#include <memory>
#include <optional>
#include <vector>

namespace phx::server {

class Connection;
struct TransportContext;

//! \brief The WebSocket of one connection (RFC 6455), with the close codes of Phoenix on Bandit
//! (protocol.md §1.11).
//!
//! Frames are gathered and leave together in the turn of the event loop in which they were sent.
//! Every ping is answered while the output flows; once it is backed up only the newest is.
//! A peer that reads nothing is not read either, and cut when its queue is full or stands still.
//! handleClosed() always comes from the event loop, never from inside a call of the listener (but
//! from the destructor if the Listener ends first). Sent frames go as permessage-deflate if agreed.
//! Threads: the connection's. Ownership: the Connection owns it.
class WebSocketTransport final : public Transport
{
public:
    WebSocketTransport(Connection &connection, const Upgrade &how, TransportContext &context);
    ~WebSocketTransport() override;
    Q_DISABLE_COPY_MOVE(WebSocketTransport)

    [[nodiscard]] tap::TransportKind kind() const override;
    [[nodiscard]] quint64 connectionId() const override;
    void send(const protocol::Frame &frame) override;
    void sendShared(const SharedFrame &shared) override;
    void close(protocol::CloseCode code) override;
    void closeWith(quint16 code, const QByteArray &reason) override;
    void cut(Cut how) override;
    [[nodiscard]] qsizetype queuedBytes() const override;
    void setReadingPaused(bool paused) override;

    // For the Connection.
    void handleBytes(QByteArrayView bytes);
    //! Bytes have left, or will never.
    void handleFlushed();
    //! TCP has ended without a close frame.
    void handleGone(const QByteArray &detail);
    void cutSlowConsumer();
    //! \return in Deadlines' clock; 0: none
    [[nodiscard]] qint64 nextDeadline() const;
    void handleDeadline(qint64 now);

private:
    enum class Phase : quint8 {
        Open,
        Closing, //!< our close frame is queued, the peer's has not come
        Closed //!< handleClosed() is under way or done
    };

    //! \return false if the peer was cut because too much waits for it
    bool makeRoom(qsizetype bytes);
    void leaveSoon();
    void processEvents();
    void handleEvent(const websocket::ReaderEvent &event);
    void handlePing(const QByteArray &payload);
    void handlePeerClose(const websocket::ReaderEvent &event);
    void fail(quint16 code, const QByteArray &detail);
    void setClosed(const CloseInfo &info);
    void deliverClosed();
    void applyReading();
    [[nodiscard]] bool isHeld() const { return m_paused && m_phase == Phase::Open; }

    Connection &m_connection;
    TransportContext &m_context;
    websocket::FrameReader m_reader;
    std::unique_ptr<websocket::Deflater> m_deflater;
    std::vector<websocket::ReaderEvent> m_events; //!< read, not yet told
    std::size_t m_nextEvent = 0;
    std::optional<QByteArray> m_pendingPong; //!< of the newest ping
    CloseInfo m_info;
    qint64 m_idleMs = 0;
    qint64 m_receivedAt = 0;
    qint64 m_messageAt = 0; //!< when the unfinished message began; 0: none
    qint64 m_closeAt = 0; //!< end of the wait for the peer's close
    qint64 m_pingsFrom = 0; //!< the second in which pings are counted
    int m_pings = 0;
    Phase m_phase = Phase::Open;
    bool m_paused = false;
    bool m_isBackedUp = false;
    bool m_isProcessing = false;
};

} // namespace phx::server
