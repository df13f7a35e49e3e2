// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capture.h"

#include "app/capture/captureworker.h"

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

namespace phx::app {

namespace {

//! A new file that only its owner can read. \return its name, or empty
QString createTemporaryFile(QString &problem)
{
    QTemporaryFile file(
        QDir(QDir::tempPath()).filePath(QStringLiteral("channelscope-XXXXXX.capture")));
    file.setAutoRemove(false);
    if (!file.open()) {
        problem = QStringLiteral("A temporary capture cannot be created in “%1”: %2.")
                      .arg(QDir::tempPath(), file.errorString());
        return {};
    }
    return file.fileName();
}

void removeCapture(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
}

} // namespace

Capture::Capture(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_temporary(m_path.isEmpty())
{
    qRegisterMetaType<LiveSnapshot>();
    m_snapshot.recording = RecordingState::Off;
}

Capture::~Capture()
{
    if (m_worker) {
        QMetaObject::invokeMethod(m_worker, &CaptureWorker::finish, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    if (m_temporary && !m_path.isEmpty())
        removeCapture(m_path);
}

QString Capture::start()
{
    if (m_worker)
        return {};
    QString problem;
    if (m_path.isEmpty())
        m_path = createTemporaryFile(problem);
    if (!problem.isEmpty())
        return problem;
    auto writer = CaptureWriter::open(m_path);
    if (!writer)
        return writer.error();

    m_worker = new CaptureWorker(std::move(writer).value());
    m_worker->setTaps(std::move(m_tapsUntilStart));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, &CaptureWorker::start);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &CaptureWorker::advanced, this, &Capture::onAdvanced);
    m_snapshot.recording = RecordingState::Recording;
    m_thread.setObjectName(QStringLiteral("phx-capture"));
    m_thread.start();
    return {};
}

void Capture::setTaps(std::vector<std::shared_ptr<tap::Tap>> taps)
{
    if (!m_worker) {
        m_tapsUntilStart = std::move(taps);
        return;
    }
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, taps = std::move(taps)]() mutable { worker->setTaps(std::move(taps)); },
        Qt::QueuedConnection);
}

void Capture::note(const QByteArray &sentence)
{
    if (!m_worker)
        return;
    const tap::TapEvent event {.sequence = tap::nextSequence(),
                               .timeUs = tap::nowUs(),
                               .kind = tap::EventKind::Note,
                               .detail = sentence};
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, event] { worker->add(event); }, Qt::QueuedConnection);
}

void Capture::flush()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &CaptureWorker::flush, Qt::BlockingQueuedConnection);
}

void Capture::onAdvanced(const LiveSnapshot &snapshot)
{
    m_snapshot = snapshot;
    emit advanced(m_snapshot);
}

} // namespace phx::app
