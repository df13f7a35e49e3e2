// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/bench/benchoptions.h"

#include <QJsonObject>

namespace phx::app::bench {

using Figures = Result<QJsonObject, QString>; //!< or a sentence about what went wrong

//! One measurement: a word after `bench`.
struct BenchKind
{
    const char *name;
    QStringList options; //!< that it uses
    Figures (*measure)(const BenchOptions &options);
};

//! One publisher, N subscribers of one topic: CPU of the server per delivered message, latency.
Figures measureFanout(const BenchOptions &options);
//! The same work done by a bare epoll loop: the least that it can cost on this machine.
Figures measureFloor(const BenchOptions &options);
//! N clients that each wait for a reply before they send again.
Figures measureEcho(const BenchOptions &options);
//! Connects and joins N clients at full speed.
Figures measureJoin(const BenchOptions &options);
//! Joins N clients and leaves them idle: memory, idle CPU, one broadcast to all, the drain.
Figures measureConnections(const BenchOptions &options);
//! Nanoseconds per decoded envelope.
Figures measureDecode(const BenchOptions &options);
//! Runs the server that the others measure, until standard input ends.
Figures runServer(const BenchOptions &options);

} // namespace phx::app::bench
