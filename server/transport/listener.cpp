// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/listener.h"

#include "server/transport/connection.h"
#include "server/transport/logging.h"
#include "server/transport/tcpstream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace phx::server {

namespace {

constexpr int Backlog = 4'096; //!< Qt's 50 makes thousands of clients wait for seconds
constexpr int AcceptsPerTurn = 64; //!< then others have their turn
constexpr qsizetype KeptDescriptors = 64; //!< for files, databases, helpers
constexpr qsizetype MaxAnswering = 32; //!< connections above the limit that get a whole answer
constexpr qint64 FirstRestMs = 10;
constexpr qint64 LongestRestMs = 1'000;

const http::Refusal TooMany {.status = 503, .sentence = "The server has too many connections."};

int openReserve()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

qsizetype descriptorLimit()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > 1'000'000)
        return 1'000'000;
    return static_cast<qsizetype>(limit.rlim_cur);
}

QString withoutFullStop(QString text)
{
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

} // namespace

Listener::Listener(RequestHandler &handler, const ConnectionLimits &limits, QObject *parent)
    : QObject(parent)
    , m_context {.handler = handler, .limits = limits}
    , m_maxConnections(std::min(limits.maxConnections,
                                std::max<qsizetype>(1, descriptorLimit() - KeptDescriptors)))
    , m_restMs(FirstRestMs)
{ }

Listener::~Listener()
{
    close();
    // A listener of a transport may look at connectionCount() while it is told.
    while (!m_connections.empty()) {
        const auto node = m_connections.extract(m_connections.begin());
        node.mapped()->disconnect(this);
    }
    m_ended.clear();
}

bool Listener::listen(const QHostAddress &address, quint16 port)
{
    close();
    auto server = std::make_unique<QTcpServer>();
    server->setListenBacklogSize(Backlog);
    if (!server->listen(address, port)) {
        m_errorSentence = QStringLiteral("Cannot listen on %1 port %2: %3.")
                              .arg(address.toString(), QString::number(port),
                                   withoutFullStop(server->errorString()));
        return false;
    }
    // QTcpServer cannot tell that descriptors have run out and spins then, so only its bind is
    // used.
    server->pauseAccepting();
    m_server = std::move(server);
    m_errorSentence.clear();
    m_reserve = openReserve();
    m_acceptNotifier =
        std::make_unique<QSocketNotifier>(m_server->socketDescriptor(), QSocketNotifier::Read);
    connect(m_acceptNotifier.get(), &QSocketNotifier::activated, this, &Listener::acceptSome);
    return true;
}

quint16 Listener::port() const
{
    return m_server ? m_server->serverPort() : 0;
}

QHostAddress Listener::address() const
{
    return m_server ? m_server->serverAddress() : QHostAddress();
}

void Listener::close()
{
    m_context.deadlines.cancel(*this);
    // Only switched off: it may be what called us.
    if (m_acceptNotifier)
        m_acceptNotifier->setEnabled(false);
    m_server.reset();
    if (m_reserve >= 0)
        ::close(std::exchange(m_reserve, -1));
}

void Listener::acceptSome()
{
    for (int i = 0; i < AcceptsPerTurn && isListening(); ++i) {
        const auto listening = static_cast<int>(m_server->socketDescriptor());
        const int descriptor = ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            m_restMs = FirstRestMs;
            if (m_hook)
                m_hook(descriptor);
            else
                adopt(descriptor);
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno == EMFILE || errno == ENFILE)
            handleNoDescriptor();
        else if (errno != EAGAIN && errno != EWOULDBLOCK)
            rest();
        return;
    }
}

void Listener::handleNoDescriptor()
{
    if (m_reserve >= 0) {
        ::close(std::exchange(m_reserve, -1));
        const int descriptor = ::accept4(static_cast<int>(m_server->socketDescriptor()), nullptr,
                                         nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0)
            answerOverLimit(descriptor);
    }
    if (isListening())
        m_reserve = openReserve();
    logOverLimit();
    rest();
}

void Listener::rest()
{
    if (!isListening())
        return;
    m_acceptNotifier->setEnabled(false);
    m_context.deadlines.schedule(*this, Deadlines::nowMs() + m_restMs);
    m_restMs = std::min(m_restMs * 2, LongestRestMs);
}

void Listener::handleDeadline()
{
    if (m_reserve < 0)
        m_reserve = openReserve();
    if (isListening())
        m_acceptNotifier->setEnabled(true);
}

void Listener::adopt(qintptr descriptor)
{
    const auto number = static_cast<int>(descriptor);
    const qsizetype count = connectionCount();
    if (count >= m_maxConnections + MaxAnswering) {
        answerOverLimit(number);
        return;
    }
    ++m_context.stats.accepted;
    auto owned = std::make_unique<Connection>(number, m_context);
    Connection *connection = owned.get();
    m_connections.emplace(connection, std::move(owned));
    connect(connection, &Connection::ended, this, [this, connection] { remove(connection); });
    if (count >= m_maxConnections) {
        logOverLimit();
        connection->refuse(TooMany);
    }
}

// Without an object of its own and without waiting: a peer that still sends may miss the answer.
void Listener::answerOverLimit(int descriptor)
{
    const TcpStream::Address remote = TcpStream::peerOf(descriptor);
    const TcpStream::Address local = TcpStream::localOf(descriptor);
    const PeerInfo peer {.connection = Connection::nextNumber(),
                         .address = remote.host,
                         .port = remote.port,
                         .localAddress = local.host,
                         .localPort = local.port};
    const QByteArray answer = http::serialize({.status = TooMany.status, .headOnly = true}, false);
    // What has arrived is taken out, for closing with unread bytes would send a RST.
    std::array<char, 4096> sink = {};
    static_cast<void>(::recv(descriptor, sink.data(), sink.size(), MSG_DONTWAIT));
    // Under TLS nothing can be said without a handshake.
    if (!m_context.tls) {
        static_cast<void>(::send(descriptor, answer.constData(),
                                 static_cast<std::size_t>(answer.size()),
                                 MSG_NOSIGNAL | MSG_DONTWAIT));
    }
    ::shutdown(descriptor, SHUT_WR);
    ::close(descriptor);
    ++m_context.stats.overLimit;
    logOverLimit();
    m_context.handler.handleRefused(peer, TooMany, {}, answer);
}

void Listener::remove(Connection *connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    // Later, for the connection is what called us; and after its handleClosed(), which was posted
    // first.
    if (m_ended.empty())
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
}

void Listener::logOverLimit()
{
    const qint64 now = Deadlines::nowMs();
    if (m_loggedAt != 0 && now - m_loggedAt < 1'000)
        return;
    m_loggedAt = now;
    qCInfo(transportLog, "Too many connections: %lld open, %llu refused so far.",
           static_cast<long long>(connectionCount()),
           static_cast<unsigned long long>(m_context.stats.overLimit));
}

} // namespace phx::server
