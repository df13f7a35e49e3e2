// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <set>
#include <utility>

namespace phx::server {

//! \brief One timer for the deadlines of all connections of a listener.
//!
//! A client has at most one entry: its next deadline. When that is reached, the client looks what
//! is really due and schedules itself again, so that activity costs nothing. Late by at most about
//! 20 ms (wake-ups are bundled), never early. Threads: one.
class Deadlines : public QObject
{
    Q_OBJECT

public:
    class Client
    {
    public:
        virtual void handleDeadline() = 0;

    protected:
        virtual ~Client() = default;

    private:
        friend class Deadlines;
        qint64 m_at = 0; //!< 0: not scheduled
    };

    explicit Deadlines(QObject *parent = nullptr);

    //! Milliseconds of a clock that never jumps; always above 0.
    static qint64 nowMs();

    //! An earlier entry of the client stays.
    void schedule(Client &client, qint64 atMs);
    //! To be called before the client ends.
    void cancel(Client &client);

private:
    void run();
    void arm();

    std::set<std::pair<qint64, Client *>> m_entries;
    QTimer m_timer;
    qint64 m_armedFor = 0; //!< 0: the timer rests
};

} // namespace phx::server
