// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace phx::app {
class Behaviours;
}

namespace phx::ui {

class BehavioursModel;
class RuleEditor;

//! \brief What the server answers without code: ordered rules, an editor for one of them, and where
//! they are saved. Everything that it does is a function of app::Behaviours.
class BehavioursPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BehavioursPanel(app::Behaviours &behaviours, QWidget *parent = nullptr);

    //! Call when messages came: counters are read again while the panel is visible.
    void updateHits();

Q_SIGNALS:
    //! The message that a rule matched last.
    void rowRequested(quint64 sequence);
    //! A sentence for the person; \param isError it did not work
    void told(const QString &sentence, bool isError);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectCommands();
    void addKeys();
    void retranslate();
    void applyTheme();
    void updateState();
    void showSelected();
    void select(int row);
    void move(int by);
    void fillSets(QMenu &menu);
    void tell(const QString &problem, const QString &done);
    void save();
    void saveAs();
    void importRules();
    void exportRules();
    [[nodiscard]] int currentRow() const;

    app::Behaviours &m_behaviours;
    BehavioursModel *m_model;
    QLabel *m_title;
    QPushButton *m_add;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_sets;
    QPushButton *m_save;
    QPushButton *m_files;
    QTableView *m_table;
    RuleEditor *m_editor;
    QLabel *m_empty;
    QPushButton *m_loadChat;
    QStackedLayout *m_stack;
};

} // namespace phx::ui
