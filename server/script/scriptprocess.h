// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scriptsettings.h"
#include "server/script/scriptwire.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace phx::server {

//! \brief One run of the helper program after the other: frames in, frames out, and its end.
//!
//! Ends it when it shows no sign of life, or gives no result, for too long while calls wait for it.
//! Threads: the server thread.
class ScriptProcess : public QObject
{
    Q_OBJECT

public:
    explicit ScriptProcess(const ScriptSettings &settings);
    ~ScriptProcess() override;

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    void start();
    //! \return false if too many bytes wait for the helper, or it does not run: nothing was
    //! sent. Answers are always taken, since the helper waits for them.
    [[nodiscard]] bool send(const script::Frame &frame);
    //! \name Calls are numbered from 1 in the order in which they were sent, over all runs
    //! \{
    [[nodiscard]] quint64 lastCall() const { return m_lastCall; }
    //! The oldest call of this run, or of the one that has ended, without a result; if there is
    //! none, the next one. A connect or join is begun when it is this one and not before, for
    //! the helper writes all results that it has before it begins one (ScriptRunner).
    [[nodiscard]] quint64 callAtHand() const { return m_callAtHand; }
    //! \}

Q_SIGNALS:
    //! In order. May be emitted several times for what came at once, then batchEnded().
    void received(const phx::server::script::Frame &frame);
    void batchStarted();
    void batchEnded();
    //! \param reason a sentence without a full stop
    void ended(const QString &reason);

private:
    void handleReadable();
    void handleFinished(int exitCode, QProcess::ExitStatus status);
    void handleError(QProcess::ProcessError error);
    void checkProgress();
    void kill(const QString &reason);

    QString m_program;
    ScriptLimits m_limits;
    QProcess m_process;
    script::FrameBuffer m_buffer;
    QTimer m_watch;
    QElapsedTimer m_progress; //!< since the last sign of life
    QElapsedTimer m_result; //!< since the last result, or since a call waits for one
    quint64 m_lastCall = 0;
    quint64 m_callAtHand = 1; //!< above m_lastCall: no call waits
    bool m_hasLoaded = false;
    QString m_endReason; //!< known before the process has ended; empty: not known
};

} // namespace phx::server
