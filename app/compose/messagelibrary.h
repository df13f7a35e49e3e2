// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/savedmessage.h"
#include "app/compose/variables.h"

#include <QObject>

namespace phx::app {

//! \brief Saved messages and variables on disk.
//!
//! Saved messages are in the workspace file if one is open, so that they can be shared, else with
//! the variables in the user's own file (compose.json in the directory of the settings, mode 0600).
//! Of a workspace file only the list of saved messages is replaced: all else stays byte for byte.
//! A file is written beside the old one, read again, and only then put in its place. A file that
//! cannot be read is never written over.
//! Threads: that of its owner.
class MessageLibrary : public QObject
{
    Q_OBJECT

public:
    //! \param directory of the user's own file; \param workspacePath empty: none is open
    MessageLibrary(const QString &directory, const QString &workspacePath,
                   QObject *parent = nullptr);

    [[nodiscard]] const QList<SavedMessage> &messages() const { return m_messages; }
    [[nodiscard]] Variables &variables() { return m_variables; }
    //! Why the files could not be read, one sentence; empty: they could.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    //! Adds, or replaces the message with the same name and folder.
    //! \return why it could not be kept, one sentence, or empty; then nothing has changed
    [[nodiscard]] QString save(const SavedMessage &message);
    [[nodiscard]] QString rename(qsizetype at, const QString &name, const QString &folder);
    [[nodiscard]] QString remove(qsizetype at);
    //! Writes the variables. \return why not, one sentence, or empty
    [[nodiscard]] QString saveVariables();

Q_SIGNALS:
    void messagesChanged();

private:
    [[nodiscard]] QString ownPath() const;
    void load();
    QString loadOwn();
    QString loadWorkspace();
    QString store(const QList<SavedMessage> &messages);
    QString writeOwn(const QList<SavedMessage> &messages);
    QString writeWorkspace(const QList<SavedMessage> &messages) const;

    QString m_directory;
    QString m_workspacePath;
    QList<SavedMessage> m_messages; //!< as in the file that they belong to
    QList<SavedMessage> m_ownMessages; //!< of the user's own file, kept while a workspace is open
    Variables m_variables;
    QString m_problem;
    bool m_isOwnReadable = true;
};

//! The workspace text with other saved messages, or nullopt if the text is no JSON object.
[[nodiscard]] std::optional<QByteArray> withSavedMessages(const QByteArray &workspace,
                                                          const QList<SavedMessage> &messages);

} // namespace phx::app
