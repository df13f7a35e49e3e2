// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/arguments.h"

namespace phx::app {

//! Exit status of every command.
enum ExitStatus : int {
    Done = 0,
    Failed = 1, //!< the command itself could not do it
    Misused = 2 //!< the command line was wrong
};

//! A command of channelscope-cli: what it takes, and what it does with it.
struct Command
{
    CommandSpec spec;
    int (*run)(const Arguments &arguments) = nullptr; //!< \return an ExitStatus
};

//! One line on standard error: `channelscope-cli COMMAND: sentence`, controls escaped. \return
//! status
int report(const QString &command, const QString &sentence, ExitStatus status);
//! A line of plain text or a help text on standard output. \return Done, or Failed if it cannot be
//! written
int print(const QString &text);

} // namespace phx::app
