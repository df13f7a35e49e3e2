// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/messageprinter.h"
#include "app/cli/standardoutput.h"
#include "app/cli/stopsignals.h"
#include "app/control/controlserver.h"
#include "app/hosting.h"
#include "app/workspace/listenaddress.h"

#include <QObject>
#include <QString>

#include <optional>

namespace phx::app {

struct ServeOptions
{
    std::optional<ListenAddress> listen; //!< instead of the workspace's
    QString workspace; //!< empty: the built-in one
    QString capture; //!< empty: a temporary file
    MessagePrinter::Format print = MessagePrinter::Format::None;
    int threads = 1; //!< 1 to 64
    QString logRules; //!< for QLoggingCategory; empty: as it is
    std::optional<ListenAddress> control; //!< nullopt: no control API
    std::optional<server::RedisAddress> redis; //!< instead of the workspace's "pubsub"."url"
    QString pubSubName; //!< empty: the workspace's, or the default
};

//! \brief `channelscope-cli serve`: hosts a workspace until a signal, POST /stop or a closed
//! stdout.
//!
//! Threads: the main thread. One per program.
class Serve : public QObject
{
    Q_OBJECT

public:
    static const Command &command();

    Serve(server::EndpointConfig config, const ServeOptions &options);

    //! Runs the event loop until the server has stopped. \return an ExitStatus
    [[nodiscard]] int run();

private:
    static int runCommand(const Arguments &arguments);

    void handleStatus(const server::EndpointStatus &status);
    void announce();
    void stop();
    //! Prints what is new and stops when nobody reads (any more).
    void printNew();
    void printLater();
    //! Drained: the last rows, then the end of the program.
    void finish();

    ServeOptions m_options;
    StopSignals m_signals;
    StandardOutput m_output;
    Hosting m_hosting;
    ControlServer m_control;
    MessagePrinter m_printer;
    int m_exitStatus = ExitStatus::Done;
    bool m_stopping = false;
    bool m_printQueued = false; //!< printLater() is under way
};

} // namespace phx::app
