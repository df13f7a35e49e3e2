// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "ui/models/messagemodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

class MessageView;
class StartPage;

//! \brief The middle of the window: the start page until somebody connects, then the list, or a
//! sentence that says why the list is empty. Threads: GUI.
class MessagesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPanel(app::Hosting &hosting, QWidget *parent = nullptr);

    [[nodiscard]] MessageModel &model() { return m_model; }
    [[nodiscard]] MessageView &view() { return *m_view; }

    void setSnapshot(const app::LiveSnapshot &snapshot);

Q_SIGNALS:
    void openDemoRequested();
    void builtinClientRequested();
    void clearFilterRequested();
    void nearestMatchRequested();
    void heartbeatsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();
    void retranslate();
    [[nodiscard]] QWidget *makeEmptyPage();
    [[nodiscard]] bool hasTraffic() const;
    [[nodiscard]] bool isFiltering() const;

    MessageModel m_model;
    QStackedWidget *m_stack = nullptr;
    StartPage *m_start = nullptr;
    MessageView *m_view = nullptr;
    QWidget *m_empty = nullptr;
    QLabel *m_emptyText = nullptr;
    QPushButton *m_emptyAction = nullptr;
    QPushButton *m_nearest = nullptr;
    quint64 m_rows = 0; //!< stored, hidden ones too
    bool m_traffic = false; //!< a row of a client has been seen; the start page does not come back
};

} // namespace phx::ui
