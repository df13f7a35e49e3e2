// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/behaviours/ruledraft.h"

#include <QWidget>

#include <utility>
#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace phx::ui {

//! \brief One line of the form of a rule: some fields, and below what is wrong with one of them.
class RuleRow : public QWidget
{
    Q_OBJECT

public:
    explicit RuleRow(QWidget *parent = nullptr);

    //! \param problem of one of these fields; null: nothing is wrong
    void showProblem(const app::RuleProblem *problem);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

    //! Texts of labels, buttons and tool tips.
    virtual void retranslate() = 0;
    //! A line above that of the problem.
    QHBoxLayout *addLine();
    //! For wire text. \param name of the object
    QLineEdit *makeField(app::RuleField::Part part, const QString &name);
    //! The widget shows the problems of that field. Changes of it are the caller's to tell.
    void addField(app::RuleField::Part part, QWidget *widget);
    //! A button without text. \param icon its name
    QPushButton *makeButton(const QString &icon, const QString &name);

private:
    void applyTheme();

    QVBoxLayout *m_layout;
    QLabel *m_sentence;
    std::vector<std::pair<app::RuleField::Part, QWidget *>> m_fields;
    std::vector<std::pair<QPushButton *, QString>> m_buttons; //!< with the names of their icons
};

} // namespace phx::ui
