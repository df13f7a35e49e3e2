// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"
#include "ui/models/topicscope.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace phx::ui {

//! \brief The full-width row that says which messages are shown: a search, chips, and a count.
//! Threads: GUI.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    [[nodiscard]] const app::RowFilter &filter() const { return m_filter; }

    //! \param topic empty: all
    void setTopic(const QByteArray &topic, TopicScope scope);
    //! \param connection 0: all
    void setConnection(quint64 connection);
    void setText(const QString &text);
    void setHeartbeats(bool shown);
    //! Hides what came before; 0 brings it back.
    void setAfterSequence(quint64 sequence);
    //! No search and no chips; heartbeats and "clear" stay as they are.
    void clearFilter();
    //! \brief Drops as few parts of the filter as it takes until something matches: the search, the
    //! client, that heartbeats are hidden, the topic. Without any such part it is clearFilter().
    void relax(const std::function<bool(const app::RowFilter &)> &matches);
    //! Is anything but heartbeats and "clear" filtered?
    [[nodiscard]] bool isFiltering() const;

    void setCounts(quint64 shown, quint64 total);
    void focusSearch();

Q_SIGNALS:
    void filterChanged(const phx::app::RowFilter &filter);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void retranslate();
    void updateChips();
    void change();

    app::RowFilter m_filter;
    quint64 m_shown = 0;
    quint64 m_total = 0;
    QTimer m_typing; //!< a search begins when the typing rests
    QLineEdit *m_search = nullptr;
    QToolButton *m_topicChip = nullptr;
    QToolButton *m_clientChip = nullptr;
    QToolButton *m_heartbeats = nullptr;
    QLabel *m_count = nullptr;
    QAction *m_searchIcon = nullptr;
};

} // namespace phx::ui
