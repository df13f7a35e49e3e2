// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/ruleconditionrow.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace phx::ui {

using app::RuleDraft;
using Part = app::RuleField::Part;

RuleConditionRow::RuleConditionRow(const RuleDraft::Condition &condition, QWidget *parent)
    : RuleRow(parent)
    , m_value(makeField(Part::Value, QStringLiteral("conditionValue")))
    , m_test(new QComboBox(this))
    , m_expected(makeField(Part::Expected, QStringLiteral("conditionExpected")))
    , m_remove(makeButton(QStringLiteral("close"), QStringLiteral("conditionRemove")))
{
    m_test->setObjectName(QStringLiteral("conditionTest"));
    m_test->addItems({QString(), QString(), QString()}); // in the order of RuleDraft::Test
    m_value->setText(condition.value);
    m_test->setCurrentIndex(int(condition.test));
    m_expected->setText(condition.expected);
    m_value->setCursorPosition(0);
    m_expected->setCursorPosition(0);
    m_expected->setVisible(condition.test == RuleDraft::Test::Equals);
    QHBoxLayout *line = addLine();
    line->addWidget(m_value, 1);
    line->addWidget(m_test);
    line->addWidget(m_expected, 1);
    line->addWidget(m_remove);
    connect(m_test, &QComboBox::currentIndexChanged, this, [this] {
        m_expected->setVisible(test() == RuleDraft::Test::Equals);
        emit changed();
    });
    connect(m_remove, &QPushButton::clicked, this, &RuleConditionRow::removeRequested);
    retranslate();
}

RuleDraft::Test RuleConditionRow::test() const
{
    return RuleDraft::Test(m_test->currentIndex());
}

RuleDraft::Condition RuleConditionRow::condition() const
{
    return {.value = m_value->text(), .test = test(), .expected = m_expected->text()};
}

void RuleConditionRow::focusValue()
{
    m_value->setFocus();
    m_value->selectAll();
}

void RuleConditionRow::retranslate()
{
    m_value->setAccessibleName(tr("Value"));
    m_value->setPlaceholderText(QStringLiteral("payload.body"));
    m_value->setToolTip(tr("payload.user.name, payload.items[0], join.x, params.x, assigns.x, "
                           "topic.id"));
    m_test->setItemText(0, tr("exists"));
    m_test->setItemText(1, tr("is missing"));
    m_test->setItemText(2, tr("equals"));
    m_test->setAccessibleName(tr("Test"));
    m_expected->setAccessibleName(tr("What it equals"));
    m_expected->setPlaceholderText(QStringLiteral("\"demo\""));
    m_expected->setToolTip(tr("JSON: a text in quotes, 7, true, null"));
    m_remove->setAccessibleName(tr("Remove the condition"));
    m_remove->setToolTip(tr("Remove the condition"));
}

} // namespace phx::ui
