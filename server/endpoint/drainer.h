// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/turnqueue.h"
#include "server/endpoint/endpointconfig.h"
#include "server/socket/socket.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace phx::server {

//! The open sockets of a node, by the number of their connection.
using SocketTable = std::unordered_map<quint64, std::unique_ptr<Socket>>;

//! \brief Closes the connections that have channels, in batches, before a server stops.
//!
//! Each handler drains by its own options, all of them at the same time. Channels are counted, not
//! connections; a connection closes once, with its first channel (1012).
//! Source: phoenix lib/phoenix/socket/pool_supervisor.ex and drainer (protocol.md §3.12).
//! Threads: the endpoint's. Ownership: the endpoint.
class Drainer final : public QObject
{
    Q_OBJECT

public:
    //! \param mounts of which the first of a handler has its options
    //! \param sockets and \param turns outlive the drainer
    Drainer(const QList<SocketMount> &mounts, const SocketTable &sockets, TurnQueue &turns,
            QObject *parent);

    //! finished() follows, at once if there is nothing to drain.
    void start();

Q_SIGNALS:
    //! Who is left has no channel, or is not to be drained, or the time was up.
    void finished();

private:
    struct Group
    {
        const SocketHandler *handler = nullptr; //!< of the mounts
        DrainOptions options {};
        std::unique_ptr<QTimer> timer {}; //!< until the next batch
        qint64 endMs = 0; //!< of the time for all batches
        LogLevel log = LogLevel::Info;
        qsizetype total = 0; //!< channels, when the drain began
        int round = 0;
        bool isDone = false;
    };

    void drainBatch(Group &group);
    static void logRound(Group &group, qsizetype drained);
    [[nodiscard]] std::vector<Socket *> joined(const Group &group) const;
    void finishIfDone();

    const SocketTable &m_sockets;
    TurnQueue &m_turns;
    std::vector<Group> m_groups;
};

} // namespace phx::server
