// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

namespace phx::server {

//! \brief Writes what the connections of a listener have queued, once per turn of the event loop.
//!
//! One posted call for all connections: a broadcast to thousands costs one event. After BudgetMs
//! the rest waits for the next turn, so that others are heard in between. Threads: one.
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

    static constexpr int BudgetMs = 5;

    explicit FlushQueue(QObject *parent = nullptr);

    void add(Client &client);
    //! To be called before the client ends.
    void remove(Client &client);

private:
    void run();
    void runLater();

    std::vector<Client *> m_waiting; //!< nullptr: removed, or done
    std::size_t m_next = 0; //!< before it all are done
};

} // namespace phx::server
