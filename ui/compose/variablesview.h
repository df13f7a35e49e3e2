// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QTableWidget;
class QTimer;

namespace phx::app {
class MessageLibrary;
}

namespace phx::ui {

//! \brief A small table: what `{{name}}` stands for. The last row is empty and makes a new one.
//! What is typed is kept at once.
class VariablesView : public QWidget
{
    Q_OBJECT

public:
    explicit VariablesView(app::MessageLibrary &library, QWidget *parent = nullptr);
    ~VariablesView() override;

    //! Shows the variables as they are now.
    void reload();

Q_SIGNALS:
    void edited();
    //! One sentence.
    void failed(const QString &problem);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showValues();
    void take();
    void markProblems();
    void retranslate();
    void applyTheme();
    void save();

    app::MessageLibrary &m_library;
    QTableWidget *m_variables;
    QLabel *m_note;
    QTimer *m_saveTimer;
    bool m_isFilling = false;
};

} // namespace phx::ui
