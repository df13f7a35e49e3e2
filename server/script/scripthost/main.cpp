// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// channelscope-script: runs the JavaScript channels of one server thread, started by the server.
#include "server/script/scripthost/sandbox.h"
#include "server/script/scripthost/scriptrunner.h"

#include <QCoreApplication>

namespace {

phx::server::script::ScriptRunner *running = nullptr;

} // namespace

int main(int argc, char **argv)
{
    using namespace phx::server::script;
    closeInheritedDescriptors();
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        qCritical("channelscope-script is started by the server, with its limits");
        return 2;
    }
    ScriptRunner runner;
    running = &runner;
    runner.warmUp();
    enterSandbox(arguments.at(2).toLongLong());
    watchCallbacks(arguments.at(1).toLongLong(), [] { running->interrupt(); });
    return runner.run();
}
