// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/transport.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <memory>

namespace phx::client {

class Channel;
class Socket;

//! \brief A socket's connection over one transport: what belongs to it and ends with it (phoenix
//! assets/js/phoenix/connection.js).
//!
//! Events of a connection that is no longer the socket's current one are ignored. Owners: the
//! socket, and teardowns in work.
class Connection final : public TransportListener
{
public:
    Connection(Socket &socket, std::unique_ptr<Transport> transport);

    [[nodiscard]] Transport &transport() { return *m_transport; }
    [[nodiscard]] bool isCurrent() const;
    [[nodiscard]] bool isOpen() const { return m_transport->state() == Transport::State::Open; }
    [[nodiscard]] bool isConnecting() const
    {
        return m_transport->state() == Transport::State::Connecting;
    }

    //! Whether the channel's join with this ref was sent here.
    [[nodiscard]] bool carried(const Channel *channel, const QByteArray &joinRef) const;
    void noteJoin(const Channel *channel, const QByteArray &joinRef);
    void forget(const Channel *channel) { m_joins.remove(channel); }

    void addPing(const QByteArray &ref, std::function<void()> callback);
    //! The callback of a ping with this ref, once.
    std::function<void()> takePing(const QByteArray &ref) { return m_pings.take(ref); }

    //! Its errors are no longer heard then: closing one that still connects makes it fail.
    void close(quint16 code, const QByteArray &reason);

    void transportOpened() override;
    void transportFailed(const TransportError &error) override;
    void frameReceived(const protocol::Frame &frame) override;
    void transportClosed(const CloseEvent &event) override;

    bool isClosing = false; //!< by us, and not by the server or the network
    bool isEnded = false; //!< the socket does not want it any more; connecting makes another
    bool hasErroredChannels = false; //!< after it had stopped being open

private:
    Socket &m_socket; //!< outlives this
    std::unique_ptr<Transport> m_transport;
    QHash<const Channel *, QByteArray> m_joins; //!< latest join ref of each
    QHash<QByteArray, std::function<void()>> m_pings;
    bool m_isCloseHandled = false; //!< long-poll can emit it more than once
};

} // namespace phx::client
