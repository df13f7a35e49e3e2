// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/floorserver.h"

#include "app/cli/bench/wireprotocol.h"
#include "server/websocket/framewriter.h"

#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace phx::app::bench {

namespace {

constexpr int Backlog = 4'096;
constexpr std::size_t EventsPerTurn = 512;

QByteArray serverFrame(const QByteArray &text)
{
    QByteArray frame;
    websocket::appendFrame(frame, protocol::Opcode::Text, text);
    return frame;
}

class FloorServer
{
public:
    explicit FloorServer(int payloadBytes)
        : m_buffer(256 * 1024)
        , m_joined(
              serverFrame(R"(["1","1","room:bench","phx_reply",{"response":{},"status":"ok"}])"))
        , m_broadcast(serverFrame(R"([null,null,"room:bench","new_msg",)"
                                  + jsonPayload(payloadBytes) + ']'))
    { }

    int listen()
    {
        m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
        m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_in address = {};
        socklen_t size = sizeof address;
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listening, generic, size) != 0 || ::listen(m_listening, Backlog) != 0
            || ::getsockname(m_listening, generic, &size) != 0)
            return 0;
        watch(m_listening);
        watch(STDIN_FILENO);
        return ntohs(address.sin_port);
    }

    void run()
    {
        std::array<epoll_event, EventsPerTurn> events = {};
        while (!m_isOver) {
            const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), -1);
            for (int i = 0; i < count; ++i)
                handle(events[std::size_t(i)].data.fd);
            publish();
        }
    }

private:
    struct Client
    {
        bool isOpen = false;
        int frames = 0;
        qsizetype skip = 0;
    };

    void watch(int descriptor) const
    {
        epoll_event event = {};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }

    void handle(int descriptor)
    {
        if (descriptor == STDIN_FILENO)
            m_isOver = ::read(STDIN_FILENO, m_buffer.data(), m_buffer.size()) <= 0;
        else if (descriptor == m_listening)
            acceptAll();
        else
            receive(descriptor);
    }

    void acceptAll()
    {
        const int on = 1;
        for (;;) {
            const int client =
                ::accept4(m_listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (client < 0)
                return;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (m_clients.size() <= std::size_t(client))
                m_clients.resize(std::size_t(client) + 1);
            m_clients[std::size_t(client)] = {};
            watch(client);
        }
    }

    void receive(int descriptor)
    {
        Client &client = m_clients[std::size_t(descriptor)];
        const ssize_t got = ::recv(descriptor, m_buffer.data(), m_buffer.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
            client.isOpen = false;
            std::erase(m_joinedClients, descriptor);
            ::close(descriptor);
        } else if (got > 0 && !client.isOpen) {
            // The load generator sends its handshake in one piece, and waits for the answer.
            client.isOpen = true;
            write(descriptor,
                  "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n"
                  "connection: Upgrade\r\n"
                  "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        } else if (got > 0) {
            countFrames(descriptor, client, got);
        }
    }

    void countFrames(int descriptor, Client &client, ssize_t got)
    {
        const char *bytes = m_buffer.data();
        qsizetype at = std::min<qsizetype>(client.skip, got);
        client.skip -= at;
        while (got - at >= 10) {
            qsizetype size = quint8(bytes[at + 1]) & 0x7fU;
            qsizetype head = 6;
            if (size == 126) {
                size = qFromBigEndian<quint16>(bytes + at + 2);
                head = 8;
            } else if (size == 127) {
                size = qsizetype(qFromBigEndian<quint64>(bytes + at + 2));
                head = 14;
            }
            const qsizetype taken = std::min<qsizetype>(head + size, got - at);
            client.skip = head + size - taken;
            at += taken;
            if (client.frames++ > 0) {
                m_pending += m_broadcast;
            } else {
                m_joinedClients.push_back(descriptor);
                write(descriptor, m_joined);
            }
        }
    }

    void publish()
    {
        if (m_pending.isEmpty())
            return;
        for (const int client : m_joinedClients)
            write(client, m_pending);
        m_pending.clear();
    }

    static void write(int descriptor, const QByteArray &bytes)
    {
        // The window of the load generator bounds what can be queued: the kernel takes it all.
        static_cast<void>(
            ::send(descriptor, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL));
    }

    std::vector<Client> m_clients; //!< by descriptor
    std::vector<int> m_joinedClients;
    std::vector<char> m_buffer;
    QByteArray m_joined;
    QByteArray m_broadcast;
    QByteArray m_pending;
    int m_epoll = -1;
    int m_listening = -1;
    bool m_isOver = false;
};

} // namespace

QString runFloorServer(int payloadBytes, const std::function<void(int)> &announce)
{
    FloorServer server(payloadBytes);
    const int port = server.listen();
    if (port == 0)
        return QStringLiteral("the bare loop cannot listen: %1")
            .arg(QString::fromLocal8Bit(std::strerror(errno)));
    announce(port);
    server.run();
    return {};
}

} // namespace phx::app::bench
