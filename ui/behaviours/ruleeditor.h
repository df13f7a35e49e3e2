// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/channelrule.h"
#include "server/protocol/result.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;

namespace phx::ui {

class JsonEditor;
class RuleForm;

//! \brief One rule in two views, as a form and as the workspace file has it, checked while one
//! types. While the rule is wrong in one view the other cannot be looked at.
class RuleEditor : public QWidget
{
    Q_OBJECT

public:
    explicit RuleEditor(QWidget *parent = nullptr);

    //! Shows it, unless it is the text that is being edited already.
    void setRule(const server::ChannelRule &rule);
    void clear();
    void focusEditor();

Q_SIGNALS:
    //! The rule is right, and wanted.
    void applied(const phx::server::ChannelRule &rule);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    //! The rule of the view that is looked at, or what is wrong with it. Marks it there.
    Result<server::ChannelRule, QString> currentRule();
    void fill(const server::ChannelRule &rule);
    void showView(int index);
    void apply();
    void check();
    //! For a person: what a right rule does, or whether it is applied.
    [[nodiscard]] QString stateOf(const server::ChannelRule &rule) const;
    void insertAction(const QString &name);
    void retranslate();
    void applyTheme();

    QTabWidget *m_views;
    RuleForm *m_form;
    JsonEditor *m_editor;
    QLabel *m_state;
    QPushButton *m_insert;
    QPushButton *m_apply;
    QString m_shown; //!< as last set
    int m_view = 0; //!< that is looked at
};

} // namespace phx::ui
