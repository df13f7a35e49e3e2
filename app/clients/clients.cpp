// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/clients.h"

#include "app/hosting.h"
#include "server/protocol/events.h"
#include "server/transport/connection.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSslCertificate>

#include <algorithm>
#include <utility>

namespace phx::app {

namespace {

constexpr std::chrono::milliseconds CollectInterval {33};
constexpr std::chrono::milliseconds CountdownInterval {100};
//! One person's clients are few and slow beside a server's.
constexpr tap::TapLimits ClientTapLimits {.maxEvents = 8192, .maxBytes = 64 * 1024 * 1024};

class Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::Clients)

public:
    static QString name(int number) { return tr("Client %1").arg(number); }
    static QString gone() { return tr("This client is gone."); }
    static QString tooMany(qsizetype count)
    {
        return tr("There are %1 clients already; remove one first.").arg(count);
    }
};

bool isCountingDown(const BuiltinState &state)
{
    return state.retryIn
        || std::any_of(state.channels.cbegin(), state.channels.cend(),
                       [](const BuiltinChannelState &channel) { return channel.rejoinIn; });
}

} // namespace

Clients::Clients(Hosting &hosting, QObject *parent)
    : QObject(parent)
    , m_hosting(hosting)
{
    m_collectTimer.setSingleShot(true);
    connect(&m_collectTimer, &QTimer::timeout, this, &Clients::collect);
    connect(&hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            &Clients::restartMoved);
}

Clients::~Clients() = default;

BuiltinClient *Clients::find(int client) const
{
    const auto found =
        std::find_if(m_clients.cbegin(), m_clients.cend(),
                     [client](const auto &other) { return other->number() == client; });
    return found == m_clients.cend() ? nullptr : found->get();
}

const BuiltinState *Clients::state(int client) const
{
    const auto found =
        std::find_if(m_states.cbegin(), m_states.cend(),
                     [client](const BuiltinState &other) { return other.number == client; });
    return found == m_states.cend() ? nullptr : &*found;
}

const ClientProfile *Clients::profile(int client) const
{
    const BuiltinClient *found = find(client);
    return found == nullptr ? nullptr : &found->profile();
}

Result<ClientPlan, ProfileProblem> Clients::plan(const ClientProfile &profile) const
{
    auto plan = planOf(profile);
    // The certificate of the server here need not be known to the system.
    if (const auto &tls = m_hosting.config().tls; tls && plan && plan.value().endPoint.isEmpty())
        plan.value().options.network.caCertificates += QSslCertificate::fromPath(tls->certificate);
    return plan;
}

Result<int, ProfileProblem> Clients::add(const ClientProfile &profile)
{
    const auto plan = this->plan(profile);
    if (!plan)
        return plan.error();
    if (std::ssize(m_clients) >= MaxClients)
        return ProfileProblem {ProfileProblem::Field::None, Text::tooMany(MaxClients)};
    ClientProfile named = profile;
    const int number = ++m_lastNumber;
    if (named.name.trimmed().isEmpty())
        named.name = Text::name(number);
    m_clients.push_back(std::make_unique<BuiltinClient>(number, named, plan.value(), this));
    BuiltinClient &client = *m_clients.back();
    connect(&client, &BuiltinClient::changed, this, [this] {
        if (!m_collectTimer.isActive() || m_collectTimer.remainingTime() > CollectInterval.count())
            m_collectTimer.start(CollectInterval);
    });
    connect(&client, &BuiltinClient::answered, this, &Clients::answered);
    client.start(placeFor(client));
    if (!profile.topic.isEmpty())
        (void)client.join(++m_lastId, profile.topic.toUtf8(), plan.value().joinPayload);
    collect();
    return number;
}

BuiltinClient::Place Clients::placeFor(const BuiltinClient &client)
{
    BuiltinClient::Place place {.endPoint = client.plan().endPoint};
    if (place.endPoint.isEmpty()) {
        place.endPoint = m_hosting.socketUrl().toUtf8();
        place.isOwnServer = true;
    } else {
        place.isOwnServer = m_hosting.isOwn(QUrl::fromEncoded(place.endPoint));
    }
    if (place.isOwnServer)
        return place;
    if (!m_tap) {
        m_tap = std::make_shared<tap::Tap>(ClientTapLimits);
        m_hosting.addTap(m_tap);
    }
    place.tap = m_tap;
    const quint64 before = client.state().connection;
    place.connection = before != 0 ? before : server::Connection::nextNumber();
    return place;
}

