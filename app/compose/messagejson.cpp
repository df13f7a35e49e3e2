// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/messagejson.h"

#include "app/workspace/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace phx::app {

namespace {

using Body = ComposedMessage::Body;

struct BodyKey
{
    Body body;
    const char *key;
};

constexpr std::array<BodyKey, 7> BodyKeys {{{Body::Json, "payload_text"},
                                            {Body::Hex, "payload_hex"},
                                            {Body::Base64, "payload_base64"},
                                            {Body::File, "payload_file"},
                                            {Body::RawText, "frame_text"},
                                            {Body::RawBinary, "frame_binary"},
                                            {Body::RawBytes, "frame_bytes"}}};
constexpr JsonLimits PayloadLimits {
    .maxBytes = 10'000'000, .maxDepth = 500, .maxValues = 1'000'000};

QByteArray member(const char *key, const QString &text)
{
    return QByteArray("\"") + key + "\": " + quotedJson(text);
}

//! The payload can stand there as the JSON value that it is.
bool fitsAsValue(const ComposedMessage &message, MessageLayout layout)
{
    return message.body == Body::Json
        && (layout == MessageLayout::Free || !message.text.contains(u'\n'))
        && message.text == message.text.trimmed()
        && JsonReader::read(message.text.toUtf8(), PayloadLimits).isOk();
}

} // namespace

QStringList messageKeys()
{
    QStringList keys {QStringLiteral("topic"), QStringLiteral("event"), QStringLiteral("payload")};
    for (const BodyKey &body : BodyKeys)
        keys.append(QLatin1String(body.key));
    return keys;
}

QByteArray quotedJson(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray writeMessage(const ComposedMessage &message, MessageLayout layout)
{
    QByteArrayList members;
    if (!message.topic.isEmpty() || !message.isRaw())
        members.append(member("topic", message.topic));
    if (!message.event.isEmpty() || !message.isRaw())
        members.append(member("event", message.event));
    if (fitsAsValue(message, layout)) {
        members.append("\"payload\": " + message.text.toUtf8());
    } else {
        for (const BodyKey &body : BodyKeys) {
            if (body.body == message.body)
                members.append(member(body.key, message.text));
        }
    }
    return members.join(", ");
}

ComposedMessage readMessage(ObjectReader &reader, const QByteArray &source)
{
    ComposedMessage message {.topic = reader.text(u"topic"), .event = reader.text(u"event")};
    int bodies = 0;
    if (const JsonNode *payload = reader.find(u"payload")) {
        message.text = QString::fromUtf8(source.mid(payload->begin, payload->end - payload->begin));
        ++bodies;
    }
    for (const BodyKey &body : BodyKeys) {
        const QString key = QLatin1String(body.key);
        const JsonNode *node = reader.find(key);
        if (node == nullptr)
            continue;
        message.body = body.body;
        message.text = reader.text(key);
        if (++bodies > 1)
            reader.fail(node->position,
                        QStringLiteral("a message has one payload or frame, not several"));
    }
    if (bodies == 0)
        message.text = QStringLiteral("{}");
    return message;
}

} // namespace phx::app
