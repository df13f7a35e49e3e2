// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlfields.h"

#include "server/protocol/payload.h"

namespace phx::app {

namespace {

const qsizetype MaxNameBytes = 1024; // nobody uses longer ones

} // namespace

QByteArray readName(ObjectReader &reader, QStringView key)
{
    const JsonNode *node = reader.require(key);
    const QByteArray text = reader.text(key).toUtf8();
    if (node != nullptr && (text.isEmpty() || text.size() > MaxNameBytes))
        reader.failValue(key, *node, QStringLiteral("a text of 1 to %1 bytes").arg(MaxNameBytes));
    return text;
}

std::optional<PresenceFields> readPresence(ObjectReader &reader, const QByteArray &source)
{
    PresenceFields fields {.topic = readName(reader, u"topic")};
    fields.key = QString::fromUtf8(readName(reader, u"key"));
    if (const JsonNode *meta = reader.find(u"meta")) {
        if (!meta->is(JsonNode::Kind::Object))
            reader.failValue(u"meta", *meta, QStringLiteral("an object"));
        fields.meta =
            protocol::Payload::json(source.mid(meta->begin, meta->end - meta->begin)).toObject();
    }
    return reader.isOk() ? std::optional(fields) : std::nullopt;
}

} // namespace phx::app
