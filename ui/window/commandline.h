// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace phx::ui {

//! What `channelscope` was asked to do. Needs no application object.
struct CommandLine
{
    enum class Task { Run, Help, Version };

    Task task = Task::Run;
    QString workspace; //!< file; empty: the built-in one
    QString capture; //!< file to record into; empty: a temporary one
    std::optional<quint16> port; //!< 0: any free one; nullopt: as in the workspace
    std::optional<ThemeMode> theme;
    std::optional<QString> language; //!< "en", "ja", empty: the system's
    QSize size; //!< of the window; empty: as it was left
    quint64 select = 0; //!< sequence of a row to select before the picture; 0: none
    QStringList press; //!< names of buttons and commands that are used before the picture
    QString screenshot; //!< file for a picture of the window, then the program ends
    std::chrono::milliseconds after {1500}; //!< when the picture is taken

    //! \return a sentence if the command line is wrong (exit status 2)
    [[nodiscard]] static Result<CommandLine, QString> parse(const QStringList &arguments);
    [[nodiscard]] static QString help();
};

} // namespace phx::ui
