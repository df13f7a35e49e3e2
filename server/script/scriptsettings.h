// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scriptstore.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>

namespace phx::server {

//! What a script may use up before its helper process is ended (reliability.md §2.6).
struct ScriptLimits
{
    std::chrono::milliseconds soft {
        1000}; //!< processor time of one callback; then it is interrupted
    std::chrono::milliseconds hard {2000}; //!< without any sign of life; then it is killed
    //! One callback, however it spends them: with a loop that asks the store, say. Then it is
    //! killed. Nobody who joins again waits longer for an old channel (protocol.md §3.5: 5 s).
    std::chrono::milliseconds callback {5000};
    std::chrono::milliseconds start {10'000}; //!< the same, until the helper has loaded the script
    qint64 memoryBytes = 512 * 1024 * 1024; //!< address space of the helper
    qsizetype maxQueuedBytes = 32 * 1024 * 1024; //!< waiting for the helper; then channels crash
    int maxDeaths = 3; //!< within deathWindow; then the script is disabled until it is saved
    std::chrono::milliseconds deathWindow {60'000};
};

//! \brief A script as the workspace names it. A value, shared by the server threads.
struct ScriptSettings
{
    QString folder {}; //!< of the workspace; nothing outside of it is read
    QString entry {}; //!< path of the socket module, relative to the folder
    QByteArray secretKeyBase {}; //!< of the endpoint; never leaves the server
    std::shared_ptr<ScriptStore> store {}; //!< owners: the settings of all scripts of a server
    QString program {}; //!< of the helper; empty: findScriptProgram()
    ScriptLimits limits {};
};

//! The helper beside the running program, in libexec, or in the build tree; empty if it is nowhere.
QString findScriptProgram();

} // namespace phx::server
