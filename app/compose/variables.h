// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/generators.h"

#include <QList>
#include <QString>

namespace phx::app {

struct Variable
{
    QString name {};
    QString value {}; //!< text, or the exact text of a JSON value

    friend bool operator==(const Variable &, const Variable &) = default;
};

//! Keeps a part of each reply in a variable.
struct ReplyRule
{
    QString path {}; //!< "response.token", "response.items[0].id", "status"
    QString variable {};

    friend bool operator==(const ReplyRule &, const ReplyRule &) = default;
};

//! \brief The table of variables that `{{name}}` stands for, and the rules that fill it.
//!
//! Names are 1 to 64 letters, digits, '_', '-' and '.', and none of the generators'.
//! Threads: that of its owner.
class Variables
{
public:
    static constexpr qsizetype MaxVariables = 200;
    static constexpr qsizetype MaxRules = 50;
    static constexpr qsizetype MaxValueLength = 64 * 1024; //!< UTF-16 code units

    [[nodiscard]] const QList<Variable> &all() const { return m_all; }
    //! Replaces the table. Rows that cannot be used stay, so that nothing typed is lost.
    void setAll(const QList<Variable> &variables);
    //! Adds or changes one. \return why it cannot be kept, a sentence, or empty
    QString set(const QString &name, const QString &value);

    [[nodiscard]] const QList<ReplyRule> &rules() const { return m_rules; }
    void setRules(const QList<ReplyRule> &rules);
    //! Applies the rules to the payload of a reply, `{"status": …, "response": …}`.
    //! \return the names that got a new value
    QStringList applyReply(const QByteArray &payload);

    //! Of the table or of a generator. \return why there is none
    [[nodiscard]] Result<TemplateValue, QString> value(const QString &expression,
                                                       Generators::Draw draw);
    [[nodiscard]] TemplateLookup lookup(Generators::Draw draw);
    [[nodiscard]] Generators &generators() { return m_generators; }

    //! Why it cannot name a variable, a sentence; empty: it can.
    [[nodiscard]] static QString nameProblem(const QString &name);

private:
    QList<Variable> m_all;
    QList<ReplyRule> m_rules;
    Generators m_generators;
};

//! \brief The part of a JSON value at a path: member names and [indexes] divided by dots.
//! \param json UTF-8
//! \return its value for a variable: a text as it is unless it would read as something else (then
//! with its quotes), anything else as its exact JSON text; or why there is none
[[nodiscard]] Result<TemplateValue, QString> valueAtPath(const QByteArray &json,
                                                         const QString &path);
//! Why it is no path, a sentence; empty: it is.
[[nodiscard]] QString pathProblem(const QString &path);

} // namespace phx::app
