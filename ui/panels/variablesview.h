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

//! \brief Two small tables: what `{{name}}` stands for, and which part of a reply goes into which
//! name. The last row is empty and makes a new one. What is typed is kept at once.
class VariablesView : public QWidget
{
    Q_OBJECT

public:
    explicit VariablesView(app::MessageLibrary &library, QWidget *parent = nullptr);
    ~VariablesView() override;

    //! The values have changed otherwise than here.
    void showValues();

Q_SIGNALS:
    void edited();
    //! One sentence.
    void failed(const QString &problem);

protected:
    void changeEvent(QEvent *event) override;

private:
    using Rows = QList<std::pair<QString, QString>>;

    void fill(QTableWidget &table, const Rows &rows);
    [[nodiscard]] static Rows read(const QTableWidget &table);
    void take();
    void markProblems();
    void retranslate();
    void applyTheme();
    void save();

    app::MessageLibrary &m_library;
    QTableWidget *m_variables;
    QTableWidget *m_rules;
    QLabel *m_note;
    QTimer *m_saveTimer;
    bool m_isFilling = false;
};

} // namespace phx::ui
