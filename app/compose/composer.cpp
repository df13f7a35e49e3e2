// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/composer.h"

#include "app/clients/clients.h"
#include "app/hosting.h"

namespace phx::app {

Composer::Composer(Hosting &hosting, Clients &clients, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_hosting(hosting)
    , m_clients(clients)
    , m_history(directory)
    , m_library(directory, hosting.workspacePath())
{ }

Result<ExpandedText, TextProblem> Composer::preview(const QString &text)
{
    return expandTemplate(text, TemplateText::Plain, variables().lookup(Generators::Draw::Preview));
}

std::optional<ComposeProblem> Composer::send(const ComposedMessage &message, const SendRoute &route)
{
    const auto built = buildMessage(message, variables().lookup(Generators::Draw::Use));
    if (!built)
        return built.error();
    quint64 answer = 0;
    if (route.kind == SendRoute::Kind::Client) {
        const auto sent = deliverAsClient(built.value(), int(route.id));
        if (!sent)
            return ComposeProblem {.field = ComposeProblem::Field::Topic,
                                   .text = {.position = 0, .sentence = sent.error()}};
        answer = sent.value();
    } else {
        deliver(built.value(), route);
    }
    m_history.add(message);
    emit sent(route, built.value(), answer);
    return std::nullopt;
}

Result<quint64, QString> Composer::deliverAsClient(const OutgoingMessage &message, int client)
{
    return message.frame ? m_clients.sendFrame(client, *message.frame)
                         : m_clients.send(client, message.topic, message.event, message.payload);
}

void Composer::deliver(const OutgoingMessage &message, const SendRoute &route)
{
    server::EndpointThread &endpoint = m_hosting.endpoint();
    switch (route.kind) {
    case SendRoute::Kind::ServerToAll:
    case SendRoute::Kind::ServerToAllBut:
        endpoint.broadcast(message.topic, message.event, message.payload, route.id);
        break;
    case SendRoute::Kind::ServerToClient:
        if (message.frame)
            endpoint.sendFrame(route.id, *message.frame);
        else
            endpoint.push(route.id, message.topic, message.event, message.payload);
        break;
    case SendRoute::Kind::Client:
        break;
    }
}

} // namespace phx::app
