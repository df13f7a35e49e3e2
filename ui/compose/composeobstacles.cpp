// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// Why a message cannot be sent, and what to know before: the part of ComposePanel that speaks.
#include "ui/compose/answerview.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/sendtarget.h"
#include "ui/views/jsoneditor.h"

#include <QLineEdit>

#include <algorithm>

namespace phx::ui {

namespace {

using Body = app::ComposedMessage::Body;
using Kind = app::SendRoute::Kind;

} // namespace

QString ComposePanel::fieldsProblem()
{
    if (fields().isRaw())
        return {};
    if (m_topic->text().isEmpty())
        return tr("Enter a topic.");
    if (m_event->text().isEmpty())
        return tr("Enter an event.");
    for (const QLineEdit *field : {m_topic, m_event}) {
        const auto expanded = m_composer.preview(field->text());
        if (!expanded)
            return tr("%1, column %2: %3", "name of a field, place, what is wrong there")
                .arg(field->accessibleName())
                .arg(expanded.error().position + 1)
                .arg(expanded.error().sentence);
    }
    return {};
}

bool ComposePanel::isSenderGone() const
{
    return m_target->route().kind == Kind::Client && m_target->sender() == nullptr;
}

QString ComposePanel::obstacle()
{
    if (isSenderGone())
        return tr("This client was removed: choose who sends.");
    const QString wrong = fieldsProblem();
    if (!wrong.isEmpty())
        return wrong;
    if (const auto &problem = m_editor->problem())
        return tr("Line %1, column %2: %3")
            .arg(QString::number(problem->line), QString::number(problem->column),
                 problem->sentence);
    const app::BuiltinState *client = m_target->sender();
    return client != nullptr ? clientObstacle(*client) : serverObstacle();
}

QString ComposePanel::serverObstacle() const
{
    if (m_serverState != server::EndpointStatus::State::Listening)
        return tr("The server is not running.");
    if (m_target->isReachable())
        return {};
    if (!fields().isRaw())
        return tr("c%1 is not on %2.")
            .arg(QString::number(m_target->connection()), m_topic->text());
    return m_target->route().kind == Kind::ServerToClient
        ? tr("c%1 is not connected.").arg(m_target->connection())
        : tr("A raw frame goes to one client: choose which.");
}

QString ComposePanel::clientObstacle(const app::BuiltinState &client) const
{
    if (fields().isRaw())
        return client.phase == app::BuiltinState::Phase::Connected
            ? QString()
            : tr("%1 is not connected.").arg(client.name);
    const QByteArray wanted = m_topic->text().toUtf8();
    const bool isOnIt = std::any_of(
        client.channels.cbegin(), client.channels.cend(),
        [&wanted](const app::BuiltinChannelState &channel) { return channel.topic == wanted; });
    if (isOnIt || m_event->text() == QLatin1String("phx_join"))
        return {};
    return tr("%1 has not joined %2: send phx_join first.").arg(client.name, m_topic->text());
}

QString ComposePanel::hint() const
{
    if (!m_composer.history().problem().isEmpty())
        return tr("Not kept: %1").arg(m_composer.history().problem());
    if (const app::BuiltinState *client = m_target->sender())
        return clientHint(*client);
    if (fields().isRaw())
        return tr("Goes out as it is, right or wrong.");
    if (m_target->route().kind != Kind::ServerToClient && m_target->recipients() == 0)
        return tr("Nobody is on %1: the broadcast reaches no one.").arg(m_topic->text());
    const QString text = m_editor->toPlainText().trimmed();
    if (body() == Body::Json && !text.startsWith(u'{'))
        return tr("Phoenix itself sends only objects; a client may not expect this.");
    return {};
}

QString ComposePanel::clientHint(const app::BuiltinState &client) const
{
    if (!m_answer->summary().isEmpty())
        return m_answer->summary();
    if (client.phase != app::BuiltinState::Phase::Connected && !client.problem.isEmpty())
        return client.problem;
    if (fields().isRaw())
        return tr("Goes out as it is, right or wrong.");
    const QByteArray wanted = m_topic->text().toUtf8();
    for (const app::BuiltinChannelState &channel : client.channels) {
        if (channel.topic == wanted && channel.state != client::Channel::State::Joined
            && m_event->text() != QLatin1String("phx_leave"))
            return tr("Waits in the client until %1 is joined, 10 s at most.").arg(m_topic->text());
    }
    return {};
}

} // namespace phx::ui
