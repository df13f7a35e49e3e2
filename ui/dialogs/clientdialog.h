// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/clientprofile.h"
#include "app/clients/profilestore.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace phx::app {
class Clients;
class Hosting;
} // namespace phx::app

namespace phx::ui {

//! \brief Asks how a client of the program's own shall connect, a new one or one that is there,
//! and keeps profiles. Deletes itself when closed.
class ClientDialog : public QDialog
{
    Q_OBJECT

public:
    //! \param directory of the profiles
    ClientDialog(app::Hosting &hosting, app::Clients &clients, const QString &directory,
                 QWidget *parent);

    [[nodiscard]] app::ClientProfile profile() const;
    void setProfile(const app::ClientProfile &profile);
    //! Changes this client instead of making a new one.
    void setClient(int client);

Q_SIGNALS:
    //! A client was made and connects.
    void added(int client);

private:
    void buildTarget(QFormLayout &form);
    void buildConnection(QFormLayout &form);
    void buildReconnect(QFormLayout &form);
    void buildButtons(QFormLayout &form);
    QLineEdit *makeField(const QString &name);
    void fillProfiles(const QString &chosen);
    void chooseProfile(int row);
    void saveProfile();
    void deleteProfile();
    void chooseCertificates();
    void finish();
    void updateState();
    void showProblem(const app::ProfileProblem &problem);

    app::Hosting &m_hosting;
    app::Clients &m_clients;
    app::ProfileStore m_store;
    QComboBox *m_profiles;
    QPushButton *m_delete;
    QPushButton *m_save;
    QLineEdit *m_name;
    QRadioButton *m_thisServer;
    QRadioButton *m_otherServer;
    QLineEdit *m_url;
    QComboBox *m_transport;
    QComboBox *m_vsn;
    QLineEdit *m_reconnect;
    QSpinBox *m_jitter;
    QLineEdit *m_params;
    QLineEdit *m_token;
    QLineEdit *m_caFile;
    QPushButton *m_browse;
    QLineEdit *m_topic;
    QLineEdit *m_joinPayload;
    QLabel *m_note; //!< what changing a client does
    QLabel *m_problem;
    QPushButton *m_connect;
    int m_client = 0; //!< 0: a new one
};

} // namespace phx::ui
