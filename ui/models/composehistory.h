// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

class QSettings;

namespace phx::ui {

//! What a person typed into the composer.
struct ComposedMessage
{
    QString topic;
    QString event;
    QString payload; //!< as typed, not necessarily JSON

    friend bool operator==(const ComposedMessage &, const ComposedMessage &) = default;
};

//! \brief What was sent, and the draft: nothing typed is lost, not even by a restart.
//!
//! Stepping back begins at the draft and keeps it; stepping forward returns to it.
//! Threads: GUI. Ownership: the settings are the caller's and outlive this.
class ComposeHistory
{
public:
    static constexpr qsizetype MaxMessages = 100;
    //! Longer payloads are sent but not remembered: settings are no place for megabytes. UTF-16
    //! code units.
    static constexpr qsizetype MaxPayloadLength = 64 * 1024;

    explicit ComposeHistory(QSettings &settings);

    //! What was sent or put aside, the newest last.
    [[nodiscard]] const QList<ComposedMessage> &messages() const { return m_messages; }
    [[nodiscard]] const ComposedMessage &draft() const { return m_draft; }
    //! Event names of what was sent, the newest first, each once.
    [[nodiscard]] QStringList events() const;

    //! Remembers what was sent (a repetition moves to the end) and ends stepping.
    void add(const ComposedMessage &message);
    //! Remembers what will give way to something else, though it was not sent.
    void putAside(const ComposedMessage &message);
    //! What stands in the fields now. Ignored while an older message is shown unchanged; a changed
    //! one becomes the draft, and the draft before it is put aside. Call saveDraft() some time
    //! later.
    void setDraft(const ComposedMessage &draft);
    void saveDraft();

    //! \return the message to show, or the one shown if there is none further
    const ComposedMessage &back();
    const ComposedMessage &forward();
    //! Shows messages()[at] until stepping goes on or the text changes.
    const ComposedMessage &show(qsizetype at);

private:
    [[nodiscard]] const ComposedMessage &shown() const;
    void load();
    void remember(const ComposedMessage &message);
    void saveMessages();

    QSettings &m_settings;
    QList<ComposedMessage> m_messages;
    ComposedMessage m_draft;
    qsizetype m_at = 0; //!< messages().size(): the draft is shown
};

} // namespace phx::ui
