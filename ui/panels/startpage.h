// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

//! \brief What stands in place of the messages while there are none: where the server listens and
//! how to reach it. Enter opens the demo while the page, or anything in it, has the focus.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(app::Hosting &hosting, QWidget *parent = nullptr);

Q_SIGNALS:
    void openDemoRequested();
    //! "Use built-in client"
    void builtinClientRequested();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void requestDemo();
    void retranslate();
    void applyTheme();
    void updateState();
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString snippet() const;

    app::Hosting &m_hosting;
    server::EndpointStatus m_status;
    QLabel *m_headline;
    QLabel *m_note;
    QPushButton *m_open;
    QPushButton *m_builtin;
    QLabel *m_page;
    QLabel *m_own;
    QFrame *m_card;
    QLabel *m_snippet;
    QPushButton *m_copy;
};

} // namespace phx::ui
