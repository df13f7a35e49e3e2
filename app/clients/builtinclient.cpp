// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/builtinclient.h"

#include "server/protocol/events.h"
#include "server/protocol/serializer.h"
#include "server/protocol/vsn.h"

#include <QCoreApplication>

#include <utility>

namespace phx::app {

using client::Channel;
using client::Transport;
using protocol::Payload;

namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::BuiltinClient)

public:
    static QString notJoined(const QByteArray &topic)
    {
        return tr("This client has not joined %1.").arg(QString::fromUtf8(topic));
    }
    static QString notConnected() { return tr("This client is not connected."); }
    static QString notRunning() { return tr("The server is not running."); }
    static QString tooManyChannels(qsizetype count)
    {
        return tr("This client has %1 channels already; leave one first.").arg(count);
    }
    //! In the words of the window; the row of the refusal has the library's.
    static QString problem(const client::TransportError &error)
    {
        using Cause = client::TransportError::Cause;
        switch (error.cause) {
        case Cause::Refused:
            return refused(error);
        case Cause::Unreachable:
            return tr("The server could not be reached in time.");
        case Cause::Silent:
            return tr("The server did not answer in time.");
        case Cause::Closed:
            return tr("The server closed the connection before it had answered.");
        case Cause::Tls:
            return tr("TLS fails, see the CA of the profile: %1").arg(error.sentence);
        case Cause::Unusable:
            return tr(
                "What the server answers is not of a socket: see host, port and path of the URL.");
        case Cause::SessionGone:
            return tr("The server does not know the long-poll session any more.");
        case Cause::Other:
            break;
        }
        return error.sentence;
    }
    static QString refused(const client::TransportError &error)
    {
        if (error.status == 403)
            return tr("The server refuses the connection (403): see whether origin, token and "
                      "params are what it wants.");
        if (error.status == 404)
            return tr("There is no socket at this address (404): see the path of the URL.");
        return tr("The server answers the connection with the status %1 of HTTP.")
            .arg(error.status);
    }
    static QString tooManyPushes(qsizetype count)
    {
        return tr("%1 messages of this client wait for the join already.").arg(count);
    }
    static QString closed(const client::CloseEvent &event)
    {
        return event.reason.isEmpty()
            ? tr("Closed with code %1.").arg(event.code)
            : tr("Closed with code %1: %2").arg(event.code).arg(QString::fromUtf8(event.reason));
    }
};

//! So that the server's view of the same connection can name it; see clientLabel().
QByteArray userAgent(int number)
{
    return "Channelscope/" PHX_VERSION " (built-in " + QByteArray::number(number) + ')';
}

} // namespace

BuiltinClient::BuiltinClient(int number, const ClientProfile &profile, const ClientPlan &plan,
                             QObject *parent)
    : QObject(parent)
    , m_number(number)
    , m_profile(profile)
    , m_pending([this](const ClientAnswer &answer) {
        // Later: who sent must know the id first, and may do anything then.
        QMetaObject::invokeMethod(
            this, [this, answer] { emit answered(answer); }, Qt::QueuedConnection);
    })
{
    setPlan(plan);
}

BuiltinClient::~BuiltinClient()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void BuiltinClient::start(const Place &place)
{
    m_isWanted = true;
    if (place.endPoint.isEmpty()) {
        m_problem = Text::notRunning();
        emit changed();
        return;
    }
    if (!m_socket || place != m_place)
        makeSocket(place);
    m_socket->connectSocket();
    emit changed();
}

void BuiltinClient::setPlan(const ClientPlan &plan)
{
    m_plan = plan;
    m_plan.options.network.headers.append({"User-Agent", userAgent(m_number)});
}

