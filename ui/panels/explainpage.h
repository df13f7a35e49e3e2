// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/explanation.h"

#include <QScrollArea>

class QFrame;
class QLabel;
class QPlainTextEdit;

namespace phx::ui {

//! \brief What the selected row means: title, sentences, what follows, a remedy, the payload.
//! Threads: GUI.
class ExplainPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit ExplainPage(QWidget *parent = nullptr);

    //! \param payload JSON or other text, shown below if the explanation wants it
    void setExplanation(const Explanation &explanation, const QString &payload);
    //! Nothing is selected: one sentence.
    void setHint(const QString &hint);

private:
    void applyTheme();
    void render();

    Explanation m_explanation;
    QString m_hint;
    QLabel *m_title = nullptr;
    QLabel *m_meaning = nullptr;
    QLabel *m_next = nullptr;
    QFrame *m_card = nullptr;
    QLabel *m_remedy = nullptr;
    QPlainTextEdit *m_payload = nullptr;
};

} // namespace phx::ui
