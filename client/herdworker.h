// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herdclient.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace phx::client {

//! \brief The clients of a herd, their ramp and what is seen of them.
//!
//! Made in one thread and moved to the herd's, which every function is to be called in. For Herd
//! only.
class HerdWorker : public QObject
{
    Q_OBJECT

public:
    //! \param options without a problem()
    explicit HerdWorker(const HerdOptions &options);
    ~HerdWorker() override;

    void begin();
    void dropAll();
    void disconnectAll();
    //! Ends the clients, takes a last snapshot and ends the thread.
    void end();

Q_SIGNALS:
    void snapshotTaken(const phx::client::HerdSnapshot &snapshot);

private:
    void startSome();
    void takeSnapshot();
    void measureMemory();

    HerdPlan m_plan;
    std::vector<std::unique_ptr<HerdClient>> m_clients; //!< started ones
    std::chrono::milliseconds m_startedAt {0};
    quint64 m_attemptsBefore = 0; //!< at the last snapshot
    qint64 m_bytesBefore = 0;
    QTimer m_ramp;
    QTimer m_tick;
    QTimer m_memory;
};

} // namespace phx::client
