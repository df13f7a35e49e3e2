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

//! \brief The table of variables that `{{name}}` stands for.
//!
//! Names are 1 to 64 letters, digits, '_', '-' and '.', and none of the generators'.
//! Threads: that of its owner.
class Variables
{
public:
    static constexpr qsizetype MaxVariables = 200;
    static constexpr qsizetype MaxValueLength = 64 * 1024; //!< UTF-16 code units

    [[nodiscard]] const QList<Variable> &all() const { return m_all; }
    //! Replaces the table. Rows that cannot be used stay, so that nothing typed is lost.
    void setAll(const QList<Variable> &variables);
    //! Adds or changes one. \return why it cannot be kept, a sentence, or empty
    QString set(const QString &name, const QString &value);

    //! Of the table or of a generator. \return why there is none
    [[nodiscard]] Result<TemplateValue, QString> value(const QString &expression,
                                                       Generators::Draw draw);
    [[nodiscard]] TemplateLookup lookup(Generators::Draw draw);
    [[nodiscard]] Generators &generators() { return m_generators; }

    //! Why it cannot name a variable, a sentence; empty: it can.
    [[nodiscard]] static QString nameProblem(const QString &name);

private:
    QList<Variable> m_all;
    Generators m_generators;
};

} // namespace phx::app