void BuiltinClient::change(const ClientProfile &profile, const ClientPlan &plan,
                           std::function<void()> closed)
{
    const QByteArray oldTopic = m_profile.topic.toUtf8();
    m_profile = profile;
    setPlan(plan);
    m_joins.removeIf([&oldTopic](const Join &join) { return join.topic == oldTopic; });
    if (!profile.topic.isEmpty())
        keepJoin(profile.topic.toUtf8(), plan.joinPayload);
    // A start from now on makes a new socket.
    m_place = {};
    // Later: the socket says that it is closed, and must not be destroyed meanwhile.
    stop([this, closed = std::move(closed)] {
        QMetaObject::invokeMethod(
            this,
            [this, closed] {
                if (m_place == Place {}) {
                    m_pending.failAll();
                    m_refusals.clear();
                    if (m_socket)
                        m_socket->disconnect(this);
                    m_socket.reset();
                }
                closed();
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

void BuiltinClient::keepJoin(const QByteArray &topic, const Payload &payload)
{
    m_joins.removeIf([&topic](const Join &join) { return join.topic == topic; });
    m_joins.append({topic, payload});
}

void BuiltinClient::makeSocket(const Place &place)
{
    m_pending.failAll();
    m_refusals.clear();
    m_problem.clear();
    m_place = place;
    client::SocketOptions options = m_plan.options;
    options.tap = place.tap;
    options.connection = place.connection;
    if (m_socket)
        m_socket->disconnect(this);
    m_socket = std::make_unique<client::Socket>(place.endPoint, std::move(options));
    watchSocket();
    const QList<Join> joins = m_joins;
    for (const Join &join : joins)
        startJoin(join.topic, join.payload);
}

void BuiltinClient::watchSocket()
{
    connect(m_socket.get(), &client::Socket::stateChanged, this, &BuiltinClient::changed);
    connect(m_socket.get(), &client::Socket::channelsChanged, this, &BuiltinClient::changed);
    m_socket->onOpen([this] { m_problem.clear(); });
    m_socket->onError([this](const client::TransportError &error, client::TransportKind, int) {
        m_problem = Text::problem(error);
    });
    m_socket->onClose([this](const client::CloseEvent &event) {
        if (m_problem.isEmpty() && m_isWanted)
            m_problem = Text::closed(event);
        emit changed();
    });
    m_socket->onMessage(
        [this](const protocol::ServerMessage &received) { m_pending.handleMessage(received); });
}

void BuiltinClient::stop(std::function<void()> done)
{
    m_isWanted = false;
    m_problem.clear();
    if (m_socket)
        m_socket->disconnectSocket(std::move(done), 1000);
    else if (done)
        done();
    emit changed();
}

void BuiltinClient::cut()
{
    if (m_socket)
        m_socket->cut();
}

std::shared_ptr<Channel> BuiltinClient::channel(const QByteArray &topic) const
{
    if (!m_socket)
        return nullptr;
    // The newest: an older one of the same topic is on its way out.
    const auto &channels = m_socket->channels();
    for (auto at = channels.crbegin(); at != channels.crend(); ++at) {
        if ((*at)->topic() == topic)
            return *at;
    }
    return nullptr;
}

std::shared_ptr<client::Push> BuiltinClient::startJoin(const QByteArray &topic,
                                                       const Payload &payload)
{
    // One that could not be joined would try again beside the new one.
    if (const auto old = channel(topic); old && old->state() == Channel::State::Errored)
        old->leave();
    const auto joined = m_socket->channel(topic, payload);
    const auto push = joined->join().value();
    push->receive("ok", [this, topic](const Payload &) { m_refusals.remove(topic); });
    push->receive("error", [this, topic](const Payload &response) {
        m_refusals.insert(topic, response.bytes());
        emit changed();
    });
    return push;
}

BuiltinClient::Sent BuiltinClient::join(quint64 id, const QByteArray &topic, const Payload &payload)
{
    if (m_joins.size() >= MaxChannels)
        return Text::tooManyChannels(m_joins.size());
    keepJoin(topic, payload);
    // Before the server listens there is nothing to ask; the first socket joins.
    if (!m_socket)
        return id;
    m_pending.waitForPush(id, startJoin(topic, payload));
    return id;
}

BuiltinClient::Sent BuiltinClient::leave(quint64 id, const QByteArray &topic)
{
    m_joins.removeIf([&topic](const Join &join) { return join.topic == topic; });
    m_refusals.remove(topic);
    const auto left = channel(topic);
    if (!left)
        return Text::notJoined(topic);
    // The library takes it for answered at once; this is about what the server says.
    const auto push = left->leave();
    m_pending.waitForRef(id, protocol::WireValue::text(topic), push->ref(), m_plan.options.timeout);
    return id;
}

BuiltinClient::Sent BuiltinClient::push(quint64 id, const QByteArray &topic,
                                        const QByteArray &event, const Payload &payload)
{
    const auto on = channel(topic);
    if (!on)
        return Text::notJoined(topic);
    if (!on->canPush() && on->bufferedPushes() >= m_plan.options.maxBuffered)
        return Text::tooManyPushes(on->bufferedPushes());
    const auto pushed = on->push(event, payload);
    if (!pushed)
        return pushed.error();
    m_pending.waitForPush(id, pushed.value());
    return id;
}

BuiltinClient::Sent BuiltinClient::sendFrame(quint64 id, const protocol::Frame &frame)
{
    if (!m_socket || !m_socket->sendFrame(frame))
        return Text::notConnected();
    const protocol::Vsn vsn =
        protocol::negotiateVsn(m_plan.options.vsn).value_or(protocol::Vsn::V2);
    const auto message = protocol::Serializer::forVsn(vsn).decode(frame);
    if (!message || message.value().ref.isNull())
        return quint64(0);
    m_pending.waitForRef(id, message.value().topic, message.value().ref, m_plan.options.timeout);
    return id;
}

BuiltinState::Phase BuiltinClient::phase() const
{
    using Phase = BuiltinState::Phase;
    if (!m_socket)
        return m_isWanted ? Phase::Waiting : Phase::Off;
    switch (m_socket->state()) {
    case Transport::State::Open:
        return Phase::Connected;
    case Transport::State::Closing:
        return Phase::Closing;
    case Transport::State::Connecting:
        return Phase::Connecting;
    case Transport::State::Closed:
        break;
    }
    if (!m_isWanted)
        return Phase::Off;
    return m_socket->reconnectIn() ? Phase::Waiting : Phase::Connecting;
}

BuiltinChannelState BuiltinClient::stateOf(const Channel &channel) const
{
    return {.topic = channel.topic(),
            .state = channel.state(),
            .rejoinIn = channel.rejoinIn(),
            .attempt = channel.rejoinTries() + 1,
            .joins = channel.joinCount(),
            .refusal = m_refusals.value(channel.topic())};
}

BuiltinState BuiltinClient::state() const
{
    BuiltinState state {.number = m_number,
                        .name = m_profile.name,
                        .endPoint = m_socket ? m_place.endPoint : m_plan.endPoint,
                        .isOwnServer = m_place.isOwnServer,
                        .phase = phase(),
                        .retryIn = {},
                        .attempt = 0,
                        .transport = m_plan.options.transport,
                        .connection = m_place.connection,
                        .problem = m_problem};
    if (!m_socket)
        return state;
    state.transport = m_socket->transportKind();
    state.retryIn = m_socket->reconnectIn();
    state.attempt = m_socket->reconnectTries() + 1;
    for (const auto &channel : m_socket->channels())
        state.channels.append(stateOf(*channel));
    return state;
}

} // namespace phx::app
