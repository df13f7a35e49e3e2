// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/workspace.h"

#include <QObject>
#include <QStringList>

namespace phx::app {

class Hosting;

//! \brief The rules of the hosted workspace while somebody edits them: channel behaviours without
//! code.
//!
//! They are those of the first socket's handler. Every edit counts at once for the running server
//! and its open connections, and is unsaved until save(). If that handler is other code (the
//! guide's chat, …) there are no rules until one is added or a set is loaded: then the rules take
//! the place of that code. Threads: that of the hosting, which outlives this.
class Behaviours : public QObject
{
    Q_OBJECT

public:
    using Rules = QList<server::ChannelRule>;

    //! \param workspace what the hosting hosts; \param path its file; empty: there is none yet
    Behaviours(Hosting &hosting, const Workspace &workspace, QString path,
               QObject *parent = nullptr);

    [[nodiscard]] const Rules &rules() const { return m_rules; }
    //! Who may connect; nullopt: everybody.
    [[nodiscard]] const std::optional<ConnectCheck> &connectCheck() const
    {
        return m_handler.connect;
    }
    //! Whether the server runs rules at all; false: other code of that name answers.
    [[nodiscard]] bool isRunning() const { return m_handler.kind.isEmpty(); }
    [[nodiscard]] QString handlerName() const { return m_handler.name; }
    [[nodiscard]] bool isModified() const { return m_isModified; }
    //! The file that save() writes; empty: none yet.
    [[nodiscard]] const QString &path() const { return m_path; }

    //! \param place 0 to the number of rules; beyond RuleTable::MaxRules nothing is inserted
    void insert(qsizetype place, const server::ChannelRule &rule);
    //! Its hits stay.
    void replace(qsizetype place, server::ChannelRule rule);
    //! The copy comes right behind, with no hits.
    void duplicate(qsizetype place);
    void remove(qsizetype place);
    void move(qsizetype from, qsizetype to);
    void setEnabled(qsizetype place, bool isEnabled);
    void setConnectCheck(const std::optional<ConnectCheck> &check);

    //! A rule as the workspace file has it, and back; an error is a sentence with line and column.
    static QByteArray toText(const server::ChannelRule &rule);
    static Result<server::ChannelRule, QString> fromText(const QByteArray &text);

    static QStringList readySets();
    // What follows returns a sentence if it could not be done, or an empty text.
    //! Replaces all rules, and who may connect.
    [[nodiscard]] QString loadReadySet(const QString &name);
    [[nodiscard]] QString importFrom(const QString &path);
    //! A workspace file with these rules; what is saved and unsaved does not change.
    [[nodiscard]] QString exportTo(const QString &path) const;
    //! Into the workspace's file, whose other parts are left as they are. Needs a path.
    [[nodiscard]] QString save();
    //! Into a file of its own from now on: a copy of the workspace's file, if there is one.
    [[nodiscard]] QString saveAs(const QString &path);

Q_SIGNALS:
    //! Rules, their order or switches, or who may connect.
    void changed();
    //! isModified() or path().
    void savedChanged();

private:
    //! The rules to the server; unsaved from now on.
    void apply();
    [[nodiscard]] QString take(const Result<WorkspaceHandler, QString> &set);
    [[nodiscard]] WorkspaceHandler edited() const;
    [[nodiscard]] QString write(const QString &path, const QString &source);

    Hosting &m_hosting;
    WorkspaceHandler m_handler; //!< as the server runs it; its code, if any, is kept
    Rules m_rules;
    QString m_path;
    bool m_isModified = false;
};

} // namespace phx::app
