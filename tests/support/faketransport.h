// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/transport/transport.h"

#include <QByteArrayList>
#include <QList>

#include <optional>

namespace phx::test {

//! A transport that records what it is asked to carry. Its peer is the test.
class FakeTransport : public server::Transport
{
public:
    explicit FakeTransport(quint64 connection = 1)
        : m_connection(connection)
    { }

    [[nodiscard]] tap::TransportKind kind() const override { return tap::TransportKind::WebSocket; }
    [[nodiscard]] quint64 connectionId() const override { return m_connection; }
    void send(const protocol::Frame &frame) override { frames.append(frame); }
    void close(protocol::CloseCode code) override { closeWith(quint16(code), {}); }
    void closeWith(quint16 code, const QByteArray &reason) override
    {
        closeCode = code;
        closeReason = reason;
    }
    void cut(Cut how) override { wasCut = how; }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void setReadingPaused(bool paused) override
    {
        isPaused = paused;
        while (!isPaused && !m_held.isEmpty())
            m_listener->handleFrame(m_held.takeFirst());
    }

    //! What the peer sends.
    void receive(const QByteArray &text) { receive({protocol::Opcode::Text, text}); }
    void receiveBinary(const QByteArray &bytes) { receive({protocol::Opcode::Binary, bytes}); }
    //! The connection ends.
    void end(const server::CloseInfo &info = {.code = 1006, .byPeer = true}) const
    {
        m_listener->handleClosed(info);
    }
    //! The frames since the last call, as text or "hex:…".
    QByteArrayList take()
    {
        QByteArrayList texts;
        for (const protocol::Frame &frame : std::as_const(frames))
            texts.append(frame.opcode == protocol::Opcode::Text ? frame.bytes
                                                                : "hex:" + frame.bytes.toHex());
        frames.clear();
        return texts;
    }

    QList<protocol::Frame> frames;
    quint16 closeCode = 0;
    QByteArray closeReason;
    std::optional<Cut> wasCut;
    bool isPaused = false;

private:
    void receive(const protocol::Frame &frame)
    {
        if (isPaused)
            m_held.append(frame);
        else
            m_listener->handleFrame(frame);
    }

    QList<protocol::Frame> m_held; //!< came while reading was paused
    quint64 m_connection = 1;
};

} // namespace phx::test
