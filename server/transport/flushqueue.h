// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

namespace phx::server {

//! \brief Writes what the connections of a listener have queued, once per turn of the event loop.
//!
//! One posted call for all connections: a broadcast to thousands costs one event. Threads: one.
class FlushQueue : public QObject
{
    Q_OBJECT

public:
    class Client
    {
    public:
        virtual void handleFlush() = 0;

    protected:
        virtual ~Client() = default;

    private:
        friend class FlushQueue;
        bool m_isWaiting = false;
    };

    explicit FlushQueue(QObject *parent = nullptr);

    void add(Client &client);
    //! To be called before the client ends.
    void remove(Client &client);

private:
    void run();

    std::vector<Client *> m_waiting; //!< nullptr: removed
};

} // namespace phx::server
