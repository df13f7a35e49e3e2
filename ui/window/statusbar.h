// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "server/endpoint/endpointthread.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace phx::ui {

//! \brief Health in one line: address, clients, rates, the recording, and what was not recorded.
//! Threads: GUI.
class StatusBar : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusBar(QWidget *parent = nullptr);

    void setSnapshot(const app::LiveSnapshot &snapshot);
    //! \param url of the first socket; empty while nothing listens
    void setStatus(const server::EndpointStatus &status, const QString &url);

    //! The link to other processes; hidden without one.
    void setCluster(const server::ClusterStatus &status);

    //! A filled circle: green listening, yellow on the way, red off. \param size in px
    [[nodiscard]] static QPixmap dot(server::EndpointStatus::State state, int size, qreal ratio);

Q_SIGNALS:
    void copyAddressRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void render();
    void renderRecording();
    void renderCluster();

    app::LiveSnapshot m_snapshot;
    server::EndpointStatus m_status;
    server::ClusterStatus m_clusterStatus;
    QString m_url;
    QLabel *m_dot = nullptr;
    QLabel *m_address = nullptr;
    QToolButton *m_copy = nullptr;
    QLabel *m_clients = nullptr;
    QLabel *m_rates = nullptr;
    QLabel *m_messages = nullptr;
    QLabel *m_cluster = nullptr;
    QLabel *m_recording = nullptr;
    QLabel *m_dropped = nullptr;
};

} // namespace phx::ui
