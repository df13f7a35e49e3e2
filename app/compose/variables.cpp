// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/variables.h"

#include "app/workspace/jsonreader.h"
#include "app/workspace/objectreader.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace phx::app {

namespace {

constexpr JsonLimits ReplyLimits {
    .maxBytes = 16 * 1024 * 1024, .maxDepth = 512, .maxValues = 1'000'000};

const QRegularExpression &step()
{
    static const QRegularExpression Step(
        QStringLiteral("\\G(?:(?:^|\\.)([^.\\[\\]]+)|\\[(\\d{1,9})\\])"));
    return Step;
}

const JsonNode *member(const JsonNode &node, const QString &name)
{
    const auto found = std::find_if(node.members.cbegin(), node.members.cend(),
                                    [&name](const JsonMember &m) { return m.key == name; });
    return found == node.members.cend() ? nullptr : &found->value;
}

const JsonNode *descend(const JsonNode &root, const QString &path)
{
    const JsonNode *node = &root;
    for (qsizetype at = 0; at < path.size();) {
        const auto match = step().match(path, at);
        at = match.capturedEnd();
        if (!match.captured(1).isEmpty()) {
            node = member(*node, match.captured(1));
        } else {
            const auto index = static_cast<std::size_t>(match.captured(2).toUInt());
            node = index < node->items.size() ? &node->items[index] : nullptr;
        }
        if (node == nullptr)
            return nullptr;
    }
    return node;
}

} // namespace

QString pathProblem(const QString &path)
{
    if (path.isEmpty())
        return QCoreApplication::translate("phx::app::Variables", "The path is empty.");
    for (qsizetype at = 0; at < path.size();) {
        const auto match = step().match(path, at);
        if (!match.hasMatch())
            return QCoreApplication::translate("phx::app::Variables",
                                               "The path is wrong at character %1.")
                .arg(at + 1);
        at = match.capturedEnd();
    }
    return {};
}

Result<TemplateValue, QString> valueAtPath(const QByteArray &json, const QString &path)
{
    const QString wrong = pathProblem(path);
    if (!wrong.isEmpty())
        return wrong;
    const auto root = JsonReader::read(json, ReplyLimits);
    if (!root)
        return QCoreApplication::translate("phx::app::Variables", "The reply is no JSON.");
    const JsonNode *node = descend(root.value(), path);
    if (node == nullptr)
        return QCoreApplication::translate("phx::app::Variables", "There is no %1 in the reply.")
            .arg(path);
    const QString exact = QString::fromUtf8(json.mid(node->begin, node->end - node->begin));
    if (!node->is(JsonNode::Kind::Text))
        return TemplateValue {exact};
    // "5" must not come back as the number 5.
    return TemplateValue {JsonReader::read(node->text.toUtf8()).isOk() ? exact : node->text};
}

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

void Variables::setRules(const QList<ReplyRule> &rules)
{
    m_rules = rules.mid(0, MaxRules);
}

QStringList Variables::applyReply(const QByteArray &payload)
{
    QStringList changed;
    for (const ReplyRule &rule : std::as_const(m_rules)) {
        const auto found = valueAtPath(payload, rule.path);
        if (found && set(rule.variable, found.value().text).isEmpty())
            changed.append(rule.variable);
    }
    return changed;
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
