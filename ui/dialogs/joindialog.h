// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace phx::app {
class Clients;
}

namespace phx::ui {

//! \brief Asks which of the program's own clients joins which topic, with which payload. Deletes
//! itself when closed.
class JoinDialog : public QDialog
{
    Q_OBJECT

public:
    //! \param client chosen at first; 0: the newest
    JoinDialog(app::Clients &clients, int client, const QString &topic, QWidget *parent);

Q_SIGNALS:
    //! The join is on its way.
    void joined(int client, const QByteArray &topic);

private:
    void updateState();
    void join();

    app::Clients &m_clients;
    QComboBox *m_client;
    QLineEdit *m_topic;
    QLineEdit *m_payload;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace phx::ui
