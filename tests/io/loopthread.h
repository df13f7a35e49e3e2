// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/io/epolleventdispatcher.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

namespace phx::test {

//! \brief A thread whose event loop is the one under test.
class LoopThread
{
public:
    LoopThread()
    {
        // The thread owns it.
        m_thread.setEventDispatcher(new server::EpollEventDispatcher);
        m_context->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
        m_thread.start();
    }
    ~LoopThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    LoopThread(const LoopThread &) = delete;
    LoopThread &operator=(const LoopThread &) = delete;

    //! Runs it within the loop and waits for its end.
    void run(const std::function<void()> &function)
    {
        QMetaObject::invokeMethod(m_context, function, Qt::BlockingQueuedConnection);
    }
    //! Lives in the thread.
    [[nodiscard]] QObject *context() const { return m_context; }

private:
    QThread m_thread;
    QObject *m_context = new QObject; //!< ends with the thread
};

//! An event loop that gives up in the end. \return false if nobody has called quit()
inline bool execute(QEventLoop &loop)
{
    bool hasGivenUp = false;
    QTimer::singleShot(std::chrono::seconds(20), &loop, [&] {
        hasGivenUp = true;
        loop.quit();
    });
    loop.exec();
    return !hasGivenUp;
}

//! Two connected descriptors.
class SocketPair
{
public:
    SocketPair()
    {
        static_cast<void>(
            ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends.data()));
    }
    ~SocketPair()
    {
        closeNear();
        ::close(m_ends[1]);
    }
    SocketPair(const SocketPair &) = delete;
    SocketPair &operator=(const SocketPair &) = delete;

    [[nodiscard]] int near() const { return m_ends[0]; }
    void closeNear()
    {
        if (m_ends[0] >= 0)
            ::close(m_ends[0]);
        m_ends[0] = -1;
    }
    //! From the far end.
    void write(const char *text) const
    {
        static_cast<void>(::write(m_ends[1], text, std::char_traits<char>::length(text)));
    }
    //! All that is there at the near end.
    [[nodiscard]] QByteArray read() const
    {
        std::array<char, 4096> buffer {};
        const ssize_t got = ::read(m_ends[0], buffer.data(), buffer.size());
        return {buffer.data(), got > 0 ? got : 0};
    }

private:
    std::array<int, 2> m_ends {-1, -1};
};

} // namespace phx::test
