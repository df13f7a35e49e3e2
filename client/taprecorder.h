// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/channel.h"
#include "client/transport.h"
#include "server/protocol/serializer.h"
#include "server/tap/tap.h"

#include <memory>

namespace phx::client {

//! \brief Tells a tap what a socket does, in the words of a server's tap: what goes to the server
//! is MessageIn.
//!
//! Without a tap, or while it is off, each call costs a comparison. Threads: the socket's.
class TapRecorder
{
public:
    TapRecorder(std::shared_ptr<tap::Tap> tap, quint64 connection, protocol::Vsn vsn);

    void noteConnecting(const QByteArray &url, TransportKind kind);
    void noteOpened();
    void noteFailed(const TransportError &error) const;
    void noteClosed(const CloseEvent &event);
    void noteChannel(const Channel &channel, Channel::State before) const;
    void noteSent(const protocol::Message &message, const protocol::Frame &frame) const;
    //! A frame made by hand. \param message what a server will read in it
    void noteSentRaw(const Result<protocol::Message, protocol::DecodeError> &message,
                     const protocol::Frame &frame) const;
    void noteReceived(const protocol::ServerMessage &received, const protocol::Frame &frame) const;
    void noteUndecodable(const QString &sentence, const protocol::Frame &frame) const;

private:
    [[nodiscard]] bool isOff() const { return !m_tap || !m_tap->isEnabled(); }
    [[nodiscard]] tap::TapEvent make(tap::EventKind kind) const;
    [[nodiscard]] tap::TapEvent make(tap::EventKind kind, const protocol::Message &message,
                                     const protocol::Frame &frame) const;

    std::shared_ptr<tap::Tap> m_tap; //!< owners: this and whoever drains it
    quint64 m_connection;
    quint8 m_vsn;
    tap::TransportKind m_transport = tap::TransportKind::None;
    QByteArray m_requestLine;
    bool m_isOpen = false; //!< of the connection
};

} // namespace phx::client
