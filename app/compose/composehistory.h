// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"

#include <QList>
#include <QStringList>

namespace phx::app {

//! \brief What was sent, and the draft: nothing typed is lost, not even by a crash.
//!
//! What was sent is a file of JSON Lines to which only is appended (history.jsonl, mode 0600); it
//! is shortened at the start of the program, when it has grown beyond twice MaxMessages. A line
//! that cannot be read is passed over. The draft is a file of its own (draft.json).
//! Stepping back begins at the draft and keeps it; stepping forward returns to it.
//! Threads: that of its owner.
class ComposeHistory
{
public:
    static constexpr qsizetype MaxMessages = 200;
    //! Longer texts are sent but not remembered. UTF-16 code units.
    static constexpr qsizetype MaxTextLength = 64 * 1024;

    //! \param directory of the user's own files
    explicit ComposeHistory(const QString &directory);

    //! What was sent or put aside, the newest last.
    [[nodiscard]] const QList<ComposedMessage> &messages() const { return m_messages; }
    [[nodiscard]] const ComposedMessage &draft() const { return m_draft; }
    //! Event names of what was sent, the newest first, each once.
    [[nodiscard]] QStringList events() const;
    //! Why the files cannot be written, one sentence; empty: they can.
    [[nodiscard]] const QString &problem() const { return m_problem; }

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
    [[nodiscard]] QString historyPath() const;
    [[nodiscard]] QString draftPath() const;
    [[nodiscard]] const ComposedMessage &shown() const;
    void load();
    void shorten();
    void remember(const ComposedMessage &message);
    bool keep(const ComposedMessage &message);

    QString m_directory;
    QList<ComposedMessage> m_messages;
    ComposedMessage m_draft;
    ComposedMessage m_savedDraft; //!< what the file holds
    QString m_problem;
    qsizetype m_at = 0; //!< messages().size(): the draft is shown
};

} // namespace phx::app
