// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/stopsignals.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace phx::app {

namespace {

std::atomic<int> handlerPipe {-1};
std::atomic<int> received {0};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

extern "C" void handleStopSignal(int number)
{
    if (received.fetch_add(1) > 0)
        ::_exit(128 + number);
    const int savedError = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(handlerPipe.load(), &byte, 1);
    errno = savedError;
}

void handle(int number)
{
    struct sigaction action
    {
    };
    if (number == SIGHUP && ::sigaction(number, nullptr, &action) == 0
        && action.sa_handler == SIG_IGN)
        return;
    action = {};
    action.sa_handler = handleStopSignal;
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
    , m_notifier(QSocketNotifier::Read)
{
    if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    handlerPipe = m_pipe[1];
    m_notifier.setSocket(m_pipe[0]);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        // The byte stays in the pipe for those who poll the descriptor; once is enough here.
        m_notifier.setEnabled(false);
        emit stopRequested();
    });
    m_notifier.setEnabled(true);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        handle(number);
}

StopSignals::~StopSignals()
{
    m_notifier.setEnabled(false);
    handlerPipe = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

} // namespace phx::app
