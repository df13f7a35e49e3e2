// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/messagelibrary.h"

#include "app/compose/messagejson.h"
#include "app/compose/privatefile.h"
#include "app/workspace/workspacereader.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace phx::app {

namespace {

constexpr JsonLimits FileLimits {
    .maxBytes = 16 * 1024 * 1024, .maxDepth = 512, .maxValues = 1'000'000};
const QStringList OwnKeys {QStringLiteral("saved_messages"), QStringLiteral("variables")};

struct OwnFile
{
    QList<SavedMessage> messages {};
    QList<Variable> variables {};
};

QList<std::pair<QString, QString>> readPairs(ObjectReader &reader, const QString &key,
                                             const QString &first, const QString &second,
                                             std::optional<JsonProblem> &problem)
{
    QList<std::pair<QString, QString>> pairs;
    const JsonNode *list = reader.array(key);
    if (list == nullptr)
        return pairs;
    for (const JsonNode &node : list->items) {
        ObjectReader row(node, QStringLiteral("a row of \"%1\"").arg(key), {first, second},
                         problem);
        pairs.append({row.text(first), row.text(second)});
    }
    return pairs;
}

Result<OwnFile, JsonProblem> readOwn(const QByteArray &text)
{
    const auto root = JsonReader::read(text, FileLimits);
    if (!root)
        return root.error();
    std::optional<JsonProblem> problem;
    OwnFile own;
    ObjectReader reader(root.value(), QStringLiteral("the file"), OwnKeys, problem);
    if (const JsonNode *list = reader.array(u"saved_messages"))
        own.messages = SavedMessages::read(*list, text, problem);
    for (const auto &[name, value] :
         readPairs(reader, QStringLiteral("variables"), QStringLiteral("name"),
                   QStringLiteral("value"), problem))
        own.variables.append({name, value});
    if (problem)
        return *problem;
    return own;
}

QByteArray pairJson(const char *first, const QString &a, const char *second, const QString &b)
{
    return QByteArray("\n    { \"") + first + "\": " + quotedJson(a) + ", \"" + second
        + "\": " + quotedJson(b) + " }";
}

QByteArray listJson(const QByteArrayList &rows)
{
    return rows.isEmpty() ? QByteArray("[]") : '[' + rows.join(',') + "\n  ]";
}

QByteArray ownJson(const OwnFile &own)
{
    QByteArrayList variables;
    for (const Variable &variable : own.variables)
        variables.append(pairJson("name", variable.name, "value", variable.value));
    return "{\n  \"saved_messages\": " + SavedMessages::write(own.messages, 2)
        + ",\n  \"variables\": " + listJson(variables) + "\n}\n";
}

} // namespace

std::optional<QByteArray> withSavedMessages(const QByteArray &workspace,
                                            const QList<SavedMessage> &messages)
{
    const auto root = JsonReader::read(workspace);
    if (!root || !root.value().is(JsonNode::Kind::Object))
        return std::nullopt;
    const QByteArray list = SavedMessages::write(messages, 2);
    QByteArray text = workspace;
    for (const JsonMember &member : root.value().members) {
        if (member.key == QLatin1String("saved_messages"))
            return text.replace(member.value.begin, member.value.end - member.value.begin, list);
    }
    // After the last member, before the brace that ends the object.
    const auto &members = root.value().members;
    const qsizetype at = members.empty() ? root.value().begin + 1 : members.back().value.end;
    return text.insert(
        at, (members.empty() ? "\n  \"saved_messages\": " : ",\n  \"saved_messages\": ") + list);
}

MessageLibrary::MessageLibrary(const QString &directory, const QString &workspacePath,
                               QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_workspacePath(workspacePath)
{
    load();
}

QString MessageLibrary::ownPath() const
{
    return m_directory + QStringLiteral("/compose.json");
}

void MessageLibrary::load()
{
    m_problem = loadOwn();
    m_messages = m_ownMessages;
    if (m_workspacePath.isEmpty())
        return;
    m_messages.clear();
    const QString problem = loadWorkspace();
    if (!problem.isEmpty())
        m_problem = problem;
}

QString MessageLibrary::loadOwn()
{
    if (!QFile::exists(ownPath()))
        return {};
    const auto own = readOwn(readFile(ownPath(), FileLimits.maxBytes + 1));
    m_isOwnReadable = own.isOk();
    if (!own)
        return placed(ownPath(), own.error());
    m_ownMessages = own.value().messages;
    m_variables.setAll(own.value().variables);
    return {};
}

QString MessageLibrary::loadWorkspace()
{
    auto workspace = WorkspaceReader::load(m_workspacePath);
    if (!workspace)
        return workspace.error();
    m_messages = std::move(workspace).value().savedMessages;
    return {};
}

QString MessageLibrary::save(const SavedMessage &message)
{
    QList<SavedMessage> messages = m_messages;
    const auto same =
        std::find_if(messages.begin(), messages.end(), [&message](const SavedMessage &other) {
            return other.name == message.name && other.folder == message.folder;
        });
    if (same != messages.end())
        *same = message;
    else
        messages.append(message);
    return store(messages);
}

QString MessageLibrary::rename(qsizetype at, const QString &name, const QString &folder)
{
    QList<SavedMessage> messages = m_messages;
    messages[at].name = name;
    messages[at].folder = folder;
    return store(messages);
}

QString MessageLibrary::remove(qsizetype at)
{
    QList<SavedMessage> messages = m_messages;
    messages.removeAt(at);
    return store(messages);
}

QString MessageLibrary::store(const QList<SavedMessage> &messages)
{
    const QString problem =
        m_workspacePath.isEmpty() ? writeOwn(messages) : writeWorkspace(messages);
    if (!problem.isEmpty())
        return problem;
    m_messages = messages;
    if (m_workspacePath.isEmpty())
        m_ownMessages = messages;
    emit messagesChanged();
    return {};
}

QString MessageLibrary::saveVariables()
{
    return writeOwn(m_ownMessages);
}

QString MessageLibrary::writeOwn(const QList<SavedMessage> &messages)
{
    if (!m_isOwnReadable)
        return m_problem;
    const QByteArray text = ownJson({messages, m_variables.all()});
    const auto again = readOwn(text);
    if (!again)
        return placed(ownPath(), again.error());
    const QString problem = replacePrivateFile(ownPath(), text);
    return problem.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(ownPath(), problem);
}

QString MessageLibrary::writeWorkspace(const QList<SavedMessage> &messages) const
{
    // As it is now, not as it was at the start: somebody may have edited it since.
    const QByteArray before = readFile(m_workspacePath, FileLimits.maxBytes + 1);
    const auto after = withSavedMessages(before, messages);
    const auto again = WorkspaceReader::read(after.value_or(before), m_workspacePath);
    if (!again)
        return again.error();
    QSaveFile file(m_workspacePath);
    if (!after || !file.open(QIODevice::WriteOnly) || file.write(*after) != after->size()
        || !file.commit())
        return QStringLiteral("%1: %2").arg(m_workspacePath, file.errorString());
    return {};
}

} // namespace phx::app
