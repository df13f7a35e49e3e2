// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/sendtarget.h"

#include <QAbstractItemView>
#include <QEvent>

#include <algorithm>

namespace phx::ui {

namespace {

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
        m_connection = m_targets.at(row).connection;
        update();
    });
    update();
}

void SendTarget::setTopic(const QString &topic)
{
    m_topic = topic;
    update();
}

void SendTarget::setSnapshot(const app::LiveSnapshot &snapshot)
{
    m_clients = snapshot.clients;
    update();
}

void SendTarget::setConnection(quint64 connection)
{
    m_connection = connection;
    update();
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
                     [this](const Target &target) { return target.connection == m_connection; });
    if (!view()->isVisible())
        setCurrentIndex(static_cast<int>(chosen - m_targets.cbegin()));
    emit targetChanged();
}

QList<SendTarget::Target> SendTarget::collectTargets()
{
    QList<Target> targets {{0,
                            m_topic.isEmpty() ? tr("Server → all of a topic")
                                              : tr("Server → all of %1").arg(m_topic)}};
    const QByteArray wireTopic = m_topic.toUtf8();
    m_isOnTopic = false;
    QString chosenName = QStringLiteral("c%1").arg(m_connection);
    for (const app::ClientState &client : m_clients) {
        if (client.connection == m_connection)
            chosenName = clientName(client);
        if (!isJoined(client, wireTopic))
            continue;
        targets.append(
            {client.connection, tr("Server → client %1 on %2").arg(clientName(client), m_topic)});
        m_isOnTopic = m_isOnTopic || client.connection == m_connection;
    }
    m_subscribers = static_cast<int>(targets.size()) - 1;
    if (m_connection != 0 && m_topic.isEmpty())
        targets.append({m_connection, tr("Server → client %1").arg(chosenName)});
    else if (m_connection != 0 && !m_isOnTopic)
        targets.append(
            {m_connection, tr("Server → client %1, which is not on %2").arg(chosenName, m_topic)});
    return targets;
}

QString SendTarget::clientName(const app::ClientState &client)
{
    const QString number = QStringLiteral("c%1").arg(client.connection);
    return client.label.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, client.label);
}

} // namespace phx::ui
