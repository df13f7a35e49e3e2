// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace phx::ui {

class PayloadTreeModel;

//! \brief The payload of the selected row, as text or as a tree. Always plain text. Threads: GUI.
class PayloadPage : public QWidget
{
    Q_OBJECT

public:
    explicit PayloadPage(QWidget *parent = nullptr);

    void setDetail(const app::MessageDetail &detail);
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class View { Text, Tree };
    void retranslate();
    void show(View view);
    void applyTheme();

    QStackedWidget *m_stack = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QTreeView *m_tree = nullptr;
    PayloadTreeModel *m_model = nullptr;
    QToolButton *m_textButton = nullptr;
    QToolButton *m_treeButton = nullptr;
    QLabel *m_size = nullptr;
    qsizetype m_bytes = -1; //!< of the payload; -1: none
};

} // namespace phx::ui
