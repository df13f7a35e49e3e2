// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/tcpstream.h"

#include "server/transport/outboundqueue.h"
#include "server/transport/tlssession.h"

#include <array>
#include <cerrno>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace phx::server {

namespace {

constexpr int KeepAliveSeconds = 60;
constexpr int UserTimeoutMs = 30'000; //!< unacknowledged for so long: the peer is gone
constexpr std::size_t MaxVectors = 16; //!< a write of more is several

void setOption(int descriptor, int level, int name, int value)
{
    // A connection without the option still works.
    static_cast<void>(::setsockopt(descriptor, level, name, &value, sizeof value));
}

TcpStream::Address toAddress(const sockaddr_storage &storage)
{
    const auto *generic = reinterpret_cast<const sockaddr *>(&storage);
    QHostAddress address(generic);
    bool isMapped = false;
    const quint32 v4 = address.toIPv4Address(&isMapped);
    if (isMapped)
        address = QHostAddress(v4);
    const quint16 port = storage.ss_family == AF_INET6
        ? reinterpret_cast<const sockaddr_in6 *>(&storage)->sin6_port
        : reinterpret_cast<const sockaddr_in *>(&storage)->sin_port;
    return {.host = address.toString().toLatin1(), .port = ntohs(port)};
}

ssize_t writeOnce(int descriptor, const OutboundQueue &queue)
{
    std::array<iovec, MaxVectors> vectors = {};
    const std::size_t count = queue.describe(vectors.data(), vectors.size());
    if (count == 1)
        return ::send(descriptor, vectors[0].iov_base, vectors[0].iov_len, MSG_NOSIGNAL);
    msghdr message = {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    return ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
}

} // namespace

TcpStream::TcpStream(int descriptor, Owner &owner)
    : TcpStream(descriptor, owner, nullptr)
{ }

TcpStream::TcpStream(int descriptor, Owner &owner, std::unique_ptr<TlsSession> tls)
    : m_owner(owner)
    , m_descriptor(descriptor)
    , m_readNotifier(descriptor, QSocketNotifier::Read)
    , m_tls(std::move(tls))
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, KeepAliveSeconds);
    setOption(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, UserTimeoutMs);
    QObject::connect(&m_readNotifier, &QSocketNotifier::activated, &m_readNotifier,
                     [this] { m_owner.handleReadable(); });
}

TcpStream::~TcpStream()
{
    close();
}

TcpStream::Address TcpStream::peerOf(int descriptor)
{
    sockaddr_storage storage = {};
    socklen_t size = sizeof storage;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    return toAddress(storage);
}

TcpStream::Address TcpStream::localOf(int descriptor)
{
    sockaddr_storage storage = {};
    socklen_t size = sizeof storage;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    return toAddress(storage);
}

TcpStream::ReadResult TcpStream::read(char *buffer, qsizetype size)
{
    using Kind = ReadResult::Kind;
    if (!isOpen())
        return {.kind = Kind::Failed};
    if (m_tls)
        return readTls(buffer, size);
    const ssize_t got = ::recv(m_descriptor, buffer, static_cast<std::size_t>(size), 0);
    if (got > 0)
        return {.kind = Kind::Bytes, .size = got};
    if (got == 0)
        return {.kind = Kind::End};
    const bool isTemporary = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {.kind = isTemporary ? Kind::Nothing : Kind::Failed};
}

TcpStream::ReadResult TcpStream::readTls(char *buffer, qsizetype size)
{
    const ReadResult result = m_tls->read(buffer, size);
    if (m_tls->readWaitsForWriting())
        setWriting(true);
    // What ended the read behind these bytes is with the session already and wakes nobody.
    if (m_tls->hasMore()) {
        QMetaObject::invokeMethod(
            &m_readNotifier,
            [this] {
                if (m_readNotifier.isEnabled())
                    m_owner.handleReadable();
            },
            Qt::QueuedConnection);
    }
    return result;
}

qsizetype TcpStream::writeTls(OutboundQueue &queue)
{
    const qsizetype total = m_tls->write(queue);
    if (m_tls->isEstablished() && (m_writeNotifier || !queue.isEmpty()))
        setWriting(!queue.isEmpty());
    return total;
}

qsizetype TcpStream::write(OutboundQueue &queue)
{
    if (!isOpen())
        return -1;
    if (m_tls)
        return writeTls(queue);
    qsizetype total = 0;
    while (!queue.isEmpty()) {
        const ssize_t written = writeOnce(m_descriptor, queue);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            return -1;
        if (written <= 0)
            break;
        queue.drop(written);
        total += written;
    }
    if (m_writeNotifier || !queue.isEmpty())
        setWriting(!queue.isEmpty());
    return total;
}

bool TcpStream::hasPeerEnded() const
{
    if (!isOpen())
        return true;
    char byte = 0;
    const ssize_t got = ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

bool TcpStream::isAcknowledged() const
{
    int unsent = 0;
    int error = 0;
    socklen_t size = sizeof error;
    return isOpen() && ::ioctl(m_descriptor, SIOCOUTQ, &unsent) == 0 && unsent == 0
        && ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

void TcpStream::setReading(bool reading)
{
    if (isOpen() && m_readNotifier.isEnabled() != reading)
        m_readNotifier.setEnabled(reading);
}

void TcpStream::setWriting(bool writing)
{
    if (!writing) {
        if (m_writeNotifier && m_writeNotifier->isEnabled())
            m_writeNotifier->setEnabled(false);
        return;
    }
    if (m_writeNotifier) {
        m_writeNotifier->setEnabled(true);
        return;
    }
    m_writeNotifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    QObject::connect(m_writeNotifier.get(), &QSocketNotifier::activated, m_writeNotifier.get(),
                     [this] { handleWritable(); });
}

void TcpStream::handleWritable()
{
    if (m_tls && m_tls->readWaitsForWriting()) {
        setWriting(false);
        m_owner.handleReadable();
        return;
    }
    m_owner.handleWritable();
}

void TcpStream::shutdownWrite()
{
    if (!isOpen())
        return;
    if (m_tls)
        m_tls->sendEnd();
    static_cast<void>(::shutdown(m_descriptor, SHUT_WR));
}

void TcpStream::close()
{
    if (!isOpen())
        return;
    m_readNotifier.setEnabled(false);
    setWriting(false);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void TcpStream::reset()
{
    if (!isOpen())
        return;
    const linger now {.l_onoff = 1, .l_linger = 0};
    static_cast<void>(::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now));
    close();
}

} // namespace phx::server
