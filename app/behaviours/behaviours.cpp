// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviours.h"

#include "app/behaviours/behaviourfiles.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/rulereader.h"
#include "app/workspace/rulewriter.h"
#include "app/workspace/visibletext.h"
#include "server/channels/ruletable.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace phx::app {

namespace {

WorkspaceHandler firstHandler(const Workspace &workspace)
{
    const QString name =
        workspace.sockets.isEmpty() ? QString() : workspace.sockets.constFirst().handler;
    for (const WorkspaceHandler &handler : workspace.handlers) {
        if (handler.name == name)
            return handler;
    }
    return {.name = QStringLiteral("behaviours"), .kind = {}, .channels = {}};
}

} // namespace

Behaviours::Behaviours(Hosting &hosting, const Workspace &workspace, QString path, QObject *parent)
    : QObject(parent)
    , m_hosting(hosting)
    , m_handler(firstHandler(workspace))
    , m_rules(m_handler.rules())
    , m_path(std::move(path))
{ }

void Behaviours::insert(qsizetype place, const server::ChannelRule &rule)
{
    if (m_rules.size() >= server::RuleTable::MaxRules)
        return;
    m_rules.insert(std::clamp<qsizetype>(place, 0, m_rules.size()), rule);
    apply();
}

void Behaviours::replace(qsizetype place, server::ChannelRule rule)
{
    if (place < 0 || place >= m_rules.size())
        return;
    rule.hits = m_rules.at(place).hits;
    m_rules[place] = std::move(rule);
    apply();
}

void Behaviours::duplicate(qsizetype place)
{
    if (place < 0 || place >= m_rules.size())
        return;
    server::ChannelRule copy = m_rules.at(place);
    copy.hits = std::make_shared<server::RuleHits>();
    insert(place + 1, copy);
}

void Behaviours::remove(qsizetype place)
{
    if (place < 0 || place >= m_rules.size())
        return;
    m_rules.removeAt(place);
    apply();
}

void Behaviours::move(qsizetype from, qsizetype to)
{
    const auto isPlace = [this](qsizetype place) { return place >= 0 && place < m_rules.size(); };
    if (!isPlace(from) || !isPlace(to) || from == to)
        return;
    m_rules.move(from, to);
    apply();
}

void Behaviours::setEnabled(qsizetype place, bool isEnabled)
{
    if (place < 0 || place >= m_rules.size() || m_rules.at(place).isEnabled == isEnabled)
        return;
    m_rules[place].isEnabled = isEnabled;
    apply();
}

void Behaviours::setConnectCheck(const std::optional<ConnectCheck> &check)
{
    m_handler.connect = check;
    apply();
}

WorkspaceHandler Behaviours::edited() const
{
    WorkspaceHandler handler = m_handler;
    handler.kind.clear();
    handler.channels = withRules(m_handler.channels, m_rules);
    return handler;
}

void Behaviours::apply()
{
    m_handler = edited();
    const auto &sockets = m_hosting.config().sockets;
    const auto made = makeHandler(m_handler, m_hosting.config().secretKeyBase);
    if (made && !sockets.isEmpty())
        m_hosting.replaceHandler(sockets.constFirst().handler, made.value());
    m_isModified = true;
    emit changed();
    emit savedChanged();
}

QByteArray Behaviours::toText(const server::ChannelRule &rule)
{
    return RuleWriter::ruleText(rule, {});
}

Result<server::ChannelRule, QString> Behaviours::fromText(const QByteArray &text)
{
    const auto node = JsonReader::read(text);
    std::optional<JsonProblem> problem;
    server::ChannelRule rule;
    if (node)
        rule = RuleReader(text, problem).readRule(node.value(), "*");
    else
        problem = node.error();
    if (!problem)
        return rule;
    return QStringLiteral("Line %1, column %2: %3.")
        .arg(problem->position.line)
        .arg(problem->position.column)
        .arg(problem->sentence);
}

QStringList Behaviours::readySets()
{
    return behaviourfiles::readyMade();
}

QString Behaviours::take(const Result<WorkspaceHandler, QString> &set)
{
    if (!set)
        return set.error();
    m_rules = set.value().rules();
    m_handler.connect = set.value().connect;
    apply();
    return {};
}

QString Behaviours::loadReadySet(const QString &name)
{
    return take(behaviourfiles::loadReadyMade(name));
}

QString Behaviours::importFrom(const QString &path)
{
    return take(behaviourfiles::load(path));
}

QString Behaviours::exportTo(const QString &path) const
{
    if (m_rules.isEmpty())
        return QStringLiteral("There are no rules to export.");
    WorkspaceHandler handler = edited();
    return behaviourfiles::write(path, RuleWriter::newWorkspace(handler));
}

QString Behaviours::save()
{
    return write(m_path, m_path);
}

QString Behaviours::saveAs(const QString &path)
{
    return write(path, m_path);
}

QString Behaviours::write(const QString &path, const QString &source)
{
    const WorkspaceHandler handler = edited();
    if (handler.channels.isEmpty())
        return QStringLiteral("There are no rules to save: add one first.");
    QByteArray text = RuleWriter::newWorkspace(handler);
    if (!source.isEmpty()) {
        QFile file(source);
        if (!file.open(QIODevice::ReadOnly))
            return QStringLiteral("%1 can no longer be read: %2.")
                .arg(visibleText(source, 300), file.errorString());
        auto replaced = RuleWriter::replaceRules(file.readAll(), handler);
        if (!replaced)
            return replaced.error();
        text = std::move(replaced).value();
    }
    const QString problem = behaviourfiles::write(path, text);
    if (!problem.isEmpty())
        return problem;
    m_path = path;
    m_isModified = false;
    emit savedChanged();
    return {};
}

} // namespace phx::app
