// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/standardoutput.h"
#include "client/herd.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace phx::app {

enum class HerdPrint { Text, JsonLines };

//! What `herd` was asked to do.
struct HerdRun
{
    client::HerdOptions options {}; //!< without a problem()
    std::optional<std::chrono::milliseconds> duration {}; //!< nullopt: until a signal
    std::optional<std::chrono::milliseconds> dropAfter {}; //!< nullopt: after dropEvery
    std::optional<std::chrono::milliseconds> dropEvery {}; //!< nullopt: once
    HerdPrint print = HerdPrint::Text;
};

//! \brief A herd at the terminal: a line a second, a summary at the end.
//!
//! Ends with its time, a signal or a closed standard output. Threads: the main thread.
class HerdSession : public QObject
{
    Q_OBJECT

public:
    explicit HerdSession(HerdRun run);

    //! Runs the event loop. \return Done; or Failed after a line on standard error
    ExitStatus run();

private:
    void drop();
    void handleSnapshot(const client::HerdSnapshot &snapshot);
    void write(const QByteArray &line);
    void fail(const QString &sentence);
    void finish();

    HerdRun m_run;
    StandardOutput m_output;
    client::Herd m_herd;
    QTimer m_time;
    QTimer m_drop;
    std::chrono::milliseconds m_nextLine {0};
    int m_mostJoined = 0;
    bool m_isFinishing = false;
    ExitStatus m_status = ExitStatus::Done;
};

} // namespace phx::app
