// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/herdsession.h"

#include "app/cli/herdreport.h"
#include "app/cli/stopsignals.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace phx::app {

using client::Herd;
using client::HerdSnapshot;
using client::HerdState;
using namespace std::chrono_literals;

namespace {

const QString Name = QStringLiteral("herd");
constexpr std::chrono::milliseconds LineStep = 1s;
constexpr std::chrono::milliseconds ClosingTime = 2s; //!< for the connections to close in order

} // namespace

HerdSession::HerdSession(HerdRun run)
    : m_run(std::move(run))
{
    m_time.setSingleShot(true);
    m_drop.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &HerdSession::finish);
    connect(&m_drop, &QTimer::timeout, this, &HerdSession::drop);
    connect(&m_herd, &Herd::snapshotTaken, this, &HerdSession::handleSnapshot);
    connect(&m_herd, &Herd::stopped, this, &QCoreApplication::quit);
}

ExitStatus HerdSession::run()
{
    StopSignals signalSource;
    connect(&signalSource, &StopSignals::stopRequested, this, &HerdSession::finish);
    const QString problem = m_herd.start(m_run.options);
    if (!problem.isEmpty())
        return ExitStatus(report(Name, problem, ExitStatus::Failed));
    if (m_run.duration)
        m_time.start(*m_run.duration);
    if (m_run.dropAfter || m_run.dropEvery)
        m_drop.start(m_run.dropAfter ? *m_run.dropAfter : *m_run.dropEvery);
    QCoreApplication::exec();
    return m_status;
}

void HerdSession::drop()
{
    m_herd.dropAll();
    if (m_run.dropEvery)
        m_drop.start(*m_run.dropEvery);
}

void HerdSession::handleSnapshot(const HerdSnapshot &snapshot)
{
    if (m_isFinishing) {
        if (snapshot.count(HerdState::Idle) == snapshot.clients)
            m_herd.stop();
        return;
    }
    m_mostJoined = std::max(m_mostJoined, snapshot.count(HerdState::Joined));
    if (snapshot.at < m_nextLine)
        return;
    m_nextLine += LineStep;
    write(m_run.print == HerdPrint::Text ? herdText(snapshot) : herdJson(snapshot));
}

void HerdSession::write(const QByteArray &line)
{
    m_output.write(line);
    if (m_output.state() == StandardOutput::State::Failed)
        fail(QStringLiteral("cannot write to standard output: %1").arg(m_output.errorString()));
    else if (m_output.state() != StandardOutput::State::Good)
        finish();
}

void HerdSession::fail(const QString &sentence)
{
    if (m_status == ExitStatus::Done)
        m_status = ExitStatus(report(Name, sentence, ExitStatus::Failed));
    finish();
}

void HerdSession::finish()
{
    if (std::exchange(m_isFinishing, true))
        return;
    m_drop.stop();
    write(herdSummary(m_herd.snapshot()));
    if (m_mostJoined == 0)
        fail(QStringLiteral("no client could join"));
    m_herd.disconnectAll();
    QTimer::singleShot(ClosingTime, &m_herd, &Herd::stop);
}

} // namespace phx::app
