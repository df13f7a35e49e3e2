// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/sendtarget.h"

#include <QAbstractItemView>
#include <QEvent>

#include <algorithm>

namespace phx::ui {

namespace {

using Kind = app::SendRoute::Kind;

constexpr int MinimumCharacters = 20;

bool isJoined(const app::ClientState &client, const QByteArray &topic)
{
    return client.connected
        && std::any_of(client.channels.cbegin(), client.channels.cend(),
                       [&topic](const app::ChannelState &channel) {
                           return channel.topic == topic
                               && channel.state == app::ChannelState::State::Joined;
                       });
}

} // namespace

SendTarget::SendTarget(QWidget *parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(MinimumCharacters);
    connect(this, &QComboBox::activated, this, [this](int row) {
        m_route = m_targets.at(row).route;
        update();
    });
    update();
}

void SendTarget::setTopic(const QString &topic)
{
    m_topic = topic;
    update();
}

void SendTarget::setForm(Form form)
{
    m_form = form;
    update();
}

void SendTarget::setSnapshot(const app::LiveSnapshot &snapshot)
{
    m_clients = snapshot.clients;
    update();
}

void SendTarget::setConnection(quint64 connection)
{
    choose({connection == 0 ? Kind::ServerToAll : Kind::ServerToClient, connection});
}

void SendTarget::setClients(const QList<app::BuiltinState> &clients)
{
    m_senders = clients;
    update();
}

void SendTarget::setSender(int client)
{
    choose({Kind::Client, quint64(client)});
}

const app::BuiltinState *SendTarget::sender() const
{
    if (m_route.kind != Kind::Client)
        return nullptr;
    const auto found =
        std::find_if(m_senders.cbegin(), m_senders.cend(), [this](const app::BuiltinState &client) {
            return quint64(client.number) == m_route.id;
        });
    return found == m_senders.cend() ? nullptr : &*found;
}

void SendTarget::choose(const app::SendRoute &route)
{
    m_route = route;
    update();
}

int SendTarget::recipients() const
{
    switch (m_route.kind) {
    case Kind::ServerToAll:
        return m_subscribers;
    case Kind::ServerToAllBut:
        return m_isReachable ? m_subscribers - 1 : m_subscribers;
    case Kind::ServerToClient:
    case Kind::Client:
        break;
    }
    return m_isReachable ? 1 : 0;
}

void SendTarget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        update();
    QComboBox::changeEvent(event);
}

void SendTarget::hidePopup()
{
    const bool wasOpen = view()->isVisible();
    QComboBox::hidePopup();
    // Qt also calls this for a box that is hidden, even while its window is destroyed.
    if (wasOpen)
        update();
}

void SendTarget::update()
{
    const QList<Target> targets = collectTargets();
    // Not while the list is open: it would change under the pointer.
    if (targets != m_targets && !view()->isVisible()) {
        m_targets = targets;
        clear();
        for (const Target &target : targets)
            addItem(target.text);
    }
    const auto chosen =
        std::find_if(m_targets.cbegin(), m_targets.cend(),
                     [this](const Target &target) { return target.route == m_route; });
    if (!view()->isVisible())
        setCurrentIndex(static_cast<int>(chosen - m_targets.cbegin()));
    emit targetChanged();
}

QList<SendTarget::Target> SendTarget::collectTargets()
{
    QList<Target> targets;
    const bool isToOne = m_route.kind == Kind::ServerToClient || m_route.kind == Kind::Client;
    if (m_form == Form::Message || !isToOne)
        targets.append({{}, targetText(Kind::ServerToAll, {})});
    QList<Target> allBut;
    const QByteArray wireTopic = m_topic.toUtf8();
    m_subscribers = 0;
    for (const app::ClientState &client : m_clients) {
        if (m_form == Form::Message ? !isJoined(client, wireTopic) : !client.connected)
            continue;
        ++m_subscribers;
        const QString name = clientName(client);
        targets.append(
            {{Kind::ServerToClient, client.connection}, targetText(Kind::ServerToClient, name)});
        if (m_form == Form::Message)
            allBut.append({{Kind::ServerToAllBut, client.connection},
                           targetText(Kind::ServerToAllBut, name)});
    }
    targets += allBut;
    for (const app::BuiltinState &client : std::as_const(m_senders))
        targets.append({{Kind::Client, quint64(client.number)}, senderText(client.name)});
    m_isReachable = m_form == Form::Message || isToOne;
    const bool isListed =
        std::any_of(targets.cbegin(), targets.cend(),
                    [this](const Target &target) { return target.route == m_route; });
    if (!isListed) {
        m_isReachable = false;
        targets.append({m_route, lostText()});
    }
    return targets;
}

QString SendTarget::targetText(Kind kind, const QString &client) const
{
    if (m_form == Form::Frame && kind == Kind::ServerToAll)
        return tr("Choose a client");
    if (m_form == Form::Frame)
        return tr("Server → client %1").arg(client);
    switch (kind) {
    case Kind::ServerToAll:
        return m_topic.isEmpty() ? tr("Server → all of a topic")
                                 : tr("Server → all of %1").arg(m_topic);
    case Kind::ServerToAllBut:
        return tr("Server → all of %2 but %1").arg(client, m_topic);
    case Kind::ServerToClient:
    case Kind::Client:
        break;
    }
    return tr("Server → client %1 on %2").arg(client, m_topic);
}

QString SendTarget::senderText(const QString &client) const
{
    return m_form == Form::Frame || m_topic.isEmpty()
        ? tr("%1 → its server", "a client of the program's own").arg(client)
        : tr("%1 → its server, on %2", "a client of the program's own").arg(client, m_topic);
}

QString SendTarget::lostText() const
{
    if (m_route.kind == Kind::Client)
        return tr("A client that was removed");
    QString name = QStringLiteral("c%1").arg(m_route.id);
    for (const app::ClientState &client : m_clients) {
        if (client.connection == m_route.id)
            name = clientName(client);
    }
    if (m_form == Form::Frame)
        return tr("Server → client %1, which is not connected").arg(name);
    if (m_topic.isEmpty())
        return tr("Server → client %1").arg(name);
    return m_route.kind == Kind::ServerToAllBut
        ? tr("Server → all of %2 but %1, which is not on it").arg(name, m_topic)
        : tr("Server → client %1, which is not on %2").arg(name, m_topic);
}

QString SendTarget::clientName(const app::ClientState &client)
{
    const QString number = QStringLiteral("c%1").arg(client.connection);
    return client.label.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, client.label);
}

} // namespace phx::ui
