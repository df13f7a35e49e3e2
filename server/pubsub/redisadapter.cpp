// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/redisadapter.h"

#include "server/protocol/logtext.h"
#include "server/pubsub/broadcastterm.h"
#include "server/pubsub/logging.h"

#include <utility>

namespace phx::server {

using protocol::Broadcast;
using protocol::EtfTerm;
using State = ClusterStatus::State;

namespace {

constexpr std::chrono::milliseconds StatusPeriod {200};
constexpr std::chrono::seconds ComplaintPeriod {1};
constexpr qsizetype MaxKnownNodes = 1'024;

RedisOptions named(RedisOptions options)
{
    if (options.nodeName.isEmpty())
        options.nodeName = uniqueNodeName();
    return options;
}

} // namespace

RedisAdapter::RedisAdapter(const RedisOptions &options, Host host, QObject *parent)
    : QObject(parent)
    , m_options(named(options))
    , m_host(std::move(host))
    , m_link(m_options, this)
    , m_statusTimer(this)
    , m_complaintTimer(this)
{
    m_status.state = State::Connecting;
    m_status.nodeName = m_options.nodeName;
    m_status.address = m_options.address.toString();
    m_statusTimer.setSingleShot(true);
    connect(&m_statusTimer, &QTimer::timeout, this, [this] { emit statusChanged(m_status); });
    connect(&m_link, &RedisLink::connected, this, &RedisAdapter::handleConnected);
    connect(&m_link, &RedisLink::lost, this, &RedisAdapter::handleLost);
    m_complaintTimer.setSingleShot(true);
    connect(&m_complaintTimer, &QTimer::timeout, this, [this] {
        if (const quint64 count = std::exchange(m_silenced, 0); count > 0)
            tellComplaint(
                QStringLiteral("%1 more problems between nodes in that second").arg(count));
    });
    connect(&m_link, &RedisLink::messageTooLarge, this, [this](qint64 bytes) {
        ++m_status.undecodable;
        countersChanged();
        complain(QStringLiteral("a message of %1 bytes is passed over; the limit is %2 bytes")
                     .arg(bytes)
                     .arg(m_options.maxMessageBytes));
    });
    connect(&m_link, &RedisLink::messageReceived, this, &RedisAdapter::handleMessage);
    connect(&m_link, &RedisLink::publishRefused, this, [this](const QString &answer) {
        --m_status.published;
        ++m_status.lost;
        countersChanged();
        complain(
            QStringLiteral("Redis at %1 refused a broadcast: %2").arg(m_status.address, answer));
    });
}

void RedisAdapter::start()
{
    m_link.start();
    tellStatus();
}

void RedisAdapter::handleConnected(qint64 awayMs)
{
    QString sentence = m_status.state == State::Lost
        ? QStringLiteral("Redis at %1 is back after %2 ms").arg(m_status.address).arg(awayMs)
        : QStringLiteral("connected to Redis at %1 as node %2 of %3")
              .arg(m_status.address, QString::fromUtf8(m_status.nodeName),
                   QString::fromUtf8(m_options.name));
    const quint64 missed = m_status.lost - std::exchange(m_lostBefore, m_status.lost);
    if (missed > 0)
        sentence += QStringLiteral("; %1 messages were not published meanwhile").arg(missed);
    qCInfo(pubsubLog).noquote() << sentence;
    m_host.note(sentence + QLatin1Char('.'));
    m_status.state = State::Connected;
    m_status.problem.clear();
    tellStatus();
}

void RedisAdapter::handleLost(const QString &sentence, quint64 unanswered)
{
    // Each attempt fails with the same words for as long as nothing changes: told once.
    const bool isNews = m_status.state == State::Connected || m_status.problem != sentence;
    if (m_status.state == State::Connected)
        m_lostBefore = m_status.lost;
    // What was on its way counts as lost: Redis may have passed some of it on.
    m_status.published -= unanswered;
    m_status.lost += unanswered;
    m_status.state = State::Lost;
    m_status.problem = sentence;
    if (!isNews)
        return;
    qCWarning(pubsubLog).noquote() << sentence + QStringLiteral("; it is tried again");
    m_host.note(sentence + QStringLiteral(". It is tried again; broadcasts stay here meanwhile."));
    tellStatus();
}

void RedisAdapter::publish(const Broadcast &broadcast)
{
    auto message = broadcastterm::toTerm(broadcast);
    if (!message) {
        ++m_status.unencodable;
        countersChanged();
        return complain(QStringLiteral("a broadcast of %1 on %2 does not reach other nodes: %3")
                            .arg(QString::fromUtf8(broadcast.event),
                                 QString::fromUtf8(broadcast.topic), message.error()));
    }
    transmit({.mode = RedisEnvelope::Mode::Except,
              .node = EtfTerm::binary(m_options.nodeName),
              .topic = broadcast.topic,
              .message = std::move(message).value(),
              .dispatcher = dispatcher::Channels});
}

void RedisAdapter::send(const QByteArray &topic, const EtfTerm &message)
{
    transmit({.mode = RedisEnvelope::Mode::Except,
              .node = EtfTerm::binary(m_options.nodeName),
              .topic = topic,
              .message = message,
              .dispatcher = dispatcher::Plain});
}

void RedisAdapter::sendTo(const QByteArray &node, const QByteArray &topic, const EtfTerm &message)
{
    transmit({.mode = RedisEnvelope::Mode::Only,
              .node = m_nodes.value(node, EtfTerm::binary(node)),
              .topic = topic,
              .message = message,
              .dispatcher = dispatcher::Plain});
}

void RedisAdapter::subscribe(const QByteArray &topic, Receive receive)
{
    m_receivers.insert(topic, std::move(receive));
}

void RedisAdapter::transmit(const RedisEnvelope &envelope)
{
    countersChanged();
    const QByteArray bytes =
        m_link.isConnected() ? envelope.encode(m_options.compressionLevel) : QByteArray();
    if (!bytes.isEmpty() && bytes.size() <= m_options.maxMessageBytes && m_link.publish(bytes)) {
        ++m_status.published;
        return;
    }
    ++m_status.lost;
    if (bytes.size() > m_options.maxMessageBytes)
        complain(QStringLiteral("a message of %1 bytes is larger than the limit of %2 bytes")
                     .arg(bytes.size())
                     .arg(m_options.maxMessageBytes));
    else if (bytes.isEmpty())
        complain(QStringLiteral("failed to publish broadcast due to closed redis connection"));
    else
        complain(QStringLiteral("Redis at %1 takes messages too slowly: some are lost")
                     .arg(m_status.address));
}

void RedisAdapter::handleMessage(const QByteArray &bytes)
{
    countersChanged();
    const auto decoded = RedisEnvelope::decode(bytes, m_options.maxMessageBytes);
    if (!decoded) {
        if (decoded.error().isOtherVersion) {
            ++m_status.ignored;
            return;
        }
        ++m_status.undecodable;
        return complain(
            QStringLiteral("%1 bytes from %2 are no message of phoenix_pubsub_redis 3: %3")
                .arg(bytes.size())
                .arg(QString::fromUtf8(m_options.channel()), decoded.error().sentence));
    }
    const RedisEnvelope &envelope = decoded.value();
    const bool isOwn =
        envelope.mode == RedisEnvelope::Mode::Except && envelope.node.bytes() == m_options.nodeName;
    if (isOwn) {
        // Redis sends to everybody who subscribed. By a plain one a receiver may see that another
        // node has this node's name.
        if (envelope.dispatcher == dispatcher::Plain && m_receivers.contains(envelope.topic))
            handlePlain(envelope);
        return;
    }
    if (!envelope.isFor(m_options.nodeName)) {
        ++m_status.ignored;
        return;
    }
    ++m_status.received;
    if (envelope.mode == RedisEnvelope::Mode::Except)
        learnNode(envelope.node);
    if (envelope.dispatcher == dispatcher::Channels)
        handleChannels(envelope);
    else
        handlePlain(envelope);
}

void RedisAdapter::learnNode(const EtfTerm &node)
{
    if (m_nodes.size() < MaxKnownNodes || m_nodes.contains(node.bytes()))
        m_nodes.insert(node.bytes(), node);
}

void RedisAdapter::handleChannels(const RedisEnvelope &envelope)
{
    if (!broadcastterm::isBroadcast(envelope.message)) {
        ++m_status.ignored;
        return;
    }
    auto broadcast = broadcastterm::fromTerm(envelope.message);
    if (!broadcast || broadcast.value().topic != envelope.topic) {
        ++m_status.undecodable;
        const QString reason =
            broadcast ? QStringLiteral("it names two topics") : broadcast.error();
        return complain(QStringLiteral("a broadcast from %1 on %2 is not delivered: %3")
                            .arg(QString::fromUtf8(envelope.node.bytes()),
                                 QString::fromUtf8(envelope.topic), reason));
    }
    const bool isDirect = envelope.mode == RedisEnvelope::Mode::Only;
    m_host.deliver(broadcast.value(), isDirect ? QByteArray() : envelope.node.bytes());
}

void RedisAdapter::handlePlain(const RedisEnvelope &envelope)
{
    const auto receiver = m_receivers.constFind(envelope.topic);
    if (envelope.dispatcher != dispatcher::Plain || receiver == m_receivers.cend()) {
        ++m_status.ignored;
        return;
    }
    // A copy: it may subscribe anew.
    const Receive receive = *receiver;
    receive(envelope.message);
}

void RedisAdapter::complain(const QString &sentence)
{
    if (m_complaintTimer.isActive())
        ++m_silenced;
    else
        tellComplaint(sentence);
}

void RedisAdapter::tellComplaint(const QString &sentence)
{
    m_complaintTimer.start(ComplaintPeriod);
    const QString shown = protocol::logText(sentence);
    qCWarning(pubsubLog).noquote() << shown;
    m_host.note(shown);
}

void RedisAdapter::countersChanged()
{
    if (!m_statusTimer.isActive())
        m_statusTimer.start(StatusPeriod);
}

void RedisAdapter::tellStatus()
{
    m_statusTimer.stop();
    emit statusChanged(m_status);
}

} // namespace phx::server
