// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/sandbox.h"

#include <atomic>
#include <csignal>
#include <ctime>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

namespace phx::server::script {

namespace {

constexpr suseconds_t TickUs = 50'000;
constexpr qint64 NsPerMs = 1'000'000;

std::atomic<qint64> startedNs {0}; // processor time; 0: no callback runs
std::atomic<qint64> limitNs {0};
void (*limitReached)() = nullptr;

qint64 processorNs()
{
    timespec time {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000 * NsPerMs + time.tv_nsec;
}

void handleTick(int /*signal*/)
{
    const qint64 started = startedNs.load(std::memory_order_relaxed);
    if (started != 0 && processorNs() - started > limitNs.load(std::memory_order_relaxed))
        limitReached();
}

void limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &both);
}

} // namespace

void closeInheritedDescriptors()
{
    close_range(STDERR_FILENO + 1, ~0U, 0);
}

void enterSandbox(qint64 memoryBytes)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    limit(RLIMIT_AS, rlim_t(memoryBytes));
#else
    Q_UNUSED(memoryBytes)
#endif
}

void watchCallbacks(qint64 limitMs, void (*onLimit)())
{
    limitNs = limitMs * NsPerMs;
    limitReached = onLimit;
    struct sigaction action
    {
    };
    action.sa_handler = handleTick;
    action.sa_flags = SA_RESTART;
    sigaction(SIGPROF, &action, nullptr);
    // Counts processor time: an idle process gets no signal.
    const itimerval timer {.it_interval = {.tv_sec = 0, .tv_usec = TickUs},
                           .it_value = {.tv_sec = 0, .tv_usec = TickUs}};
    setitimer(ITIMER_PROF, &timer, nullptr);
}

void callbackStarts()
{
    startedNs.store(processorNs(), std::memory_order_relaxed);
}

void callbackEnds()
{
    startedNs.store(0, std::memory_order_relaxed);
}

} // namespace phx::server::script
