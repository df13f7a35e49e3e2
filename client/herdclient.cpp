// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herdclient.h"

#include "server/protocol/closecode.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <utility>

namespace phx::client {

using protocol::Payload;
using std::chrono::milliseconds;

namespace {

SocketOptions optionsFor(int number, HerdPlan &plan)
{
    SocketOptions options = plan.options.socket;
    options.connection += quint64(number);
    options.paramsFunction = nullptr;
    options.params = UrlParams(QJsonDocument::fromJson(plan.connectParams.filled(number)).object());
    options.makeTransport = [&plan](TransportKind kind, const TransportRequest &request) {
        ++plan.tally.attempts;
        return plan.options.socket.makeTransport(kind, request);
    };
    return options;
}

} // namespace

HerdClient::HerdClient(int number, HerdPlan &plan)
    : m_number(number)
    , m_plan(plan)
    , m_socket(plan.options.endPoint, optionsFor(number, plan))
    , m_pushTimer(m_socket.timers())
{
    watchSocket();
    m_channel =
        m_socket.channel(plan.topic.filled(number), Payload::json(plan.joinParams.filled(number)));
}

void HerdClient::watchSocket()
{
    m_socket.onOpen([this] { handleOpen(); });
    m_socket.onClose([this](const CloseEvent &) { handleClose(); });
    m_socket.onError([this](const TransportError &, TransportKind, int) {
        // Long polling also calls the end of an open connection an error.
        if (!m_isOpen)
            ++m_plan.tally.refused;
    });
    m_socket.onMessage([this](const protocol::ServerMessage &) { ++m_plan.tally.messages; });
}

void HerdClient::start()
{
    watchJoins();
    m_socket.connectSocket();
}

void HerdClient::watchJoins()
{
    const auto refuse = [this](const Payload &) { ++m_plan.tally.refusedJoins; };
    // A channel that was never joined can always be joined.
    const auto join = m_channel->join();
    join.value()->receive("ok", [this](const Payload &) { handleJoined(); });
    join.value()->receive("error", refuse);
    join.value()->receive("timeout", refuse);
}

void HerdClient::handleOpen()
{
    m_isOpen = true;
    if (!m_lostAt || std::exchange(m_isReopened, true))
        return;
    m_plan.tally.reconnected.add(m_socket.timers().now() - *m_lostAt);
}

void HerdClient::handleClose()
{
    if (!std::exchange(m_isOpen, false))
        return;
    ++m_plan.tally.lost;
    if (m_isDisconnected)
        return;
    // One that is lost again before it was joined again has been away all the time.
    if (m_lostAt)
        return;
    m_lostAt = m_socket.timers().now();
    m_isReopened = false;
}

void HerdClient::handleJoined()
{
    if (m_lostAt)
        m_plan.tally.rejoined.add(m_socket.timers().now() - *m_lostAt);
    m_lostAt.reset();
    if (!m_plan.options.push || m_pushTimer.isActive())
        return;
    const auto every = double(m_plan.options.push->every.count());
    m_pushTimer.start(milliseconds(qint64(every * QRandomGenerator::global()->generateDouble())),
                      [this] { push(); });
}

void HerdClient::push()
{
    const HerdPush &push = *m_plan.options.push;
    const auto pushed =
        m_channel->push(push.event, Payload::json(m_plan.pushPayload.filled(m_number)));
    if (pushed) {
        ++m_plan.tally.pushes;
        const auto answered = [this](const Payload &) { ++m_plan.tally.answeredPushes; };
        pushed.value()->receive("ok", answered);
        pushed.value()->receive("error", answered);
        pushed.value()->receive("timeout",
                                [this](const Payload &) { ++m_plan.tally.timedOutPushes; });
    } else {
        ++m_plan.tally.refusedPushes;
    }
    const Backoff wait {.steps = {}, .rest = push.every, .jitter = push.spread};
    m_pushTimer.start(wait.delay(1, QRandomGenerator::global()->generateDouble()),
                      [this] { this->push(); });
}

void HerdClient::cut()
{
    // A new absence begins, also for one that was not joined again yet.
    if (m_isOpen)
        m_lostAt.reset();
    m_socket.cut();
}

void HerdClient::disconnect()
{
    m_isDisconnected = true;
    m_pushTimer.cancel();
    m_socket.disconnectSocket({}, quint16(protocol::CloseCode::Normal));
}

HerdState HerdClient::state() const
{
    const Transport::State state = m_socket.state();
    if (m_isDisconnected && state != Transport::State::Open)
        return HerdState::Idle;
    if (state == Transport::State::Connecting)
        return HerdState::Connecting;
    if (state != Transport::State::Open)
        return HerdState::Retrying;
    switch (m_channel->state()) {
    case Channel::State::Joined:
        return HerdState::Joined;
    case Channel::State::Joining:
        return HerdState::Connected;
    case Channel::State::Errored:
    case Channel::State::Leaving:
    case Channel::State::Closed:
        break;
    }
    return HerdState::Failed;
}

} // namespace phx::client
