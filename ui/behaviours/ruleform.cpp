// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/ruleform.h"

#include "ui/behaviours/ruleactionrow.h"
#include "ui/behaviours/ruleconditionrow.h"
#include "ui/behaviours/ruleheadrow.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace phx::ui {

using app::RuleDraft;
using Part = app::RuleField::Part;

RuleForm::RuleForm(QWidget *parent)
    : QScrollArea(parent)
    , m_head(new RuleHeadRow)
    , m_if(new QLabel)
    , m_addCondition(new QPushButton)
    , m_conditionLines(new QVBoxLayout)
    , m_then(new QLabel)
    , m_addAction(new QPushButton)
    , m_actionLines(new QVBoxLayout)
{
    setObjectName(QStringLiteral("ruleForm"));
    build();
    connect(m_head, &RuleRow::changed, this, [this] {
        updateRows();
        emit changed();
    });
    connect(m_addCondition, &QPushButton::clicked, this, [this] {
        addCondition({.value = QStringLiteral("payload.")})->focusValue();
        updateRows();
        emit changed();
    });
    auto *menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillActions(*menu); });
    m_addAction->setMenu(menu);
    connect(&Theme::instance(), &Theme::changed, this, &RuleForm::applyTheme);
    applyTheme();
    retranslate();
}

void RuleForm::build()
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_addCondition->setObjectName(QStringLiteral("ruleAddCondition"));
    m_addAction->setObjectName(QStringLiteral("ruleAddAction"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_head);
    const auto addSection = [layout](QLabel *label, QPushButton *button, QVBoxLayout *lines) {
        auto *title = new QHBoxLayout;
        title->addWidget(label, 1);
        title->addWidget(button);
        lines->setSpacing(8);
        layout->addLayout(title);
        layout->addLayout(lines);
    };
    addSection(m_if, m_addCondition, m_conditionLines);
    addSection(m_then, m_addAction, m_actionLines);
    layout->addStretch();
    setWidget(content);
}

void RuleForm::setDraft(const RuleDraft &draft)
{
    const QSignalBlocker blocker(this);
    m_isEnabled = draft.isEnabled;
    m_head->setDraft(draft);
    qDeleteAll(std::exchange(m_conditions, {}));
    qDeleteAll(std::exchange(m_actions, {}));
    for (const RuleDraft::Condition &condition : draft.conditions)
        addCondition(condition);
    for (const RuleDraft::Action &action : draft.actions)
        addAction(action);
    updateRows();
}

RuleDraft RuleForm::draft() const
{
    RuleDraft draft {.isEnabled = m_isEnabled};
    m_head->read(draft);
    for (const RuleConditionRow *row : m_conditions)
        draft.conditions.append(row->condition());
    for (const RuleActionRow *row : m_actions)
        draft.actions.append(row->action());
    return draft;
}

RuleConditionRow *RuleForm::addCondition(const RuleDraft::Condition &condition)
{
    auto *row = new RuleConditionRow(condition, widget());
    m_conditionLines->addWidget(row);
    m_conditions.append(row);
    connect(row, &RuleRow::changed, this, &RuleForm::changed);
    connect(row, &RuleConditionRow::removeRequested, this, [this, row] {
        m_conditions.removeOne(row);
        row->hide();
        row->deleteLater();
        updateRows();
        emit changed();
    });
    return row;
}

RuleActionRow *RuleForm::addAction(const RuleDraft::Action &action)
{
    auto *row = new RuleActionRow(action, widget());
    m_actionLines->addWidget(row);
    m_actions.append(row);
    connect(row, &RuleRow::changed, this, &RuleForm::changed);
    connect(row, &RuleActionRow::upRequested, this, [this, row] { moveUp(row); });
    connect(row, &RuleActionRow::removeRequested, this, [this, row] {
        m_actions.removeOne(row);
        row->hide();
        row->deleteLater();
        updateRows();
        emit changed();
    });
    return row;
}

void RuleForm::moveUp(RuleActionRow *row)
{
    const qsizetype place = m_actions.indexOf(row);
    if (place <= 0)
        return;
    m_actions.move(place, place - 1);
    m_actionLines->removeWidget(row);
    m_actionLines->insertWidget(int(place - 1), row);
    updateRows();
    emit changed();
}

void RuleForm::fillActions(QMenu &menu)
{
    menu.clear();
    for (int i = 0; i < RuleActionRow::KindCount; ++i) {
        const auto kind = RuleDraft::Kind(i);
        if (kind == RuleDraft::Kind::NeverAnswer && m_head->trigger() == RuleDraft::Trigger::Event)
            continue;
        menu.addAction(RuleActionRow::kindName(kind), this, [this, kind] {
            addAction(RuleDraft::newAction(kind))->focusKind();
            updateRows();
            emit changed();
        });
    }
}

void RuleForm::showProblem(const app::RuleProblem *problem)
{
    const Part part = problem ? problem->field.part : Part::Rule;
    const qsizetype place = problem ? problem->field.place : 0;
    const bool isHead = part == Part::Topic || part == Part::Event;
    const bool isCondition = part == Part::Value || part == Part::Expected;
    const bool isAction = part != Part::Rule && !isHead && !isCondition;
    m_head->showProblem(isHead ? problem : nullptr);
    for (qsizetype i = 0; i < m_conditions.size(); ++i)
        m_conditions.at(i)->showProblem(isCondition && i == place ? problem : nullptr);
    for (qsizetype i = 0; i < m_actions.size(); ++i)
        m_actions.at(i)->showProblem(isAction && i == place ? problem : nullptr);
}

void RuleForm::focusForm()
{
    m_head->focusTopic();
}

QSize RuleForm::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            QScrollArea::minimumSizeHint().height()};
}

void RuleForm::updateRows()
{
    m_addCondition->setEnabled(m_conditions.size() < server::ChannelRule::MaxConditions);
    m_addAction->setEnabled(m_actions.size() < server::ChannelRule::MaxActions);
    for (RuleActionRow *row : std::as_const(m_actions)) {
        row->setTrigger(m_head->trigger());
        row->setMovable(row != m_actions.constFirst());
    }
    updateGeometry();
    retranslate();
}

void RuleForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

void RuleForm::retranslate()
{
    m_if->setText(m_conditions.isEmpty() ? tr("Always") : tr("If all of this holds"));
    const bool isJoin = m_head->trigger() == RuleDraft::Trigger::Join;
    if (!m_actions.isEmpty())
        m_then->setText(tr("Then, in this order"));
    else
        m_then->setText(isJoin ? tr("Then allow it") : tr("Then do nothing"));
    m_addCondition->setText(tr("Condition"));
    m_addCondition->setAccessibleName(tr("Add a condition"));
    m_addAction->setText(tr("Action"));
    m_addAction->setAccessibleName(tr("Add an action"));
}

void RuleForm::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_addCondition->setIcon(theme.icon(QStringLiteral("plus")));
    m_addAction->setIcon(theme.icon(QStringLiteral("plus")));
    for (QLabel *label : {m_if, m_then}) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme.color(Role::Muted));
        label->setPalette(palette);
    }
}

} // namespace phx::ui
