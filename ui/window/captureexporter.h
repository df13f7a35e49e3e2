// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QObject>
#include <QString>

#include <memory>

class QThread;

namespace phx::ui {

//! \brief Writes a capture to a file the user chose, away from the GUI thread, one at a time.
//! Threads: GUI. The destructor waits for what is being written.
class CaptureExporter : public QObject
{
    Q_OBJECT

public:
    explicit CaptureExporter(QObject *parent = nullptr);
    ~CaptureExporter() override;

    [[nodiscard]] bool isBusy() const { return m_thread != nullptr; }
    //! The whole capture, as a capture. Nothing happens while busy.
    void saveCopy(const QString &capturePath, const QString &target);
    //! The rows that pass the filter, as JSON Lines. Nothing happens while busy.
    void saveJsonLines(const QString &capturePath, const app::RowFilter &filter,
                       const QString &target);

Q_SIGNALS:
    //! \param problem a sentence, or empty if the file is whole
    void finished(const QString &target, const QString &problem);

private:
    template<class Job>
    void run(const QString &target, Job job);

    std::unique_ptr<QThread> m_thread;
};

} // namespace phx::ui
