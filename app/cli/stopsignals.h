// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>

namespace phx::app {

//! \brief SIGINT, SIGTERM and SIGHUP as a Qt signal; the second one ends the program at once.
//!
//! A handler may do next to nothing, so it writes a byte into a pipe that the event loop watches.
//! SIGHUP stays ignored if it was (nohup). One object per program. Threads: the main thread.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override; //!< leaves the handlers in place: a late signal still ends the program

    //! Readable, and never read empty, from the first signal on.
    [[nodiscard]] int descriptor() const { return m_pipe[0]; }

Q_SIGNALS:
    void stopRequested();

private:
    std::array<int, 2> m_pipe {-1, -1};
    QSocketNotifier m_notifier;
};

} // namespace phx::app
