// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/channelrule.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace phx::ui {

class JsonEditor;

//! \brief One rule as the workspace file has it, checked while one types, with snippets to insert.
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
    void apply();
    void check();
    void insertAction(const QString &name);
    void retranslate();
    void applyTheme();

    JsonEditor *m_editor;
    QLabel *m_state;
    QPushButton *m_insert;
    QPushButton *m_apply;
    QString m_shown; //!< as last set
};

} // namespace phx::ui
