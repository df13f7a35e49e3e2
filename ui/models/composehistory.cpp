// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/composehistory.h"

#include <QSettings>

namespace phx::ui {

namespace {

const auto HistoryKey = QStringLiteral("compose/history");
const auto DraftGroup = QStringLiteral("compose/draft");
const auto TopicKey = QStringLiteral("topic");
const auto EventKey = QStringLiteral("event");
const auto PayloadKey = QStringLiteral("payload");

ComposedMessage read(const QSettings &settings)
{
    return {.topic = settings.value(TopicKey).toString(),
            .event = settings.value(EventKey).toString(),
            .payload = settings.value(PayloadKey).toString()};
}

void write(QSettings &settings, const ComposedMessage &message)
{
    settings.setValue(TopicKey, message.topic);
    settings.setValue(EventKey, message.event);
    settings.setValue(PayloadKey, message.payload);
}

} // namespace

ComposeHistory::ComposeHistory(QSettings &settings)
    : m_settings(settings)
{
    load();
}

QStringList ComposeHistory::events() const
{
    QStringList events;
    for (auto it = m_messages.crbegin(); it != m_messages.crend(); ++it) {
        if (!events.contains(it->event))
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
    if (message == ComposedMessage {} || m_messages.contains(message))
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
    if (message.payload.size() > MaxPayloadLength)
        return;
    m_messages.removeAll(message);
    m_messages.append(message);
    if (m_messages.size() > MaxMessages)
        m_messages.removeFirst();
    saveMessages();
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
    const int count = m_settings.beginReadArray(HistoryKey);
    for (int i = 0; i < count && i < MaxMessages; ++i) {
        m_settings.setArrayIndex(i);
        m_messages.append(read(m_settings));
    }
    m_settings.endArray();
    m_settings.beginGroup(DraftGroup);
    m_draft = read(m_settings);
    m_settings.endGroup();
    m_at = m_messages.size();
}

void ComposeHistory::saveMessages()
{
    m_settings.remove(HistoryKey);
    m_settings.beginWriteArray(HistoryKey, static_cast<int>(m_messages.size()));
    for (int i = 0; i < m_messages.size(); ++i) {
        m_settings.setArrayIndex(i);
        write(m_settings, m_messages.at(i));
    }
    m_settings.endArray();
}

void ComposeHistory::saveDraft()
{
    m_settings.beginGroup(DraftGroup);
    write(m_settings, m_draft);
    m_settings.endGroup();
}

} // namespace phx::ui
