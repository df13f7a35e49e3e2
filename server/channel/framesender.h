// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/serializer.h"
#include "server/tap/tap.h"
#include "server/transport/transport.h"

#include <optional>

namespace phx::server {

//! \brief Encodes what one client gets, shows it to the tap and hands it to the transport.
//! Threads: the server thread of the connection. Ownership: shared by the Socket and its channels,
//! which may outlive it; the parts are not owned.
class FrameSender
{
public:
    FrameSender(Transport &transport, const protocol::Serializer &serializer, tap::Tap *tap)
        : m_transport(transport)
        , m_serializer(serializer)
        , m_tap(tap)
        , m_connection(transport.connectionId())
        , m_kind(transport.kind())
    { }

    //! \return why it cannot be encoded; nothing was sent then. After stop() nothing is sent at
    //! all.
    std::optional<protocol::EncodeError> send(const protocol::Message &push);
    std::optional<protocol::EncodeError> send(const protocol::Reply &reply);
    //! Any bytes, a message or not: what a person composed to see what a client does.
    void sendRaw(const protocol::Frame &frame);
    //! The connection is closing: what comes now would neither leave nor belong into the capture.
    void stop() { m_isStopped = true; }

    //! Not after stop(): it may be gone.
    [[nodiscard]] Transport &transport() const { return m_transport; }
    [[nodiscard]] quint64 connectionId() const { return m_connection; }
    [[nodiscard]] const protocol::Serializer &serializer() const { return m_serializer; }
    //! Null or off: nothing is observed.
    [[nodiscard]] tap::Tap *tap() const { return m_tap; }
    //! An event of this connection with its common fields filled, or nullopt if nobody observes.
    [[nodiscard]] std::optional<tap::TapEvent> observation(tap::EventKind kind) const;

private:
    void observe(const protocol::Frame &frame, tap::TapEvent &&event,
                 const protocol::Payload &payload) const;
    void observeRaw(const protocol::Frame &frame, tap::TapEvent &&event) const;

    Transport &m_transport;
    const protocol::Serializer &m_serializer;
    tap::Tap *m_tap = nullptr;
    quint64 m_connection = 0;
    tap::TransportKind m_kind = tap::TransportKind::None;
    bool m_isStopped = false;
};

} // namespace phx::server
