// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"

#include "server/endpoint/endpoint.h"
#include "server/io/serverdispatcher.h"
#include "server/protocol/events.h"

#include <QEventLoop>
#include <QRandomGenerator>
#include <QTimer>

#include <array>

namespace phx::server {

using protocol::Message;
using protocol::Payload;
using protocol::WireValue;

namespace {

QByteArray randomSecret()
{
    std::array<quint32, 12> words {};
    QRandomGenerator::system()->fillRange(words.data(), std::ssize(words));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toBase64();
}

} // namespace

EndpointThread::EndpointThread(QObject *parent)
    : QObject(parent)
{
    qRegisterMetaType<EndpointStatus>();
}

EndpointThread::~EndpointThread()
{
    stopAndWait();
}

std::vector<std::shared_ptr<tap::Tap>> EndpointThread::taps() const
{
    return m_taps;
}

void EndpointThread::setStatus(const EndpointStatus &status)
{
    m_status = status;
    emit statusChanged(m_status);
}

void EndpointThread::setClusterStatus(const ClusterStatus &status)
{
    m_clusterStatus = status;
    emit clusterChanged(m_clusterStatus);
}

void EndpointThread::start(const EndpointConfig &config)
{
    if (!m_nodes.empty()) {
        emit statusChanged(m_status);
        return;
    }
    setStatus({.state = EndpointStatus::State::Starting, .wantedPort = config.port});
    std::shared_ptr<const TlsContext> tls;
    if (config.tls) {
        const auto loaded = TlsContext::load(*config.tls);
        if (!loaded)
            return failLater(config, loaded.error());
        tls = loaded.value();
    }
    m_bus = std::make_shared<ThreadBus>();
    EndpointConfig shared = config;
    if (shared.secretKeyBase.isEmpty()) // one for all nodes: they read each other's tokens
        shared.secretKeyBase = randomSecret();
    for (int i = 0; i < std::max(1, config.threads); ++i)
        startNode(shared, i, tls);
    emit tapsChanged();

    // The first node listens and hands every connection to the nodes in turn.
    std::vector<std::function<void(qintptr)>> peers;
    for (size_t i = 1; i < m_nodes.size(); ++i) {
        peers.emplace_back([peer = m_nodes[i].endpoint](qintptr descriptor) {
            QMetaObject::invokeMethod(
                peer, [peer, descriptor] { peer->adopt(descriptor); }, Qt::QueuedConnection);
        });
    }
    Endpoint *first = m_nodes.front().endpoint;
    QMetaObject::invokeMethod(
        first,
        [this, first, config, peers = std::move(peers)] {
            first->setPeers(peers);
            EndpointStatus status {.address = config.address.toString(), .wantedPort = config.port};
            status.error = first->listen();
            status.port = first->port();
            status.state = status.error.isEmpty() ? EndpointStatus::State::Listening
                                                  : EndpointStatus::State::Failed;
            QMetaObject::invokeMethod(
                this, [this, status] { handleListening(status); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void EndpointThread::failLater(const EndpointConfig &config, const QString &sentence)
{
    const EndpointStatus status {.state = EndpointStatus::State::Failed,
                                 .address = config.address.toString(),
                                 .wantedPort = config.port,
                                 .error = sentence};
    QMetaObject::invokeMethod(
        this, [this, status] { handleListening(status); }, Qt::QueuedConnection);
}

void EndpointThread::startNode(const EndpointConfig &config, int index,
                               const std::shared_ptr<const TlsContext> &tls)
{
    // Rings are kept for a restart: one for ever per node, so that the capture never loses one.
    while (m_taps.size() <= size_t(index))
        m_taps.push_back(std::make_shared<tap::Tap>(config.tap));
    Node node;
    node.thread = std::make_unique<QThread>();
    node.thread->setObjectName(QStringLiteral("phx-server-%1").arg(index + 1));
    // The thread owns it.
    if (auto dispatcher = makeServerDispatcher(config.turnWatch))
        node.thread->setEventDispatcher(dispatcher.release());
    node.endpoint = new Endpoint(config, m_taps[size_t(index)], m_bus, tls);
    node.endpoint->moveToThread(node.thread.get());
    connect(node.thread.get(), &QThread::finished, node.endpoint, &QObject::deleteLater);
    connect(node.endpoint, &Endpoint::clusterChanged, this, &EndpointThread::setClusterStatus);
    connect(node.endpoint, &Endpoint::stopped, this, &EndpointThread::handleNodeStopped);
    node.thread->start();
    m_nodes.push_back(std::move(node));
}

void EndpointThread::handleListening(const EndpointStatus &status)
{
    if (m_status.state != EndpointStatus::State::Starting)
        return;
    if (status.state == EndpointStatus::State::Failed)
        endThreads();
    setStatus(status);
}

void EndpointThread::stop()
{
    if (m_nodes.empty() || m_status.state == EndpointStatus::State::Draining)
        return;
    EndpointStatus status = m_status;
    status.state = EndpointStatus::State::Draining;
    setStatus(status);
    m_stoppedNodes = 0;
    toAll([](Endpoint &endpoint) { endpoint.stop(); });
}

void EndpointThread::handleNodeStopped()
{
    if (++m_stoppedNodes < m_nodes.size())
        return;
    endThreads();
    setStatus({.state = EndpointStatus::State::Stopped, .wantedPort = m_status.wantedPort});
}

void EndpointThread::endThreads()
{
    for (const Node &node : m_nodes)
        node.thread->quit();
    for (const Node &node : m_nodes)
        node.thread->wait();
    m_nodes.clear();
    setClusterStatus({});
}

void EndpointThread::stopAndWait()
{
    if (m_nodes.empty())
        return;
    QEventLoop loop;
    connect(this, &EndpointThread::statusChanged, &loop, [&loop](const EndpointStatus &status) {
        if (status.state == EndpointStatus::State::Stopped
            || status.state == EndpointStatus::State::Failed)
            loop.quit();
    });
    stop();
    if (!m_nodes.empty())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
}

void EndpointThread::toAll(const std::function<void(Endpoint &)> &command) const
{
    for (const Node &node : m_nodes) {
        Endpoint *endpoint = node.endpoint;
        QMetaObject::invokeMethod(
            endpoint, [endpoint, command] { command(*endpoint); }, Qt::QueuedConnection);
    }
}

void EndpointThread::toFirst(const std::function<void(Endpoint &)> &command) const
{
    if (m_nodes.empty())
        return;
    Endpoint *endpoint = m_nodes.front().endpoint;
    QMetaObject::invokeMethod(
        endpoint, [endpoint, command] { command(*endpoint); }, Qt::QueuedConnection);
}

void EndpointThread::broadcast(const QByteArray &topic, const QByteArray &event,
                               const Payload &payload, quint64 exceptConnection)
{
    toFirst([=](Endpoint &endpoint) {
        endpoint.broadcast({topic, event, payload}, exceptConnection);
    });
}

void EndpointThread::push(quint64 connection, const QByteArray &topic, const QByteArray &event,
                          const Payload &payload)
{
    const Message message {
        .topic = WireValue::text(topic), .event = WireValue::text(event), .payload = payload};
    toAll([=](Endpoint &endpoint) { endpoint.push(connection, message); });
}

void EndpointThread::sendFrame(quint64 connection, const protocol::Frame &frame)
{
    toAll([=](Endpoint &endpoint) { endpoint.sendFrame(connection, frame); });
}

void EndpointThread::disconnectId(const QByteArray &socketId)
{
    broadcast(socketId, protocol::events::Disconnect, {});
}

void EndpointThread::closeConnection(quint64 connection, quint16 code, const QByteArray &reason)
{
    toAll([=](Endpoint &endpoint) { endpoint.closeConnection(connection, code, reason); });
}

void EndpointThread::cutConnection(quint64 connection, Transport::Cut how)
{
    toAll([=](Endpoint &endpoint) { endpoint.cutConnection(connection, how); });
}

void EndpointThread::replaceHandler(const std::shared_ptr<const SocketHandler> &old,
                                    const std::shared_ptr<const SocketHandler> &now)
{
    toAll([=](Endpoint &endpoint) { endpoint.replaceHandler(old, now); });
}

void EndpointThread::setPresence(const QByteArray &topic, const QString &key,
                                 const QJsonObject &meta)
{
    toFirst([=](Endpoint &endpoint) { endpoint.setPresence(topic, key, meta); });
}

void EndpointThread::untrackPresence(const QByteArray &topic, const QString &key)
{
    toFirst([=](Endpoint &endpoint) { endpoint.untrackPresence(topic, key); });
}

void EndpointThread::expireTokens(quint64 connection)
{
    toAll([=](Endpoint &endpoint) { endpoint.expireTokens(connection); });
}

void EndpointThread::restoreTokens()
{
    toAll([](Endpoint &endpoint) { endpoint.restoreTokens(); });
}

void EndpointThread::crashChannel(quint64 connection, const QByteArray &topic)
{
    toAll([=](Endpoint &endpoint) { endpoint.crashChannel(connection, topic); });
}

void EndpointThread::closeChannel(quint64 connection, const QByteArray &topic)
{
    toAll([=](Endpoint &endpoint) { endpoint.closeChannel(connection, topic); });
}

} // namespace phx::server
