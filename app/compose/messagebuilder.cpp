// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/messagebuilder.h"

#include "app/compose/payloadbytes.h"
#include "app/workspace/jsonreader.h"

#include <QCoreApplication>

namespace phx::app {

namespace {

using Body = ComposedMessage::Body;
using Field = ComposeProblem::Field;
using protocol::Frame;
using protocol::Opcode;
using protocol::Payload;

constexpr JsonLimits PayloadLimits {
    .maxBytes = MaxPayloadBytes, .maxDepth = 500, .maxValues = 5'000'000};

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::MessageBuilder)
};

ComposeProblem inBody(const TextProblem &problem)
{
    return {.field = Field::Body, .text = problem};
}

//! UTF-16 code units before a place of the text.
qsizetype unitsBefore(const QByteArray &utf8, const JsonPosition &position)
{
    qsizetype lineBegin = 0;
    for (int line = 1; line < position.line; ++line)
        lineBegin = utf8.indexOf('\n', lineBegin) + 1;
    const QString before = QString::fromUtf8(utf8.left(lineBegin));
    const QString line = QString::fromUtf8(utf8.mid(lineBegin));
    qsizetype units = 0;
    for (int column = 1; column < position.column && units < line.size(); ++column)
        units += line.at(units).isHighSurrogate() ? 2 : 1;
    return before.size() + units;
}

Result<Payload, ComposeProblem> jsonPayload(const ExpandedText &expanded)
{
    const QByteArray json = expanded.text.toUtf8();
    const auto node = JsonReader::read(json, PayloadLimits);
    if (!node) {
        const qsizetype at = unitsBefore(json, node.error().position);
        return inBody({.position = expanded.typedPosition(at), .sentence = node.error().sentence});
    }
    return Payload::json(json);
}

Result<QByteArray, ComposeProblem> decodedBytes(const ComposedMessage &message,
                                                const ExpandedText &expanded)
{
    auto bytes = message.body == Body::Base64 ? bytesFromBase64(expanded.text)
        : message.body == Body::File          ? bytesFromFile(expanded.text)
                                              : bytesFromHex(expanded.text);
    if (!bytes) {
        TextProblem problem = bytes.error();
        problem.position = expanded.typedPosition(problem.position);
        return inBody(problem);
    }
    if (bytes.value().size() > MaxPayloadBytes)
        return inBody({.position = 0,
                       .sentence = Text::tr("it has more than %1 bytes").arg(MaxPayloadBytes)});
    return std::move(bytes).value();
}

Result<OutgoingMessage, ComposeProblem> rawFrame(const ComposedMessage &message,
                                                 const ExpandedText &expanded)
{
    if (message.body == Body::RawText)
        return OutgoingMessage {.frame = Frame {Opcode::Text, expanded.text.toUtf8()}};
    auto bytes = decodedBytes(message, expanded);
    if (!bytes)
        return bytes.error();
    const Opcode opcode = message.body == Body::RawBinary ? Opcode::Binary : Opcode::Text;
    return OutgoingMessage {.frame = Frame {opcode, std::move(bytes).value()}};
}

Result<QByteArray, ComposeProblem> name(const QString &text, Field field, const QString &missing,
                                        const TemplateLookup &lookup)
{
    const auto expanded = expandTemplate(text, TemplateText::Plain, lookup);
    if (!expanded)
        return ComposeProblem {.field = field, .text = expanded.error()};
    if (expanded.value().text.isEmpty())
        return ComposeProblem {.field = field, .text = {.position = 0, .sentence = missing}};
    return expanded.value().text.toUtf8();
}

} // namespace

Result<OutgoingMessage, ComposeProblem> buildMessage(const ComposedMessage &message,
                                                     const TemplateLookup &lookup)
{
    // A raw text frame is mostly JSON, too: values fit in where they stand.
    const bool isJson = message.body == Body::Json || message.body == Body::RawText;
    const auto build = [&]() -> Result<ExpandedText, TextProblem> {
        return expandTemplate(message.text, isJson ? TemplateText::Json : TemplateText::Plain,
                              lookup);
    };
    if (message.isRaw()) {
        const auto expanded = build();
        return expanded ? rawFrame(message, expanded.value())
                        : Result<OutgoingMessage, ComposeProblem>(inBody(expanded.error()));
    }
    OutgoingMessage outgoing;
    auto topic = name(message.topic, Field::Topic, Text::tr("Enter a topic."), lookup);
    if (!topic)
        return topic.error();
    auto event = name(message.event, Field::Event, Text::tr("Enter an event."), lookup);
    if (!event)
        return event.error();
    const auto expanded = build();
    if (!expanded)
        return inBody(expanded.error());
    outgoing.topic = std::move(topic).value();
    outgoing.event = std::move(event).value();
    if (message.body == Body::Json) {
        auto payload = jsonPayload(expanded.value());
        if (!payload)
            return payload.error();
        outgoing.payload = std::move(payload).value();
        return outgoing;
    }
    auto bytes = decodedBytes(message, expanded.value());
    if (!bytes)
        return bytes.error();
    outgoing.payload = Payload::binary(std::move(bytes).value());
    return outgoing;
}

} // namespace phx::app
