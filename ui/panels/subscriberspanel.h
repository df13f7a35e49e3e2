// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

class SubscribersModel;

//! \brief Who is on a topic, with the commands that crash, close or cut one of them.
class SubscribersPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SubscribersPanel(app::Hosting &hosting, QWidget *parent = nullptr);

    void setTopic(const QByteArray &topic);
    //! Not shown while the panel is hidden.
    void setSnapshot(const app::LiveSnapshot &snapshot);

Q_SIGNALS:
    //! Show how this client's join of the topic was refused.
    void refusalRequested(quint64 connection, const QByteArray &topic);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectCommands();
    void retranslate();
    void applyTheme();
    void showLatest();
    void updateState();
    void openMenu(const QPoint &position);
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] QString emptySentence() const;

    app::Hosting &m_hosting;
    app::LiveSnapshot m_latest;
    SubscribersModel *m_model;
    QLabel *m_title;
    QPushButton *m_refusal;
    QPushButton *m_crash;
    QPushButton *m_close;
    QPushButton *m_cut;
    QTableView *m_table;
    QLabel *m_empty;
    QStackedLayout *m_stack;
};

} // namespace phx::ui
