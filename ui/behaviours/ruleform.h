// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/behaviours/ruledraft.h"

#include <QScrollArea>

class QLabel;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace phx::ui {

class RuleActionRow;
class RuleConditionRow;
class RuleHeadRow;

//! \brief One rule as fields: when …, if …, then …. Knows nothing of what is right: that is
//! app::toRule().
class RuleForm : public QScrollArea
{
    Q_OBJECT

public:
    explicit RuleForm(QWidget *parent = nullptr);

    //! Without changed().
    void setDraft(const app::RuleDraft &draft);
    [[nodiscard]] app::RuleDraft draft() const;
    //! At the field that it is of; null: nothing is wrong.
    void showProblem(const app::RuleProblem *problem);
    //! To the first field.
    void focusForm();
    //! As wide as its widest row.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    RuleConditionRow *addCondition(const app::RuleDraft::Condition &condition);
    RuleActionRow *addAction(const app::RuleDraft::Action &action);
    void moveUp(RuleActionRow *row);
    void fillActions(QMenu &menu);
    void updateRows();
    void retranslate();
    void applyTheme();

    bool m_isEnabled = true; //!< of the rule; its switch is in the table
    RuleHeadRow *m_head;
    QLabel *m_if;
    QPushButton *m_addCondition;
    QVBoxLayout *m_conditionLines;
    QLabel *m_then;
    QPushButton *m_addAction;
    QVBoxLayout *m_actionLines;
    QList<RuleConditionRow *> m_conditions; //!< children of the content
    QList<RuleActionRow *> m_actions; //!< children of the content
};

} // namespace phx::ui
