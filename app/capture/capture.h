// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "server/tap/tap.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <memory>
#include <vector>

namespace phx::app {

class CaptureWorker;

//! \brief Records what the taps see into a SQLite file, and keeps the live state, in its own
//! thread.
//!
//! One transaction per tick (33 ms). A temporary file that is removed at the end unless a path is
//! given. A full disk pauses the recording visibly; the server goes on.
//! Threads: lives in the thread that made it; the signal arrives there, at most 30 times a second.
class Capture : public QObject
{
    Q_OBJECT

public:
    //! \param path the file; empty: a temporary one. An existing capture is continued.
    explicit Capture(QString path = {}, QObject *parent = nullptr);
    ~Capture() override; //!< drains once more, closes, waits

    //! Opens the file and starts the thread. \return an error sentence, or empty
    [[nodiscard]] QString start();
    [[nodiscard]] const QString &path() const { return m_path; }
    //! The rings to drain from now on.
    void setTaps(std::vector<std::shared_ptr<tap::Tap>> taps);
    //! Events of others than the server (a note of the application). Thread: that of this object.
    void note(const QByteArray &sentence);
    //! Blocks until everything recorded before the call is in the file (for export and tests).
    void flush();
    [[nodiscard]] const LiveSnapshot &snapshot() const { return m_snapshot; }

Q_SIGNALS:
    void advanced(const phx::app::LiveSnapshot &snapshot);

private:
    void onAdvanced(const LiveSnapshot &snapshot);

    QString m_path;
    bool m_temporary = false;
    QThread m_thread;
    CaptureWorker *m_worker = nullptr; //!< lives in m_thread; deleted when it finishes
    std::vector<std::shared_ptr<tap::Tap>> m_tapsUntilStart;
    LiveSnapshot m_snapshot;
};

} // namespace phx::app
