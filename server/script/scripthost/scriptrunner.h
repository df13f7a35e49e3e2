// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scripthost/host.h"
#include "server/script/scripthost/modules.h"
#include "server/script/scripthost/pipe.h"

#include <QJSEngine>

namespace phx::server::script {

//! \brief The helper's engine: runs the calls of the server one after the other.
class ScriptRunner
{
public:
    ScriptRunner();

    //! Loads what the engine loads lazily, before the sandbox closes the file system.
    void warmUp();
    //! Until the server ends the link. \return the exit status
    int run();
    //! For the signal handler: the callback at hand ends with an error, and then the helper.
    void interrupt() { m_engine.setInterrupted(true); }

private:
    void handle(const Frame &frame);
    void load(const Frame &frame);
    void join(const Frame &frame);
    //! A function of the prelude.
    void call(const char *function, const QJSValueList &arguments);
    //! Ends the helper if the callback was interrupted.
    void endIfInterrupted();
    [[nodiscard]] QJSValue toPayload(const QByteArray &field);
    [[nodiscard]] QString describe(const QJSValue &error);

    Pipe m_pipe;
    QJSEngine m_engine;
    Host m_host;
    Modules m_modules;
    QJSValue m_ballast; //!< objects that keep blocks of memory from being given back
    QJSValue m_prelude;
    QByteArray m_marker; //!< of long integers; random, so that no payload can hold it
    QByteArray m_running; //!< the call at hand, for a person
};

} // namespace phx::server::script
