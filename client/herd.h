// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herdoptions.h"
#include "client/herdsnapshot.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace phx::client {

class HerdWorker;

//! \brief Thousands of simulated clients in a thread of their own (`phx-herd`), and the commands
//! that other threads give it.
//!
//! Every client is a Socket with one Channel, so heartbeats, reconnections, rejoins and buffers
//! have phoenix.js's timing. Every function but the destructor returns at once (queued commands);
//! what happens is told by signals. Threads: lives in the thread that made it.
class Herd : public QObject
{
    Q_OBJECT

public:
    explicit Herd(QObject *parent = nullptr);
    //! Ends all connections without a word and waits for the thread.
    ~Herd() override;

    //! \return a sentence if it cannot start, or runs already; then nothing has changed
    QString start(const HerdOptions &options);
    //! Ends the TCP connections of all clients at once, as a network that breaks; they reconnect.
    //! Begins new histograms.
    void dropAll();
    //! All clients close their connections in order (1000) and stay away; none starts any more.
    void disconnectAll();
    //! Ends all clients, whose connections are cut; a last snapshot and stopped() follow.
    void stop();

    //! From start() to stopped().
    [[nodiscard]] bool isRunning() const { return m_thread != nullptr; }
    //! The latest one, also after the end; empty before the first start.
    [[nodiscard]] const HerdSnapshot &snapshot() const { return m_snapshot; }

Q_SIGNALS:
    //! Ten times a second while it runs. Emitted in this object's thread; receivers may live in
    //! any.
    void snapshotTaken(const phx::client::HerdSnapshot &snapshot);
    void stopped();

private:
    void tell(void (HerdWorker::*command)());
    void handleSnapshot(const HerdSnapshot &snapshot);
    void handleFinished();

    std::unique_ptr<QThread> m_thread; //!< null while it does not run
    HerdWorker *m_worker = nullptr; //!< lives in the thread until it finishes; null after stop()
    HerdSnapshot m_snapshot;
};

} // namespace phx::client
