// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/composehistory.h"

#include "app/compose/messagejson.h"
#include "app/compose/privatefile.h"

namespace phx::app {

namespace {

// Every line is at most a text whose characters are all escaped, and the names.
constexpr qint64 MaxFileBytes = 64 * 1024 * 1024;
constexpr JsonLimits LineLimits {.maxBytes = MaxFileBytes, .maxDepth = 512, .maxValues = 1'000'000};

QByteArray line(const ComposedMessage &message)
{
    return "{" + writeMessage(message, MessageLayout::OneLine) + "}\n";
}

std::optional<ComposedMessage> readLine(const QByteArray &text)
{
    const auto node = JsonReader::read(text, LineLimits);
    if (!node)
        return std::nullopt;
    std::optional<JsonProblem> problem;
    ObjectReader reader(node.value(), QStringLiteral("a message"), messageKeys(), problem);
    const ComposedMessage message = readMessage(reader, text);
    return problem ? std::nullopt : std::optional(message);
}

} // namespace

ComposeHistory::ComposeHistory(const QString &directory)
    : m_directory(directory)
{
    load();
}

QString ComposeHistory::historyPath() const
{
    return m_directory + QStringLiteral("/history.jsonl");
}

QString ComposeHistory::draftPath() const
{
    return m_directory + QStringLiteral("/draft.json");
}

QStringList ComposeHistory::events() const
{
    QStringList events;
    for (auto it = m_messages.crbegin(); it != m_messages.crend(); ++it) {
        if (!it->event.isEmpty() && !events.contains(it->event))
            events.append(it->event);
    }
    return events;
}

void ComposeHistory::add(const ComposedMessage &message)
{
    remember(message);
    m_draft = message;
    m_at = m_messages.size();
    saveDraft();
}

void ComposeHistory::putAside(const ComposedMessage &message)
{
    if (message.topic.isEmpty() && message.event.isEmpty() && message.text.isEmpty())
        return;
    if (m_messages.contains(message))
        return;
    remember(message);
    m_at = m_messages.size();
}

void ComposeHistory::setDraft(const ComposedMessage &draft)
{
    if (draft == shown())
        return;
    if (m_at < m_messages.size())
        putAside(m_draft);
    m_at = m_messages.size();
    m_draft = draft;
}

void ComposeHistory::remember(const ComposedMessage &message)
{
    if (!m_messages.isEmpty() && m_messages.constLast() == message)
        return;
    if (!keep(message))
        return;
    const QString problem = appendToPrivateFile(historyPath(), line(message));
    m_problem =
        problem.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(historyPath(), problem);
}

bool ComposeHistory::keep(const ComposedMessage &message)
{
    if (message.text.size() > MaxTextLength)
        return false;
    m_messages.removeAll(message);
    m_messages.append(message);
    if (m_messages.size() > MaxMessages)
        m_messages.removeFirst();
    return true;
}

const ComposedMessage &ComposeHistory::back()
{
    if (m_at > 0)
        --m_at;
    // Right after a sending the draft is what was sent: one step must show something else.
    if (m_at > 0 && m_at == m_messages.size() - 1 && m_messages.at(m_at) == m_draft)
        --m_at;
    return shown();
}

const ComposedMessage &ComposeHistory::forward()
{
    if (m_at < m_messages.size())
        ++m_at;
    return shown();
}

const ComposedMessage &ComposeHistory::show(qsizetype at)
{
    m_at = qBound(qsizetype(0), at, m_messages.size());
    return shown();
}

const ComposedMessage &ComposeHistory::shown() const
{
    return m_at < m_messages.size() ? m_messages.at(m_at) : m_draft;
}

void ComposeHistory::load()
{
    qsizetype lines = 0;
    for (const QByteArray &text : readFile(historyPath(), MaxFileBytes).split('\n')) {
        if (text.isEmpty())
            continue;
        ++lines;
        if (const auto message = readLine(text))
            keep(*message);
    }
    if (lines > 2 * MaxMessages)
        shorten();
    m_draft = readLine(readFile(draftPath(), MaxFileBytes)).value_or(ComposedMessage {});
    m_savedDraft = m_draft;
    m_at = m_messages.size();
}

void ComposeHistory::shorten()
{
    QByteArray all;
    for (const ComposedMessage &message : std::as_const(m_messages))
        all += line(message);
    const QString problem = replacePrivateFile(historyPath(), all);
    m_problem =
        problem.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(historyPath(), problem);
}

void ComposeHistory::saveDraft()
{
    if (m_draft == m_savedDraft)
        return;
    const QString problem = replacePrivateFile(draftPath(), line(m_draft));
    m_problem = problem.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(draftPath(), problem);
    if (problem.isEmpty())
        m_savedDraft = m_draft;
}

} // namespace phx::app
