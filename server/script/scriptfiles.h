// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QDir>
#include <QHash>
#include <QString>

namespace phx::server {

//! \brief The modules of a script: the entry and what it names, as texts, below one folder.
//!
//! A module is found if a text literal in a module already found is its path and ends in .mjs or
//! .js: that covers imports and the list of channels. Nothing outside the folder is ever read, nor
//! through a symbolic link. Threads: one; looks at the file system in the calling thread.
class ScriptFiles
{
public:
    static constexpr int MaxFiles = 64;
    static constexpr qint64 MaxFileBytes = 1024 * 1024;

    //! \param entry path relative to the folder
    ScriptFiles(const QString &folder, const QString &entry);

    //! Reads what is new or was saved since the last call. \return true if something changed
    bool refresh();

    //! Text by path relative to the folder, the entry included.
    [[nodiscard]] const QHash<QString, QByteArray> &texts() const { return m_texts; }
    [[nodiscard]] const QString &entry() const { return m_entry; }
    //! A sentence, if the entry cannot be read or a limit was reached.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    struct Stamp
    {
        QDateTime modified {};
        qint64 size = -1; //!< -1: there is no such file

        friend bool operator==(const Stamp &, const Stamp &) = default;
    };

    [[nodiscard]] Stamp stamp(const QString &path) const;
    [[nodiscard]] QString safePath(const QString &path) const;
    void readAll();
    QByteArray readText(const QString &path);
    QStringList namedModules(const QString &path, const QByteArray &text) const;

    QDir m_folder;
    QString m_entry;
    QHash<QString, QByteArray> m_texts;
    QHash<QString, Stamp> m_stamps; //!< of what was read, and of what was named and is not there
    QString m_problem;
};

} // namespace phx::server
