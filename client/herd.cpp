// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herd.h"

#include "client/herdworker.h"
#include "server/io/serverdispatcher.h"

namespace phx::client {

Herd::Herd(QObject *parent)
    : QObject(parent)
{
    qRegisterMetaType<HerdSnapshot>();
}

Herd::~Herd()
{
    if (!m_thread)
        return;
    stop();
    m_thread->wait();
}

QString Herd::start(const HerdOptions &options)
{
    if (m_thread)
        return QStringLiteral("The herd runs already: stop it first.");
    QString problem = options.problem();
    if (!problem.isEmpty())
        return problem;
    m_snapshot = {};
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("phx-herd"));
    // Qt's own event loop looks at each of thousands of sockets in each turn. The thread owns it.
    if (auto dispatcher = server::makeServerDispatcher(nullptr))
        m_thread->setEventDispatcher(dispatcher.release());
    m_worker = new HerdWorker(options);
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_thread.get(), &QThread::finished, this, &Herd::handleFinished);
    connect(m_worker, &HerdWorker::snapshotTaken, this, &Herd::handleSnapshot);
    m_thread->start();
    tell(&HerdWorker::begin);
    return {};
}

void Herd::tell(void (HerdWorker::*command)())
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, command, Qt::QueuedConnection);
}

void Herd::dropAll()
{
    tell(&HerdWorker::dropAll);
}

void Herd::disconnectAll()
{
    tell(&HerdWorker::disconnectAll);
}

void Herd::stop()
{
    tell(&HerdWorker::end);
    // It may be gone from now on.
    m_worker = nullptr;
}

void Herd::handleSnapshot(const HerdSnapshot &snapshot)
{
    m_snapshot = snapshot;
    Q_EMIT snapshotTaken(m_snapshot);
}

void Herd::handleFinished()
{
    m_thread->wait();
    m_thread.reset();
    Q_EMIT stopped();
}

} // namespace phx::client
