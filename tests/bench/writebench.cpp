// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/io/serverdispatcher.h"
#include "server/transport/outboundqueue.h"
#include "server/transport/sharedbytes.h"
#include "server/transport/tcpstream.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <memory>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

//! writebench [connections]: what one small write costs through QTcpSocket, and as the server does
//! it. Prints the CPU time of the writing thread, per write; the two in turn.
namespace {

using phx::server::OutboundQueue;
using phx::server::SharedBytes;
using phx::server::TcpStream;

constexpr int Rounds = 200; //!< to all connections, of each kind
constexpr qsizetype FrameBytes = 160; //!< a broadcast of 100 bytes of payload

double threadMicroseconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

//! Reads and forgets whatever comes, in a thread of its own.
class Drain
{
public:
    ~Drain()
    {
        m_isOver = true;
        m_thread.join();
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
        ::close(m_epoll);
    }

    void add(int descriptor)
    {
        m_descriptors.push_back(descriptor);
        epoll_event event = {};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }

private:
    void run()
    {
        std::array<char, 65'536> buffer = {};
        std::array<epoll_event, 256> events = {};
        while (!m_isOver) {
            const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), 50);
            for (int i = 0; i < count; ++i)
                static_cast<void>(::recv(events.at(std::size_t(i)).data.fd, buffer.data(),
                                         buffer.size(), MSG_DONTWAIT));
        }
    }

    std::atomic<bool> m_isOver = false;
    std::vector<int> m_descriptors;
    int m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::thread m_thread {[this] { run(); }};
};

//! A connection to a listener on loopback: one end is returned, the other is drained.
int connected(QTcpServer &server, Drain &drain)
{
    QTcpSocket client;
    client.connectToHost(server.serverAddress(), server.serverPort());
    if (!client.waitForConnected(5000) || !server.waitForNewConnection(5000))
        return -1;
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    drain.add(::dup(int(client.socketDescriptor())));
    const int descriptor = ::dup(int(accepted->socketDescriptor()));
    return descriptor;
}

class Quiet final : public TcpStream::Owner
{
public:
    void handleReadable() override { }
    void handleWritable() override { }
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values.at(values.size() / 2);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(phx::server::makeServerDispatcher({}).release());
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::clamp(atoi(argv[1]), 1, 4'000) : 1'000;
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    Drain drain;
    Quiet owner;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    std::vector<std::unique_ptr<TcpStream>> streams;
    for (int i = 0; i < count; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        const int first = connected(server, drain);
        const int second = connected(server, drain);
        if (first < 0 || second < 0 || !sockets.back()->setSocketDescriptor(first)) {
            std::fprintf(stderr, "writebench: connection %d cannot be made\n", i);
            return 1;
        }
        sockets.back()->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        streams.push_back(std::make_unique<TcpStream>(second, owner));
    }
    const QByteArray frame(FrameBytes, 'x');
    std::vector<double> byQt;
    std::vector<double> byStream;
    for (int round = 0; round < Rounds; ++round) {
        double start = threadMicroseconds();
        for (const auto &socket : sockets) {
            socket->write(frame);
            socket->flush();
        }
        QCoreApplication::processEvents();
        byQt.push_back((threadMicroseconds() - start) / count);
        start = threadMicroseconds();
        for (const auto &stream : streams) {
            OutboundQueue queue;
            queue.append(frame);
            stream->write(queue);
        }
        QCoreApplication::processEvents();
        byStream.push_back((threadMicroseconds() - start) / count);
    }
    const double qt = median(byQt);
    const double stream = median(byStream);
    std::printf("{\"bench\":\"write\",\"connections\":%d,\"qtcpsocket_us\":%.3f,\"stream_us\":%.3f,"
                "\"ratio\":%.2f}\n",
                count, qt, stream, qt / stream);
    return 0;
}
