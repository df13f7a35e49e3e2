// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace phx::server {

//! Which connection a broadcast came from, for the capture. The numbers are unique in the process.
struct BroadcastOrigin
{
    enum class Node : quint8 {
        This,
        Other, //!< of this process: no row in the capture if nobody here gets it
        Cluster, //!< of another process: it has a row, also if nobody here gets it
    };

    quint64 excludedId = 0; //!< subscription that does not get it (broadcast_from); 0: everybody
    //! The connection that does not get it, whatever it subscribed with; 0: everybody. Not of
    //! Phoenix: the server itself leaves one client out (the composer).
    quint64 excludedConnection = 0;
    quint64 connection = 0; //!< of the sender; 0: the server
    Node node = Node::This;
    QByteArray nodeName {}; //!< what began it, if another process did
};

} // namespace phx::server
