// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/behaviours/rulerow.h"

class QComboBox;

namespace phx::ui {

//! What a message must have besides: a value that exists, is missing, or equals something.
class RuleConditionRow : public RuleRow
{
    Q_OBJECT

public:
    explicit RuleConditionRow(const app::RuleDraft::Condition &condition,
                              QWidget *parent = nullptr);

    [[nodiscard]] app::RuleDraft::Condition condition() const;
    void focusValue();

Q_SIGNALS:
    void removeRequested();

private:
    void retranslate() override;
    [[nodiscard]] app::RuleDraft::Test test() const;

    QLineEdit *m_value;
    QComboBox *m_test;
    QLineEdit *m_expected;
    QPushButton *m_remove;
};

} // namespace phx::ui
