// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/savedmessage.h"

#include "app/compose/messagejson.h"

namespace phx::app {

namespace {

void checkLength(ObjectReader &reader, QStringView key)
{
    const JsonNode *node = reader.find(key);
    if (node != nullptr && node->text.size() > SavedMessages::MaxNameLength)
        reader.fail(node->position,
                    QStringLiteral("\"%1\" must be at most %2 characters long")
                        .arg(key.toString())
                        .arg(SavedMessages::MaxNameLength));
}

SavedMessage readOne(const JsonNode &node, const QByteArray &source,
                     std::optional<JsonProblem> &problem)
{
    ObjectReader reader(
        node, QStringLiteral("a saved message"),
        QStringList {QStringLiteral("name"), QStringLiteral("folder")} + messageKeys(), problem);
    SavedMessage saved {.name = reader.text(u"name"), .folder = reader.text(u"folder")};
    const JsonNode *name = reader.require(u"name");
    if (name != nullptr && saved.name.isEmpty())
        reader.failValue(u"name", *name, QStringLiteral("a text that is not empty"));
    checkLength(reader, u"name");
    checkLength(reader, u"folder");
    saved.message = readMessage(reader, source);
    return saved;
}

} // namespace

QList<SavedMessage> SavedMessages::read(const JsonNode &list, const QByteArray &source,
                                        std::optional<JsonProblem> &problem)
{
    QList<SavedMessage> messages;
    if (std::ssize(list.items) > MaxMessages && !problem)
        problem = JsonProblem {
            list.position,
            QStringLiteral("\"saved_messages\" must list at most %1 messages").arg(MaxMessages)};
    for (const JsonNode &node : list.items) {
        if (problem)
            return {};
        messages.append(readOne(node, source, problem));
    }
    return problem ? QList<SavedMessage>() : messages;
}

QByteArray SavedMessages::write(const QList<SavedMessage> &messages, int indent)
{
    if (messages.isEmpty())
        return "[]";
    const QByteArray margin = '\n' + QByteArray(indent, ' ');
    QByteArrayList lines;
    for (const SavedMessage &saved : messages) {
        QByteArray line = margin + "  { \"name\": " + quotedJson(saved.name) + ", ";
        if (!saved.folder.isEmpty())
            line += "\"folder\": " + quotedJson(saved.folder) + ", ";
        lines.append(line + writeMessage(saved.message, MessageLayout::Free) + " }");
    }
    return '[' + lines.join(',') + margin + ']';
}

} // namespace phx::app
