// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/behavioursmodel.h"

#include "app/behaviours/behaviours.h"

#include <QCoreApplication>

namespace phx::ui {

namespace {

using server::ChannelRule;
using server::RuleAction;
using server::RuleCondition;
using Kind = server::RuleAction::Kind;

class RuleText
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::RuleText)

public:
    static QString action(const RuleAction &action, ChannelRule::Trigger trigger)
    {
        QString text = what(action, trigger);
        if (action.delay.count() > 0)
            text = tr("%1 after %2 ms").arg(text).arg(action.delay.count());
        if (action.every.count() > 0)
            text = tr("%1 every %2 ms").arg(text).arg(action.every.count());
        return text;
    }

    static QString condition(const RuleCondition &condition)
    {
        const QString value = QString::fromUtf8(condition.value.text());
        switch (condition.test) {
        case RuleCondition::Test::Exists:
            return tr("%1 exists").arg(value);
        case RuleCondition::Test::Missing:
            return tr("%1 is missing").arg(value);
        case RuleCondition::Test::Equals:
            return tr("%1 = %2").arg(value, QString::fromUtf8(condition.expected));
        }
        return {};
    }

    static QString sentence(const ChannelRule &rule)
    {
        QStringList actions;
        for (const RuleAction &action : rule.actions)
            actions.append(RuleText::action(action, rule.trigger));
        if (actions.isEmpty())
            actions.append(rule.trigger == ChannelRule::Trigger::Join ? tr("allow") : tr("ignore"));
        QStringList conditions;
        for (const RuleCondition &condition : rule.conditions)
            conditions.append(RuleText::condition(condition));
        const QString topic = QString::fromUtf8(rule.topic.text());
        const QString event = QString::fromUtf8(rule.event.text());
        const QString then = actions.join(tr(", "));
        const QString when = conditions.join(tr(" and "));
        if (rule.trigger == ChannelRule::Trigger::Join)
            return when.isEmpty() ? tr("When %1 is joined → %2").arg(topic, then)
                                  : tr("When %1 is joined with %2 → %3").arg(topic, when, then);
        return when.isEmpty()
            ? tr("When topic %1, event %2 → %3").arg(topic, event, then)
            : tr("When topic %1, event %2, if %3 → %4").arg(topic, event, when, then);
    }

private:
    static QString what(const RuleAction &action, ChannelRule::Trigger trigger)
    {
        const QString name = QString::fromUtf8(action.name.text());
        switch (action.kind) {
        case Kind::Reply:
            if (trigger == ChannelRule::Trigger::Join)
                return action.status == "ok"
                    ? tr("allow")
                    : tr("deny with %1").arg(QString::fromUtf8(action.payload.text()));
            return tr("reply %1").arg(QString::fromUtf8(action.status));
        case Kind::NeverAnswer:
            return tr("never answer");
        case Kind::Broadcast:
            return tr("broadcast %1").arg(name);
        case Kind::BroadcastFrom:
            return tr("broadcast %1 to others").arg(name);
        case Kind::Push:
            return tr("push %1").arg(name);
        case Kind::Track:
            return tr("track %1").arg(name);
        case Kind::Untrack:
            return tr("untrack");
        case Kind::Crash:
            return tr("crash");
        case Kind::Close:
            return tr("close");
        case Kind::Ignore:
            return tr("ignore");
        }
        return {};
    }
};

} // namespace

QString ruleSentence(const ChannelRule &rule)
{
    return RuleText::sentence(rule);
}

BehavioursModel::BehavioursModel(app::Behaviours &behaviours, QObject *parent)
    : QAbstractTableModel(parent)
    , m_behaviours(behaviours)
{
    connect(&behaviours, &app::Behaviours::changed, this, &BehavioursModel::showRules);
    showRules();
}

void BehavioursModel::showRules()
{
    // A switch or an edit must not take the selection away.
    const bool isSameSize = m_rules.size() == m_behaviours.rules().size();
    if (!isSameSize)
        beginResetModel();
    m_rules = m_behaviours.rules();
    m_hits.fill(0, m_rules.size());
    for (qsizetype i = 0; i < m_rules.size(); ++i)
        m_hits[i] = m_rules.at(i).hits->count.load(std::memory_order_relaxed);
    if (!isSameSize)
        endResetModel();
    else if (!m_rules.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void BehavioursModel::updateHits()
{
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        const quint64 count = m_rules.at(i).hits->count.load(std::memory_order_relaxed);
        if (count == m_hits.at(i))
            continue;
        m_hits[i] = count;
        emit dataChanged(index(int(i), Hits), index(int(i), LastHit));
    }
}

quint64 BehavioursModel::lastSequence(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_rules.size())
        return 0;
    return m_rules.at(index.row()).hits->lastSequence.load(std::memory_order_relaxed);
}

int BehavioursModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

int BehavioursModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BehavioursModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rules.size())
        return {};
    const ChannelRule &rule = m_rules.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Rule)
        return rule.isEnabled ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ToolTipRole && index.column() == Rule)
        return ruleSentence(rule);
    if (role == Qt::TextAlignmentRole && index.column() != Rule)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Rule)
        return ruleSentence(rule);
    if (index.column() == Hits)
        return QString::number(m_hits.at(index.row()));
    const quint64 last = lastSequence(index);
    return last == 0 ? QString() : QStringLiteral("#%1").arg(last);
}

bool BehavioursModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Rule)
        return false;
    m_behaviours.setEnabled(index.row(), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags BehavioursModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == Rule)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant BehavioursModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section == Rule)
        return tr("Rule (the first that matches decides)");
    return section == Hits ? tr("Hits") : tr("Last hit");
}

} // namespace phx::ui
