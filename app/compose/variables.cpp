// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/variables.h"

#include "app/workspace/objectreader.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace phx::app {

QString Variables::nameProblem(const QString &name)
{
    static const QRegularExpression Name(QStringLiteral("^[\\p{L}\\p{N}_.-]{1,64}$"));
    if (name.isEmpty())
        return QCoreApplication::translate("phx::app::Variables", "A name is missing.");
    if (!Name.match(name).hasMatch())
        return QCoreApplication::translate(
                   "phx::app::Variables",
                   "\"%1\" is no name: 1 to 64 letters, digits, '_', '-' or '.'.")
            .arg(name);
    if (Generators::names().contains(name))
        return QCoreApplication::translate("phx::app::Variables",
                                           "\"%1\" makes values itself and cannot be set.")
            .arg(name);
    return {};
}

void Variables::setAll(const QList<Variable> &variables)
{
    m_all = variables.mid(0, MaxVariables);
}

QString Variables::set(const QString &name, const QString &value)
{
    const QString wrong = nameProblem(name);
    if (!wrong.isEmpty())
        return wrong;
    if (value.size() > MaxValueLength)
        return QCoreApplication::translate("phx::app::Variables",
                                           "The value of \"%1\" is too long.")
            .arg(name);
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [&name](const Variable &v) { return v.name == name; });
    if (found != m_all.end())
        found->value = value;
    else if (m_all.size() >= MaxVariables)
        return QCoreApplication::translate("phx::app::Variables", "There are %1 variables already.")
            .arg(MaxVariables);
    else
        m_all.append({name, value});
    return {};
}

Result<TemplateValue, QString> Variables::value(const QString &expression, Generators::Draw draw)
{
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(), [&expression](const Variable &v) {
        return v.name == expression;
    });
    if (found != m_all.cend())
        return TemplateValue {found->value};
    if (auto generated = m_generators.value(expression, draw))
        return *generated;
    QStringList known = Generators::names();
    for (const Variable &variable : std::as_const(m_all))
        known.append(variable.name);
    const QString suggestion = nearest(expression, known);
    return suggestion.isEmpty()
        ? QCoreApplication::translate("phx::app::Variables", "there is no variable \"%1\"")
              .arg(expression)
        : QCoreApplication::translate("phx::app::Variables",
                                      "there is no variable \"%1\"; did you mean \"%2\"?")
              .arg(expression, suggestion);
}

TemplateLookup Variables::lookup(Generators::Draw draw)
{
    return [this, draw](const QString &expression) { return value(expression, draw); };
}

} // namespace phx::app
