// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"

#include "server/endpoint/endpoint.h"
#include "server/protocol/events.h"

#include <QEventLoop>
#include <QTimer>

namespace phx::server {

using protocol::Message;
using protocol::Payload;
using protocol::WireValue;

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

void EndpointThread::start(const EndpointConfig &config)
{
    if (!m_nodes.empty()) {
        emit statusChanged(m_status);
        return;
    }
    setStatus({.state = EndpointStatus::State::Starting, .wantedPort = config.port});
    m_bus = std::make_shared<ThreadBus>();
    for (int i = 0; i < std::max(1, config.threads); ++i)
        startNode(config, i);
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

void EndpointThread::startNode(const EndpointConfig &config, int index)
{
    // Rings are kept for a restart: one for ever per node, so that the capture never loses one.
    while (m_taps.size() <= size_t(index))
        m_taps.push_back(std::make_shared<tap::Tap>(config.tap));
    Node node;
    node.thread = std::make_unique<QThread>();
    node.thread->setObjectName(QStringLiteral("phx-server-%1").arg(index + 1));
    node.endpoint = new Endpoint(config, m_taps[size_t(index)], m_bus);
    node.endpoint->moveToThread(node.thread.get());
    connect(node.thread.get(), &QThread::finished, node.endpoint, &QObject::deleteLater);
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

void EndpointThread::crashChannel(quint64 connection, const QByteArray &topic)
{
    toAll([=](Endpoint &endpoint) { endpoint.crashChannel(connection, topic); });
}

void EndpointThread::closeChannel(quint64 connection, const QByteArray &topic)
{
    toAll([=](Endpoint &endpoint) { endpoint.closeChannel(connection, topic); });
}

} // namespace phx::server
