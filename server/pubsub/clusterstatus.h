// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace phx::server {

//! \brief How the link to the other nodes of a cluster is, as a value for other threads.
struct ClusterStatus
{
    enum class State : quint8 {
        Off, //!< no adapter
        Connecting, //!< for the first time
        Connected,
        Lost, //!< it tries again
    };

    State state = State::Off;
    QByteArray nodeName {};
    QString address {}; //!< "127.0.0.1:6379"
    QString problem {}; //!< one sentence while it is not connected; empty: none yet
    quint64 published = 0;
    quint64 received = 0; //!< from other nodes, of the format's version
    quint64 lost = 0; //!< to be published while not connected, above the queue's limit, or refused
    quint64 ignored = 0; //!< for other nodes, of another version, or for nobody here
    quint64 undecodable = 0; //!< bytes that are no term, or no message of the format
    quint64 unencodable = 0; //!< broadcasts whose payload has no form on the other side

    friend bool operator==(const ClusterStatus &, const ClusterStatus &) = default;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::ClusterStatus)
