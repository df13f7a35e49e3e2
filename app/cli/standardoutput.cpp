// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/standardoutput.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <unistd.h>

namespace phx::app {

StandardOutput::StandardOutput(int interruptFd, QObject *parent)
    : QIODevice(parent)
    , m_interruptFd(interruptFd)
{
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

qint64 StandardOutput::readData(char * /*data*/, qint64 /*maxSize*/)
{
    return -1;
}

qint64 StandardOutput::writeData(const char *data, qint64 size)
{
    qint64 written = 0;
    while (written < size) {
        if (!waitUntilWritable())
            return -1;
        // A pipe that poll() calls writable takes PIPE_BUF bytes at once without blocking.
        const auto part = static_cast<size_t>(std::min<qint64>(size - written, PIPE_BUF));
        const ssize_t count = ::write(STDOUT_FILENO, data + written, part);
        if (count >= 0)
            written += count;
        else if (errno != EINTR && errno != EAGAIN && !fail(errno))
            return -1;
    }
    return written;
}

bool StandardOutput::waitUntilWritable()
{
    while (m_state == State::Good) {
        std::array<pollfd, 2> waits {{{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0},
                                      {.fd = m_interruptFd, .events = POLLIN, .revents = 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0) {
            if (errno != EINTR)
                return fail(errno);
            continue;
        }
        if ((waits[0].revents & POLLNVAL) != 0)
            return fail(EBADF);
        // Errors and hang-ups come out of the write.
        if (waits[0].revents != 0)
            return true;
        if (waits[1].revents != 0)
            m_state = State::Interrupted;
    }
    return false;
}

bool StandardOutput::fail(int error)
{
    m_state = error == EPIPE ? State::ReaderGone : State::Failed;
    setErrorString(qt_error_string(error));
    return false;
}

} // namespace phx::app
