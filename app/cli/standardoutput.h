// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QIODevice>

namespace phx::app {

//! \brief Standard output that notices a closed pipe and never blocks a stop.
//!
//! Writes are unbuffered. A full pipe is waited for, but only until the given descriptor can be
//! read. After a failed write everything further is refused. SIGPIPE must be ignored. Threads: any
//! one.
class StandardOutput : public QIODevice
{
    Q_OBJECT

public:
    enum class State {
        Good,
        ReaderGone, //!< the pipe was closed: no error, the reader has seen enough
        Interrupted, //!< waiting for the reader was given up, because of the interrupting
                     //!< descriptor
        Failed, //!< errorString() says why: a full disk, a closed descriptor
    };

    //! \param interruptFd readable when waiting must end; -1: none
    explicit StandardOutput(int interruptFd = -1, QObject *parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    //! False if nothing can be written (any more); the state says why.
    bool waitUntilWritable();
    bool fail(int error);

    int m_interruptFd;
    State m_state = State::Good;
};

} // namespace phx::app
