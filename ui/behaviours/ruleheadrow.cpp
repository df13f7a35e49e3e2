// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/ruleheadrow.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace phx::ui {

using app::RuleDraft;
using Part = app::RuleField::Part;

RuleHeadRow::RuleHeadRow(QWidget *parent)
    : RuleRow(parent)
    , m_trigger(new QComboBox(this))
    , m_topicLabel(new QLabel(this))
    , m_topic(makeField(Part::Topic, QStringLiteral("ruleTopic")))
    , m_eventLabel(new QLabel(this))
    , m_event(makeField(Part::Event, QStringLiteral("ruleEvent")))
{
    m_trigger->setObjectName(QStringLiteral("ruleTrigger"));
    m_trigger->addItems({QString(), QString()}); // in the order of RuleDraft::Trigger
    m_topicLabel->setBuddy(m_topic);
    m_eventLabel->setBuddy(m_event);
    QHBoxLayout *line = addLine();
    line->addWidget(m_trigger);
    line->addWidget(m_topicLabel);
    line->addWidget(m_topic, 1);
    line->addWidget(m_eventLabel);
    line->addWidget(m_event, 1);
    connect(m_trigger, &QComboBox::currentIndexChanged, this, [this] {
        showEventField();
        emit changed();
    });
    retranslate();
}

RuleDraft::Trigger RuleHeadRow::trigger() const
{
    return m_trigger->currentIndex() == 0 ? RuleDraft::Trigger::Join : RuleDraft::Trigger::Event;
}

void RuleHeadRow::setDraft(const RuleDraft &draft)
{
    const QSignalBlocker blocker(this);
    m_trigger->setCurrentIndex(draft.trigger == RuleDraft::Trigger::Join ? 0 : 1);
    m_topic->setText(draft.topic);
    m_event->setText(draft.event);
    m_topic->setCursorPosition(0);
    m_event->setCursorPosition(0);
    showEventField();
}

void RuleHeadRow::read(RuleDraft &draft) const
{
    draft.trigger = trigger();
    draft.topic = m_topic->text();
    draft.event = m_event->text();
}

void RuleHeadRow::focusTopic()
{
    m_topic->setFocus();
    m_topic->selectAll();
}

void RuleHeadRow::showEventField()
{
    const bool isEvent = trigger() == RuleDraft::Trigger::Event;
    m_event->setVisible(isEvent);
    m_eventLabel->setVisible(isEvent);
}

void RuleHeadRow::retranslate()
{
    m_trigger->setItemText(0, tr("When joined"));
    m_trigger->setItemText(1, tr("When pushed"));
    m_trigger->setAccessibleName(tr("When the rule is looked at"));
    m_topicLabel->setText(tr("Topic"));
    m_topic->setToolTip(tr("room:lobby; room:* for all of room; order:{id} keeps the part as "
                           "{{topic.id}}"));
    m_eventLabel->setText(tr("Event"));
    m_event->setToolTip(tr("An event of the client; * at the end for any rest"));
}

} // namespace phx::ui
