// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/control/controlapi.h"
#include "app/workspace/listenaddress.h"

#include <QObject>
#include <QString>
#include <QTcpServer>

namespace phx::app {

//! \brief The control API: JSON over HTTP/1.1 on a loopback port of its own, off unless it is
//! started.
//!
//! At most 32 connections at once, one request each; further ones are closed unanswered.
//! Threads: that of the Hosting. The Hosting must outlive it.
class ControlServer : public QObject
{
    Q_OBJECT

public:
    explicit ControlServer(Hosting &hosting, QObject *parent = nullptr);

    //! \param address a loopback address; port 0: any free one
    //! \return a sentence if it is no loopback address or the port cannot be used, or empty
    [[nodiscard]] QString listen(const ListenAddress &address);
    //! "http://127.0.0.1:4040/"; empty while it does not listen.
    [[nodiscard]] QString url() const;

    //! \return a sentence if the control API must not listen there, or empty
    [[nodiscard]] static QString addressProblem(const ListenAddress &address);

Q_SIGNALS:
    //! POST /stop; the answer is already on its way.
    void stopRequested();

private:
    void accept();

    ControlApi m_api;
    QTcpServer m_listener;
    int m_connections = 0;
};

} // namespace phx::app
