// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackerreplica.h"
#include "server/pubsub/clusterlink.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace phx::server {

//! \brief This process in the Phoenix.Tracker of a cluster: a TrackerReplica with a clock and a
//! link.
//!
//! One per process, in the thread of its first node, where it lives and dies before the link.
class ClusterPresence : public QObject
{
    Q_OBJECT

public:
    //! What this node has to do about it. Each is called in this thread.
    struct Node
    {
        std::function<void(const PresenceChange &change)> apply {}; //!< made by other machines
        std::function<void(const QString &sentence)> warn {};
    };

    //! \param link not owned, outlives this
    ClusterPresence(ClusterLink &link, const TrackerOptions &options, Node node,
                    QObject *parent = nullptr);

    //! The link is there, for the first time or again: others hear of this node soon.
    void announce();
    //! A change that this process made, in any of its threads.
    void applyLocal(const PresenceChange &change) { m_replica.applyLocal(change); }
    //! The server stops: tells the others at once that its presences leave.
    void stop();

private:
    [[nodiscard]] TrackerReplica::Time now() const;
    void tick();

    ClusterLink &m_link;
    std::chrono::milliseconds m_period;
    QByteArray m_topic;
    QElapsedTimer m_clock;
    TrackerReplica m_replica;
    QTimer m_timer;
};

} // namespace phx::server
