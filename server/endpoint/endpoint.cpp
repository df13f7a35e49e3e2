// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpoint.h"

#include "server/channel/logcategories.h"
#include "server/endpoint/clusterpresence.h"
#include "server/endpoint/longpollconnect.h"
#include "server/endpoint/pageanswer.h"
#include "server/http/query.h"
#include "server/protocol/events.h"
#include "server/pubsub/redisadapter.h"
#include "server/transport/listener.h"
#include "server/transport/longpollanswers.h"

#include <QHostAddress>
#include <QJsonDocument>

namespace phx::server {

using protocol::Payload;

namespace {

//! After the drain, for connections to finish their close; then they are cut.
constexpr std::chrono::seconds StopGrace {3};

} // namespace

Endpoint::Endpoint(EndpointConfig config, std::shared_ptr<tap::Tap> tap,
                   std::shared_ptr<ThreadBus> bus, std::shared_ptr<const TlsContext> tls)
    : m_config(std::move(config))
    , m_tap(std::move(tap))
    , m_bus(std::move(bus))
    , m_tls(std::move(tls))
    , m_handshakes(*m_tap)
    , m_mounts(m_config.sockets)
    , m_adapter(*m_bus, this)
    , m_pubsub(m_tap.get(), &m_adapter)
    , m_presence(
          [this](const QByteArray &topic, const QJsonObject &diff) {
              // The tracker of a node tells its own subscribers only (§6.1).
              m_pubsub.localBroadcast(
                  {topic, protocol::events::PresenceDiff, Payload::object(diff)}, {});
          },
          [this](const PresenceChange &change) {
              m_bus->send(this, QVariant::fromValue(change));
              toTracker(change);
          })
    , m_turns(this)
    , m_locals(m_turns, m_tap.get())
    , m_longPoll(*this, m_config.secretKeyBase, m_config.limits.maxConnections, this)
    , m_drainer(m_config.sockets, m_sockets, m_turns, this)
    , m_stopDeadline(this)
{
    m_presence.setFetch(m_config.presenceFetch);
    m_bus->attach(this, [this](const QVariant &message) { handleBus(message); });
    connect(&m_drainer, &Drainer::finished, this, &Endpoint::closeRest);
    m_stopDeadline.setSingleShot(true);
    connect(&m_stopDeadline, &QTimer::timeout, this, [this] {
        // Who has not finished its close by now is ended with the listener.
        m_listener.reset();
        finishIfEmpty();
    });
}

Endpoint::~Endpoint()
{
    m_bus->detach(this);
    // Every open connection ends here and tells its socket.
    m_listener.reset();
    m_longPoll.endSessions();
    m_adapter.setPublish({});
    m_clusterPresence.reset();
}

void Endpoint::handleBus(const QVariant &message)
{
    const TurnQueue::Turn turn(m_turns);
    if (message.canConvert<PresenceChange>()) {
        const auto change = message.value<PresenceChange>();
        toTracker(change);
        m_presence.apply(change);
        return;
    }
    if (message.canConvert<LongPollSignal>()) {
        m_longPoll.handleSignal(message.value<LongPollSignal>());
        return;
    }
    if (message.canConvert<TokensExpired>()) {
        apply(message.value<TokensExpired>());
        return;
    }
    const auto sent = message.value<BusBroadcast>();
    // It began on another thread of this process, which has no link of its own.
    if (m_cluster)
        m_cluster->publish(sent.broadcast);
    m_pubsub.localBroadcast(sent.broadcast, sent.origin);
}

Listener &Endpoint::listener()
{
    if (!m_listener) {
        m_listener = std::make_unique<Listener>(*this, m_config.limits);
        m_listener->setTls(m_tls);
    }
    return *m_listener;
}

QString Endpoint::listen()
{
    for (int attempt = 0; attempt < std::max(1, m_config.portAttempts); ++attempt) {
        const int port = m_config.port == 0 ? 0 : m_config.port + attempt;
        if (port > 65535)
            break;
        if (!listener().listen(m_config.address, quint16(port)))
            continue;
        m_isListener = true;
        if (m_config.redis)
            joinCluster(*m_config.redis);
        observe(tap::EventKind::ServerStarted,
                m_config.address.toString().toUtf8() + ':' + QByteArray::number(this->port()));
        return {};
    }
    return listener().errorSentence();
}

void Endpoint::observe(tap::EventKind kind, const QByteArray &detail)
{
    if (!m_tap->isEnabled())
        return;
    tap::TapEvent event {.kind = kind};
    event.detail = detail;
    m_tap->record(std::move(event));
}

quint16 Endpoint::port()
{
    return listener().port();
}

void Endpoint::adopt(qintptr descriptor)
{
    listener().adopt(descriptor);
}

void Endpoint::setPeers(std::vector<std::function<void(qintptr)>> peers)
{
    if (peers.empty())
        return;
    listener().setDescriptorHook(
        [this, peers = std::move(peers), next = size_t(0)](qintptr descriptor) mutable {
            // This node is the last in the round.
            if (next == peers.size())
                listener().adopt(descriptor);
            else
                peers[next](descriptor);
            next = (next + 1) % (peers.size() + 1);
        });
}

RequestAnswer Endpoint::handleRequest(const http::Request &request, const PeerInfo &peer)
{
    m_verdict = {.startedUs = tap::nowUs()};
    if (m_isStopping) {
        m_verdict.detail = "The server is stopping.";
        return plainResponse(503, "stopping");
    }
    if (!isHostAllowed(m_config, request)) {
        m_verdict = {
            .detail = "The Host \"" + request.field("host")
                + "\" is none of this server's names (a protection against DNS rebinding).",
            .startedUs = m_verdict.startedUs,
            .isSocketMount = true};
        return plainResponse(421, "this host name is not served here");
    }
    const QList<QByteArray> path = http::pathSegments(request.path);
    const auto webSocket = m_mounts.findWebSocket(path);
    const auto longPoll = webSocket ? std::nullopt : m_mounts.findLongPoll(path);
    // §1.4 step 2: Plug raises while it fetches the params.
    if ((webSocket || longPoll) && !http::isUtf8Query(request.query)) {
        m_verdict.detail = "The query is not UTF-8.";
        m_verdict.isSocketMount = true;
        return plainResponse(400, "Bad Request");
    }
    if (webSocket)
        return socketAnswer(*webSocket, request, peer);
    if (longPoll) {
        const TurnQueue::Turn turn(m_turns);
        return m_longPoll.handleRequest(
            longPollRequest(m_config, *longPoll, request, peer,
                            {.locals = m_locals,
                             .expired = m_expired,
                             .open = [this](Transport &transport, const SocketIdentity &identity) {
                                 return openSocket(transport, identity);
                             }}));
    }
    return pageAnswer(m_config, request);
}

http::Response Endpoint::refusalAnswer(const http::Request &request, const http::Refusal &refusal)
{
    // §4.1: there a body that is too large is a bad request.
    if (refusal.status == 413 && m_mounts.findLongPoll(http::pathSegments(request.path)))
        return longpoll::error(400);
    return RequestHandler::refusalAnswer(request, refusal);
}

void Endpoint::sendToNodes(const LongPollSignal &signal)
{
    m_bus->send(this, QVariant::fromValue(signal));
}

void Endpoint::longPollAnswered(const LongPollRequest &request, const LongPollReport &report,
                                const QByteArray &sent)
{
    m_handshakes.longPolled(request, report, sent);
}

RequestAnswer Endpoint::socketAnswer(const MountTable::Match &match, const http::Request &request,
                                     const PeerInfo &peer)
{
    auto decided = handshake(m_config, match, request, peer, m_expired);
    m_verdict.isSocketMount = true;
    if (auto *admission = std::get_if<Admission>(&decided))
        return admit(*match.mount, std::move(*admission));
    if (auto *rejection = std::get_if<Rejection>(&decided))
        return turnAway(std::move(*rejection));
    return answerLater(*match.mount, std::get<PendingAdmission>(decided));
}

http::Response Endpoint::turnAway(Rejection rejection)
{
    m_verdict.detail = rejection.detail;
    return std::move(rejection.response);
}

RequestAnswer Endpoint::answerLater(const SocketMount &mount, const PendingAdmission &pending)
{
    const auto answer = std::make_shared<PendingAnswer>();
    pending.connect.begin(m_locals,
                          [this, &mount, decide = pending.decide, verdict = m_verdict,
                           answer](const ConnectDecision &decision) {
                              const TurnQueue::Turn turn(m_turns);
                              m_verdict = verdict;
                              Decision decided = decide(decision);
                              if (m_isStopping) {
                                  m_verdict.detail = "The server is stopping.";
                                  answer->answer(plainResponse(503, "stopping"));
                              } else if (auto *admission = std::get_if<Admission>(&decided)) {
                                  answer->answer(admit(mount, std::move(*admission)));
                              } else {
                                  answer->answer(turnAway(std::move(std::get<Rejection>(decided))));
                              }
                          });
    return answer;
}

Upgrade Endpoint::admit(const SocketMount &mount, Admission admission)
{
    m_verdict.socketId = admission.identity.id.value_or(QByteArray());
    m_verdict.vsn = quint8(admission.identity.serializer->vsn());
    Upgrade upgrade;
    upgrade.fields = std::move(admission.fields);
    upgrade.fields.append(
        std::pair<QByteArray, QByteArray>("cache-control", "max-age=0, private, must-revalidate"));
    upgrade.limits = {.maxFrameBytes = mount.webSocket.maxFrameBytes,
                      .maxMessageBytes = m_config.limits.maxMessageBytes,
                      .maxFragments = m_config.limits.maxFragments};
    upgrade.deflate = admission.deflate;
    upgrade.idleTimeout = mount.webSocket.timeout;
    upgrade.open = [this, identity = std::move(admission.identity)](Transport &transport) {
        return openSocket(transport, identity);
    };
    return upgrade;
}

TransportListener *Endpoint::openSocket(Transport &transport, SocketIdentity identity)
{
    auto socket =
        std::make_unique<Socket>(ChannelEnvironment {m_pubsub, m_presence, m_turns, m_locals},
                                 *this, transport, m_tap.get(), std::move(identity));
    Socket *opened = socket.get();
    m_sockets.insert_or_assign(transport.connectionId(), std::move(socket));
    return opened;
}

void Endpoint::handleAnswered(const http::Request &request, const PeerInfo &peer, int status,
                              const QByteArray &answerHead)
{
    m_handshakes.answered(request, peer, status, answerHead, m_verdict);
}

void Endpoint::handleRefused(const PeerInfo &peer, const http::Refusal &refusal,
                             const QByteArray &head, const QByteArray &answerHead)
{
    m_handshakes.refused(peer, refusal, head, answerHead);
}

void Endpoint::socketEnded(Socket &socket)
{
    const auto found = m_sockets.find(socket.connectionId());
    if (found == m_sockets.end())
        return;
    // It may be at work right now: it goes when the turn has ended.
    m_turns.post([ended = std::make_shared<std::unique_ptr<Socket>>(std::move(found->second))] {
        ended->reset();
    });
    m_sockets.erase(found);
    finishIfEmpty();
}

Socket *Endpoint::socket(quint64 connection) const
{
    const auto found = m_sockets.find(connection);
    return found == m_sockets.end() ? nullptr : found->second.get();
}

void Endpoint::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    listener().close();
    m_isDraining = true;
    m_drainer.start();
}

void Endpoint::closeRest()
{
    const TurnQueue::Turn turn(m_turns);
    m_isDraining = false;
    m_stopDeadline.start(StopGrace);
    // Bandit closes the undrained with 1000, after which phoenix.js up to 1.8.15 stays away for
    // ever (protocol.md §10, interop advice): 1001 lets it come back.
    std::vector<Socket *> rest;
    for (const auto &entry : m_sockets)
        rest.push_back(entry.second.get());
    for (Socket *open : rest)
        open->close(quint16(protocol::CloseCode::GoingAway), {}, QStringLiteral("closed"));
    // A poll of an ended session would wait for its window.
    m_longPoll.answerWaiting();
    finishIfEmpty();
}

void Endpoint::finishIfEmpty()
{
    if (!m_isStopping || m_hasStopped || !m_sockets.empty() || m_isDraining)
        return;
    m_hasStopped = true;
    m_stopDeadline.stop();
    if (m_clusterPresence)
        m_clusterPresence->stop();
    if (m_isListener)
        observe(tap::EventKind::ServerStopped, {});
    // Not within the turn that ended the last socket.
    QMetaObject::invokeMethod(this, &Endpoint::stopped, Qt::QueuedConnection);
}

} // namespace phx::server
