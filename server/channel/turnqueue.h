// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <deque>
#include <functional>

namespace phx::server {

//! \brief The mailbox of a node: what channels get after the callback that is running now.
//!
//! In Phoenix an intercepted broadcast or a message to oneself waits in the channel's mailbox until
//! the callback at hand has returned; here it waits for the end of the outermost Turn. A channel
//! that sends to itself without end yields to the event loop after MaxPerTurn calls. Threads: one
//! server thread.
class TurnQueue : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    static constexpr int MaxPerTurn = 1'000;

    //! Marks that work of the node is under way; the last one to end runs what was posted.
    class Turn
    {
    public:
        explicit Turn(TurnQueue &queue)
            : m_queue(queue)
        {
            ++m_queue.m_depth;
        }
        ~Turn() { m_queue.leave(); }
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;

    private:
        TurnQueue &m_queue;
    };

    //! Runs after the current turn, in order. Call within a Turn.
    void post(std::function<void()> call) { m_calls.push_back(std::move(call)); }

private:
    void leave();

    std::deque<std::function<void()>> m_calls;
    int m_depth = 0;
};

} // namespace phx::server