//! The server listens (again), perhaps elsewhere. Clients of the same address come by themselves.
void Clients::restartMoved()
{
    if (m_hosting.socketUrl().isEmpty())
        return;
    for (const auto &client : m_clients) {
        const bool isOfThisServer = client->plan().endPoint.isEmpty();
        if (isOfThisServer && client->isWanted()
            && client->state().endPoint != m_hosting.socketUrl().toUtf8())
            client->start(placeFor(*client));
    }
}

std::optional<ProfileProblem> Clients::change(int client, const ClientProfile &profile)
{
    BuiltinClient *found = find(client);
    if (found == nullptr)
        return ProfileProblem {ProfileProblem::Field::None, Text::gone()};
    const auto plan = this->plan(profile);
    if (!plan)
        return plan.error();
    ClientProfile named = profile;
    if (named.name.trimmed().isEmpty())
        named.name = Text::name(client);
    const bool wasWanted = found->isWanted();
    found->change(named, plan.value(), [this, client, wasWanted] {
        if (wasWanted)
            connectClient(client);
    });
    collect();
    return std::nullopt;
}

void Clients::remove(int client)
{
    BuiltinClient *gone = find(client);
    if (gone == nullptr)
        return;
    const auto at = std::find_if(m_clients.begin(), m_clients.end(),
                                 [gone](const auto &other) { return other.get() == gone; });
    // It lives on, unseen, until it is closed.
    at->release();
    m_clients.erase(at);
    gone->disconnect(this);
    gone->stop([gone] { gone->deleteLater(); });
    collect();
}

void Clients::connectClient(int client)
{
    if (BuiltinClient *found = find(client))
        found->start(placeFor(*found));
}

void Clients::connectNow(int client)
{
    if (BuiltinClient *found = find(client)) {
        // Disconnecting ends the wait; what is connected anew is not waited for.
        found->stop();
        found->start(placeFor(*found));
    }
}

void Clients::disconnectClient(int client)
{
    if (BuiltinClient *found = find(client))
        found->stop();
}

void Clients::cut(int client)
{
    if (BuiltinClient *found = find(client))
        found->cut();
}

Clients::Sent Clients::send(int client, const QByteArray &topic, const QByteArray &event,
                            const protocol::Payload &payload)
{
    if (event == protocol::events::Join)
        return join(client, topic, payload);
    if (event == protocol::events::Leave)
        return leave(client, topic);
    BuiltinClient *found = find(client);
    return found == nullptr ? Text::gone() : found->push(++m_lastId, topic, event, payload);
}

Clients::Sent Clients::join(int client, const QByteArray &topic, const protocol::Payload &payload)
{
    BuiltinClient *found = find(client);
    return found == nullptr ? Text::gone() : found->join(++m_lastId, topic, payload);
}

Clients::Sent Clients::leave(int client, const QByteArray &topic)
{
    BuiltinClient *found = find(client);
    return found == nullptr ? Text::gone() : found->leave(++m_lastId, topic);
}

Clients::Sent Clients::sendFrame(int client, const protocol::Frame &frame)
{
    BuiltinClient *found = find(client);
    return found == nullptr ? Text::gone() : found->sendFrame(++m_lastId, frame);
}

void Clients::collect()
{
    QList<BuiltinState> states;
    for (const auto &client : m_clients)
        states.append(client->state());
    if (std::any_of(states.cbegin(), states.cend(), isCountingDown))
        m_collectTimer.start(CountdownInterval);
    if (states == m_states)
        return;
    m_states = std::move(states);
    emit changed();
}

void Clients::stopAndWait()
{
    QEventLoop loop;
    auto open = std::ssize(m_clients);
    for (const auto &client : m_clients) {
        client->stop([&open, &loop] {
            if (--open == 0)
                loop.quit();
        });
    }
    if (open > 0)
        loop.exec();
}

} // namespace phx::app
