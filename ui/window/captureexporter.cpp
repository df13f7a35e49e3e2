// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/captureexporter.h"

#include "app/capture/capturecopy.h"
#include "app/capture/capturereader.h"
#include "app/capture/jsonlexport.h"

#include <QSaveFile>
#include <QThread>

namespace phx::ui {

namespace {

//! \return a sentence, or empty
QString writeJsonLines(const QString &capturePath, const app::RowFilter &filter,
                       const QString &target)
{
    const auto reader = app::CaptureReader::open(capturePath);
    if (!reader.isOk())
        return reader.error();
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const auto written = app::exportJsonLines(*reader.value(), filter, file);
    if (!written.isOk())
        return written.error();
    return file.commit() ? QString() : file.errorString();
}

} // namespace

CaptureExporter::CaptureExporter(QObject *parent)
    : QObject(parent)
{ }

CaptureExporter::~CaptureExporter()
{
    if (m_thread)
        m_thread->wait();
}

template<class Job>
void CaptureExporter::run(const QString &target, Job job)
{
    if (isBusy())
        return;
    m_thread.reset(QThread::create([this, target, work = std::move(job)] {
        const QString problem = work();
        QMetaObject::invokeMethod(
            this,
            [this, target, problem] {
                m_thread->wait();
                m_thread.reset();
                emit finished(target, problem);
            },
            Qt::QueuedConnection);
    }));
    m_thread->setObjectName(QStringLiteral("phx-export"));
    m_thread->start();
}

void CaptureExporter::saveCopy(const QString &capturePath, const QString &target)
{
    run(target, [capturePath, target] { return app::copyCapture(capturePath, target); });
}

void CaptureExporter::saveJsonLines(const QString &capturePath, const app::RowFilter &filter,
                                    const QString &target)
{
    run(target,
        [capturePath, filter, target] { return writeJsonLines(capturePath, filter, target); });
}

} // namespace phx::ui
