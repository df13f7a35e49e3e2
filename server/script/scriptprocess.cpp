// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptprocess.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace phx::server {

using script::Frame;
using script::Kind;

namespace {

constexpr int WatchMs = 100;
constexpr int KillWaitMs = 1000;

bool isCall(Kind kind)
{
    return kind != Kind::Drop && kind != Kind::Answer;
}

bool isResult(Kind kind)
{
    return kind == Kind::Loaded || kind == Kind::Connected || kind == Kind::Joined
        || kind == Kind::Done || kind == Kind::Terminated || kind == Kind::Fetched;
}

} // namespace

QString findScriptProgram()
{
    const QString folder = QCoreApplication::applicationDirPath();
    for (const char *place : {"", "../libexec/channelscope/", "../../bin/"}) {
        const QFileInfo file(folder + QLatin1Char('/') + QLatin1String(place)
                             + QStringLiteral("channelscope-script"));
        if (file.isExecutable())
            return file.absoluteFilePath();
    }
    return {};
}

ScriptProcess::ScriptProcess(const ScriptSettings &settings)
    : m_program(settings.program.isEmpty() ? findScriptProgram() : settings.program)
    , m_limits(settings.limits)
{
    m_process.setStandardErrorFile(QProcess::nullDevice());
    // The environment may hold secrets that are none of the script's business.
    m_process.setProcessEnvironment(QProcessEnvironment());
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ScriptProcess::handleReadable);
    connect(&m_process, &QProcess::finished, this, &ScriptProcess::handleFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &ScriptProcess::handleError);
    m_watch.setInterval(WatchMs);
    connect(&m_watch, &QTimer::timeout, this, &ScriptProcess::checkProgress);
}

ScriptProcess::~ScriptProcess()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(KillWaitMs);
}

void ScriptProcess::start()
{
    m_buffer = {};
    m_callAtHand = m_lastCall + 1;
    m_hasLoaded = false;
    m_endReason.clear();
    m_progress.start();
    m_process.start(
        m_program, {QString::number(m_limits.soft.count()), QString::number(m_limits.memoryBytes)});
}

bool ScriptProcess::send(const Frame &frame)
{
    const bool isFull =
        frame.kind != Kind::Answer && m_process.bytesToWrite() > m_limits.maxQueuedBytes;
    if (isFull || !isRunning())
        return false;
    QByteArray bytes;
    appendFrame(bytes, frame);
    m_process.write(bytes);
    if (isCall(frame.kind) && ++m_lastCall == m_callAtHand) {
        m_progress.start();
        m_result.start();
        m_watch.start();
    }
    return true;
}

void ScriptProcess::handleReadable()
{
    m_progress.start();
    m_buffer.append(m_process.readAllStandardOutput());
    emit batchStarted();
    while (auto frame = m_buffer.take()) {
        if (isResult(frame->kind)) {
            m_result.start();
            if (++m_callAtHand > m_lastCall)
                m_watch.stop();
        }
        if (frame->kind == Kind::Loaded)
            m_hasLoaded = true;
        if (frame->kind == Kind::Ending)
            m_endReason = QString::fromUtf8(frame->field(0));
        else
            emit received(*frame);
    }
    emit batchEnded();
    if (m_buffer.isBroken())
        kill(QStringLiteral("it wrote what is no answer"));
}

void ScriptProcess::checkProgress()
{
    const auto limit = m_hasLoaded ? m_limits.hard : m_limits.start;
    if (m_progress.elapsed() > limit.count())
        kill(QStringLiteral("it gave no sign of life for %1 ms").arg(limit.count()));
    else if (m_hasLoaded && m_result.elapsed() > m_limits.callback.count())
        kill(QStringLiteral("a callback ran for more than %1 ms").arg(m_limits.callback.count()));
}

void ScriptProcess::kill(const QString &reason)
{
    m_watch.stop();
    m_endReason = reason;
    m_process.kill();
}

void ScriptProcess::handleFinished(int exitCode, QProcess::ExitStatus status)
{
    m_watch.stop();
    if (m_endReason.isEmpty() && status == QProcess::CrashExit)
        m_endReason =
            QStringLiteral("it died of signal %1, perhaps because it wanted more than %2 MB")
                .arg(exitCode)
                .arg(m_limits.memoryBytes / 1024 / 1024);
    if (m_endReason.isEmpty())
        m_endReason = QStringLiteral("it ended with status %1").arg(exitCode);
    emit ended(m_endReason);
}

void ScriptProcess::handleError(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return;
    m_watch.stop();
    const QString what = m_program.isEmpty()
        ? QStringLiteral("the program channelscope-script is not installed")
        : QStringLiteral("%1: %2").arg(m_program, m_process.errorString());
    // Not within start(): its caller has not yet asked for anything.
    QMetaObject::invokeMethod(
        this, [this, what] { emit ended(what); }, Qt::QueuedConnection);
}

} // namespace phx::server
