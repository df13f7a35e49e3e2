// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/loadgenerator.h"

#include "app/cli/bench/clocks.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace phx::app::bench {

namespace {

constexpr std::size_t BufferBytes = 256 * 1024;
constexpr std::size_t EventsPerTurn = 512;
constexpr int OpeningsPerTurn = 64;

} // namespace

LoadGenerator::LoadGenerator(const WireProtocol &protocol, int port, Owner &owner)
    : m_protocol(protocol)
    , m_owner(owner)
    , m_buffer(BufferBytes)
    , m_port(port)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{ }

LoadGenerator::~LoadGenerator()
{
    for (const Client &client : m_clients) {
        if (client.descriptor >= 0)
            ::close(client.descriptor);
    }
    ::close(m_epoll);
}

void LoadGenerator::open(int clients, int atOnce)
{
    m_wanted = clients;
    m_atOnce = atOnce;
    m_clients.reserve(std::size_t(clients));
    openMore();
}

bool LoadGenerator::isSettled() const
{
    return !m_error.isEmpty() || m_readyCount + m_goneCount >= m_wanted;
}

void LoadGenerator::openMore()
{
    for (int i = 0; i < OpeningsPerTurn && m_error.isEmpty(); ++i) {
        const int begun = int(m_clients.size());
        if (begun >= m_wanted || begun - m_readyCount - m_goneCount >= m_atOnce || !openOne(begun))
            return;
    }
}

bool LoadGenerator::openOne(int client)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(quint16(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool isBegun = descriptor >= 0
        && (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
            || errno == EINPROGRESS);
    if (!isBegun) {
        m_error = QStringLiteral("client %1 cannot connect: %2")
                      .arg(client + 1)
                      .arg(QString::fromLocal8Bit(std::strerror(errno)));
        if (descriptor >= 0)
            ::close(descriptor);
        return false;
    }
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event = {};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.u32 = quint32(client);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    m_clients.push_back({.descriptor = descriptor, .out = m_protocol.opening(client)});
    return true;
}

void LoadGenerator::send(int client, const QByteArray &bytes)
{
    Client &to = m_clients[std::size_t(client)];
    to.out += bytes;
    if (!std::exchange(to.isWaiting, true))
        m_toFlush.push_back(client);
}

void LoadGenerator::turn(qint64 untilNs)
{
    for (const int client : std::exchange(m_toFlush, {})) {
        m_clients[std::size_t(client)].isWaiting = false;
        flush(client);
    }
    openMore();
    std::array<epoll_event, EventsPerTurn> events = {};
    const qint64 waitNs = std::max<qint64>(0, untilNs - nowNs());
    const timespec wait {.tv_sec = waitNs / 1'000'000'000, .tv_nsec = waitNs % 1'000'000'000};
    const int count = ::epoll_pwait2(m_epoll, events.data(), int(events.size()), &wait, nullptr);
    for (int i = 0; i < count; ++i)
        handleEvent(int(events[std::size_t(i)].data.u32), events[std::size_t(i)].events);
}

void LoadGenerator::handleEvent(int client, unsigned events)
{
    if ((events & EPOLLOUT) != 0)
        flush(client);
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
        receive(client);
}

void LoadGenerator::receive(int client)
{
    Client &from = m_clients[std::size_t(client)];
    if (from.descriptor < 0)
        return;
    const ssize_t got = ::recv(from.descriptor, m_buffer.data(), m_buffer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        return end(client);
    const WireStep step = m_protocol.feed(from.state, QByteArrayView(m_buffer.data(), got));
    if (step.isFailed)
        return end(client);
    if (!step.answer.isEmpty())
        send(client, step.answer);
    if (step.isReady && !from.isReady) {
        from.isReady = true;
        ++m_readyCount;
        m_owner.handleReady(client);
    }
    if (step.messages > 0)
        m_owner.handleMessages(client, step.messages);
}

void LoadGenerator::flush(int client)
{
    Client &to = m_clients[std::size_t(client)];
    if (to.descriptor < 0)
        return;
    const ssize_t sent = to.out.isEmpty()
        ? 0
        : ::send(to.descriptor, to.out.constData(), std::size_t(to.out.size()), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR)
        return end(client);
    if (sent > 0)
        to.out.remove(0, sent);
    epoll_event event = {};
    event.events = EPOLLIN | (to.out.isEmpty() ? 0U : quint32(EPOLLOUT));
    event.data.u32 = quint32(client);
    // While connecting, and after a write that was not whole, EPOLLOUT is on.
    if (sent >= 0 && to.out.isEmpty() && to.state.isFramed)
        return;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, to.descriptor, &event);
}

void LoadGenerator::end(int client)
{
    Client &gone = m_clients[std::size_t(client)];
    if (gone.descriptor < 0)
        return;
    ::close(std::exchange(gone.descriptor, -1));
    if (gone.isReady)
        --m_readyCount;
    ++m_goneCount;
    m_owner.handleGone(client);
}

} // namespace phx::app::bench
