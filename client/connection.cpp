// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/connection.h"

#include "client/socket.h"

namespace phx::client {

Connection::Connection(Socket &socket, std::unique_ptr<Transport> transport)
    : m_socket(socket)
    , m_transport(std::move(transport))
{
    m_transport->setListener(this);
}

bool Connection::isCurrent() const
{
    return m_socket.m_connection.get() == this;
}

bool Connection::carried(const Channel *channel, const QByteArray &joinRef) const
{
    const auto found = m_joins.constFind(channel);
    return found != m_joins.cend() && *found == joinRef;
}

void Connection::noteJoin(const Channel *channel, const QByteArray &joinRef)
{
    m_joins.insert(channel, joinRef);
}

void Connection::addPing(const QByteArray &ref, std::function<void()> callback)
{
    m_pings.insert(ref, std::move(callback));
}

void Connection::close(quint16 code, const QByteArray &reason)
{
    isClosing = true;
    m_transport->close(code, reason);
}

void Connection::transportOpened()
{
    if (isCurrent())
        m_socket.handleOpened();
}

void Connection::transportFailed(const TransportError &error)
{
    if (isCurrent() && !isClosing)
        m_socket.handleFailed(error);
}

void Connection::frameReceived(const protocol::Frame &frame)
{
    if (isCurrent())
        m_socket.handleFrame(frame);
}

void Connection::transportClosed(const CloseEvent &event)
{
    if (!isCurrent() || m_isCloseHandled)
        return;
    m_isCloseHandled = true;
    m_socket.handleClosed(event);
}

} // namespace phx::client
