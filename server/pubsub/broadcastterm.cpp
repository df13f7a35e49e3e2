// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/broadcastterm.h"

#include "server/pubsub/jsonterm.h"

namespace phx::server::broadcastterm {

using protocol::Broadcast;
using protocol::EtfTerm;
using protocol::Payload;

namespace {

const char *const StructName = "Elixir.Phoenix.Socket.Broadcast";

//! The value of that atom key; null if there is none. A binary key is not meant.
const EtfTerm *field(const EtfTerm &map, const char *name)
{
    if (map.kind() != EtfTerm::Kind::Map)
        return nullptr;
    for (qsizetype i = 0; i + 1 < map.items().size(); i += 2) {
        if (map.items().at(i).isAtom(name))
            return &map.items().at(i + 1);
    }
    return nullptr;
}

Result<Payload, QString> toPayload(const EtfTerm &term)
{
    const bool isBinary = term.isTuple(2) && term.items().at(0).isAtom("binary")
        && term.items().at(1).kind() == EtfTerm::Kind::Binary;
    if (isBinary)
        return Payload::binary(term.items().at(1).bytes());
    if (term.kind() != EtfTerm::Kind::Map)
        return QStringLiteral("its payload is neither a map nor {:binary, bytes}");
    auto json = jsonterm::toJson(term);
    if (!json)
        return json.error();
    return Payload::json(std::move(json).value());
}

} // namespace

Result<EtfTerm, QString> toTerm(const Broadcast &broadcast)
{
    EtfTerm payload;
    if (broadcast.payload.isBinary()) {
        payload =
            EtfTerm::tuple({EtfTerm::atom("binary"), EtfTerm::binary(broadcast.payload.bytes())});
    } else {
        auto term = jsonterm::toTerm(broadcast.payload.bytes());
        if (!term)
            return term;
        payload = std::move(term).value();
    }
    return EtfTerm::map({EtfTerm::atom("__struct__"), EtfTerm::atom(StructName),
                         EtfTerm::atom("event"), EtfTerm::binary(broadcast.event),
                         EtfTerm::atom("payload"), payload, EtfTerm::atom("topic"),
                         EtfTerm::binary(broadcast.topic)});
}

bool isBroadcast(const EtfTerm &term)
{
    const EtfTerm *name = field(term, "__struct__");
    return name != nullptr && name->isAtom(StructName);
}

Result<Broadcast, QString> fromTerm(const EtfTerm &term)
{
    if (!isBroadcast(term))
        return QStringLiteral("it is no Phoenix.Socket.Broadcast");
    const EtfTerm *topic = field(term, "topic");
    const EtfTerm *event = field(term, "event");
    const EtfTerm *payload = field(term, "payload");
    const auto isText = [](const EtfTerm *field) {
        return field != nullptr && field->kind() == EtfTerm::Kind::Binary
            && field->bytes().isValidUtf8();
    };
    if (!isText(topic) || !isText(event))
        return QStringLiteral("its topic or event is no text");
    if (payload == nullptr)
        return QStringLiteral("it has no payload");
    auto read = toPayload(*payload);
    if (!read)
        return read.error();
    return Broadcast {
        .topic = topic->bytes(), .event = event->bytes(), .payload = std::move(read).value()};
}

} // namespace phx::server::broadcastterm
