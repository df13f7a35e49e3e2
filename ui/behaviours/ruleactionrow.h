// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/behaviours/rulerow.h"

class QComboBox;
class QSpinBox;

namespace phx::ui {

//! One thing that a rule does, with the fields that its kind has.
class RuleActionRow : public RuleRow
{
    Q_OBJECT

public:
    explicit RuleActionRow(const app::RuleDraft::Action &action, QWidget *parent = nullptr);

    [[nodiscard]] app::RuleDraft::Action action() const;
    //! Some kinds are for joins only.
    void setTrigger(app::RuleDraft::Trigger trigger);
    //! Whether there is another action before it.
    void setMovable(bool isMovable);
    void focusKind();

    //! What a kind is called.
    static QString kindName(app::RuleDraft::Kind kind);
    static constexpr int KindCount = 10;

Q_SIGNALS:
    void removeRequested();
    void upRequested();

private:
    void build();
    void applyWidths();
    void retranslate() override;
    void showFields();
    [[nodiscard]] app::RuleDraft::Kind kind() const;

    QComboBox *m_kind;
    QComboBox *m_status;
    QLineEdit *m_name;
    QSpinBox *m_delay;
    QSpinBox *m_period;
    QPushButton *m_up;
    QPushButton *m_remove;
    QLineEdit *m_payload;
};

} // namespace phx::ui
