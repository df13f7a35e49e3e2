// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/connection.h"
#include "client/timers.h"

#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace phx::client {

//! \brief Closes connections in order: waits until they are flushed, closes them, waits until they
//! are closed.
//!
//! Each wait ends after 150 + 300 + 450 + 600 ms at the latest (phoenix assets/js/phoenix/socket.js
//! waitForBufferDone, waitForSocketClosed). Threads: the socket's.
class Teardowns
{
public:
    explicit Teardowns(Timers &timers);

    //! \param close called when the connection is flushed
    //! \param done called when it is closed or given up on; may be empty
    void start(std::shared_ptr<Connection> connection, std::function<void()> close,
               std::function<void()> done);
    //! Keeps a connection until the next turn of the event loop: a transport must not be destroyed
    //! while it is calling.
    void retire(std::shared_ptr<Connection> connection);

private:
    struct Teardown
    {
        explicit Teardown(Timers &timers)
            : timer(timers)
        { }

        std::shared_ptr<Connection> connection {};
        std::function<void()> close {}; //!< empty once it was called
        std::function<void()> done {};
        int tries = 1;
        Timeout timer;
    };
    using Entry = std::list<Teardown>::iterator;

    void step(Entry entry);
    [[nodiscard]] static bool isDone(Teardown &teardown);

    std::list<Teardown> m_teardowns;
    std::vector<std::shared_ptr<Connection>> m_retired;
    Timeout m_sweep;
};

} // namespace phx::client
