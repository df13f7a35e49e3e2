// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/echoserver.h"

#include "tests/autobahn/limits.h"

#include <QHostAddress>

namespace phx::autobahn {

namespace {

// One connection; deletes itself when told that it is over.
class EchoSession : public server::TransportListener
{
public:
    explicit EchoSession(server::Transport &transport)
        : m_transport(transport)
    { }

    void handleFrame(const protocol::Frame &frame) override { m_transport.send(frame); }
    void handleClosed(const server::CloseInfo & /*info*/) override { delete this; }

private:
    ~EchoSession() override = default;

    server::Transport &m_transport;
};

server::ConnectionLimits wideLimits()
{
    server::ConnectionLimits limits;
    limits.maxMessageBytes = runnerLimits().maxMessageBytes;
    limits.maxFragments = runnerLimits().maxFragments;
    limits.maxQueueBytes = 2 * runnerLimits().maxMessageBytes;
    return limits;
}

} // namespace

class EchoServer::Handler : public server::RequestHandler
{
public:
    server::RequestAnswer handleRequest(const http::Request &request,
                                        const server::PeerInfo & /*peer*/) override
    {
        if (websocket::upgradeProblem(request))
            return http::Response {.status = 400};
        server::Upgrade upgrade;
        upgrade.limits = runnerLimits();
        upgrade.open = [](server::Transport &transport) { return new EchoSession(transport); };
        return upgrade;
    }
    void handleAnswered(const http::Request & /*request*/, const server::PeerInfo & /*peer*/,
                        int /*status*/, const QByteArray & /*answerHead*/) override
    { }
    void handleRefused(const server::PeerInfo & /*peer*/, const http::Refusal & /*refusal*/,
                       const QByteArray & /*head*/, const QByteArray & /*answerHead*/) override
    { }
};

EchoServer::EchoServer()
    : m_worker(new QObject)
    , m_handler(std::make_unique<Handler>())
{
    m_thread.setObjectName(QStringLiteral("echo"));
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    const auto listen = [this] {
        auto *listener = new server::Listener(*m_handler, wideLimits(), m_worker);
        if (listener->listen(QHostAddress::LocalHost, 0))
            m_port = listener->port();
    };
    QMetaObject::invokeMethod(m_worker, listen, Qt::BlockingQueuedConnection);
}

EchoServer::~EchoServer()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace phx::autobahn
