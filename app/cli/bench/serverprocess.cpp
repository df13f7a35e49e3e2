// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/serverprocess.h"

#include "app/cli/bench/clocks.h"
#include "client/processmemory.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace phx::app::bench {

namespace {

constexpr int StartMs = 10'000;
constexpr int StopMs = 60'000;
const QByteArray Announcement = "listening ";

} // namespace

ServerProcess::~ServerProcess()
{
    if (beginStop())
        finish();
}

QString ServerProcess::start(const BenchOptions &options)
{
    if (options.port != 0) {
        m_port = options.port;
        m_pid = options.pid;
        return processCpuNs(m_pid) > 0 ? QString()
                                       : QStringLiteral("there is no process %1").arg(m_pid);
    }
    QStringList words {QStringLiteral("bench"), QStringLiteral("server")};
    if (options.floor)
        words += {QStringLiteral("--floor"), QStringLiteral("--payload"),
                  QString::number(options.payloadBytes)};
    else
        words += {QStringLiteral("--threads"), QString::number(options.threads)};
    if (options.capture)
        words += QStringLiteral("--capture");
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), words);
    if (!m_process.waitForStarted(StartMs))
        return QStringLiteral("the server cannot be started: %1").arg(m_process.errorString());
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(StartMs))
            return QStringLiteral("the server did not say where it listens");
    }
    const QByteArray line = m_process.readLine().trimmed();
    m_port = line.startsWith(Announcement) ? line.mid(Announcement.size()).toInt() : 0;
    m_pid = int(m_process.processId());
    return m_port > 0 ? QString() : QStringLiteral("the server did not say where it listens");
}

qint64 ServerProcess::cpuNs() const
{
    return processCpuNs(m_pid);
}

qint64 ServerProcess::memory() const
{
    return client::processMemory(m_pid);
}

bool ServerProcess::beginStop()
{
    if (m_process.state() == QProcess::NotRunning)
        return false;
    m_process.closeWriteChannel();
    // The channel is closed by the next pass of the process's own work.
    m_process.waitForBytesWritten(0);
    return true;
}

QJsonObject ServerProcess::finish()
{
    if (!m_process.waitForFinished(StopMs)) {
        m_process.kill();
        m_process.waitForFinished();
    }
    return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
}

} // namespace phx::app::bench
