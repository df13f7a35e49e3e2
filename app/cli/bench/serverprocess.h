// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/bench/benchoptions.h"

#include <QJsonObject>
#include <QProcess>

namespace phx::app::bench {

//! \brief The server that is measured: a child process of ours, or one that runs already.
//!
//! A process of its own, so that the operating system counts its CPU and memory apart from the
//! load generator's. Ends with the object.
class ServerProcess
{
public:
    ~ServerProcess();

    //! \return an error sentence, or empty
    [[nodiscard]] QString start(const BenchOptions &options);
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int pid() const { return m_pid; }
    [[nodiscard]] qint64 cpuNs() const;
    [[nodiscard]] qint64 memory() const;

    //! Asks our child to end. \return false if it is not ours
    bool beginStop();
    //! Waits for its end. \return its own figures; empty if it is not ours
    QJsonObject finish();

private:
    QProcess m_process;
    int m_port = 0;
    int m_pid = 0;
};

} // namespace phx::app::bench
