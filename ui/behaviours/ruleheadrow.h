// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/behaviours/rulerow.h"

class QComboBox;

namespace phx::ui {

//! When a rule is looked at: a join or an event, the topic, the event.
class RuleHeadRow : public RuleRow
{
    Q_OBJECT

public:
    explicit RuleHeadRow(QWidget *parent = nullptr);

    //! Without changed().
    void setDraft(const app::RuleDraft &draft);
    //! Trigger, topic and event into the draft.
    void read(app::RuleDraft &draft) const;
    [[nodiscard]] app::RuleDraft::Trigger trigger() const;
    void focusTopic();

private:
    void retranslate() override;
    void showEventField();

    QComboBox *m_trigger;
    QLabel *m_topicLabel;
    QLineEdit *m_topic;
    QLabel *m_eventLabel;
    QLineEdit *m_event;
};

} // namespace phx::ui
