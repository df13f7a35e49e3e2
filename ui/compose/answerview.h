// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace phx::app {
class MessageLibrary;
}

namespace phx::ui {

class PayloadTreeModel;

//! \brief How the message that a client sent last was answered: status, round trip, response. A
//! value of the response that is chosen can be kept as a variable.
class AnswerView : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerView(app::MessageLibrary &library, QWidget *parent = nullptr);

    //! A message is on its way. \param id of the answer; 0: nothing will answer it
    void setSent(quint64 id, const QByteArray &topic, const QByteArray &event);
    //! Ignored unless it is the answer that is waited for.
    void setAnswer(const app::ClientAnswer &answer);
    //! "ok · 1.2 ms", in one line; empty before anything was sent.
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    //! summary() has changed.
    void changed();
    //! A variable has a new value.
    void kept(const QString &variable);
    //! "New client…"
    void newClientRequested();
    //! One sentence.
    void failed(const QString &problem);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Phase : quint8 { Nothing, Unanswerable, Waiting, Answered };

    void build();
    void showResponse();
    void chooseValue();
    void keepValue();
    void updateKeep();
    void render();
    void retranslate();
    void applyTheme();
    [[nodiscard]] QString outcomeText() const;

    app::MessageLibrary &m_library;
    Phase m_phase = Phase::Nothing;
    quint64 m_id = 0;
    QByteArray m_topic;
    QByteArray m_event;
    app::ClientAnswer m_answer;
    QByteArray m_chosen; //!< exact JSON of the chosen value; empty: none

    QLabel *m_status;
    QLabel *m_what;
    QStackedWidget *m_stack;
    QWidget *m_hintPage;
    QLabel *m_hint;
    QPushButton *m_newClient;
    QTreeView *m_tree;
    PayloadTreeModel *m_model;
    QPlainTextEdit *m_text;
    QWidget *m_keep;
    QLabel *m_value;
    QLineEdit *m_name;
    QPushButton *m_keepButton;
};

} // namespace phx::ui
