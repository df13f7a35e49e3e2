// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

class QPushButton;

namespace phx::ui {

enum class Column : quint8;
class MessageDelegate;
class MessageModel;

//! \brief The list of messages: follows the newest row, but never fights the reader.
//!
//! At the bottom it follows. Scrolled up, or with an older row selected, it stays, and a pill says
//! how many rows are newer, those too that wait while the list is held. The selection is a
//! sequence: it survives a change of the filter, and comes back when its row does. Threads: GUI.
class MessageView : public QTableView
{
    Q_OBJECT

public:
    explicit MessageView(MessageModel &model, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    //! On: to the newest row, and stay there.
    void setFollowing(bool on);
    //! 0 if nothing is selected or the filter hides it.
    [[nodiscard]] quint64 currentSequence() const;
    //! Selects and shows a row. \return false if the filter hides it
    bool selectSequence(quint64 sequence);

Q_SIGNALS:
    void sequenceSelected(quint64 sequence);
    void followingChanged(bool following);
    //! Alt+click: show only rows like this one.
    //! The same, by the reader's own hand: with the mouse or a key in the list.
    void rowChosen(quint64 sequence);
    void filterRequested(phx::ui::Column column, quint64 sequence);
    void holdRequested();
    void heartbeatsRequested();
    void pairRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void applyTheme();
    void retranslate();
    void setColumnWidths();
    void handleInserted();
    void handleReset();
    void handleScrolled(int value);
    void updatePill();
    void handlePillClicked();
    void setHovered(int row);
    [[nodiscard]] int lastVisibleRow() const;

    MessageModel &m_model;
    MessageDelegate *m_delegate = nullptr;
    QPushButton *m_pill = nullptr;
    quint64 m_selected = 0; //!< sequence; kept while a filter hides it
    quint64 m_seen = 0; //!< the newest sequence that has been on screen
    quint64 m_anchor = 0; //!< topmost sequence before a reset
    int m_lastScroll = 0;
    int m_hovered = -1;
    int m_digits = 0; //!< that the column of sequences has room for
    bool m_following = true;
    bool m_resetting = false;
    bool m_focusing = false; //!< the view, not the reader, sets the current row
};

} // namespace phx::ui
