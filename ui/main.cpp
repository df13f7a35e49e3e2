// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviourfiles.h"
#include "app/behaviours/behaviours.h"
#include "app/clients/clients.h"
#include "app/descriptorlimit.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "ui/window/commandline.h"
#include "ui/window/mainwindow.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QIcon>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <memory>

namespace {

using namespace phx;

// The window must come up even if other programs hold the usual ports.
constexpr int PortAttempts = 100;

enum ExitStatus { Done = 0, Failed = 1, WrongCommandLine = 2 };

void print(std::FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

//! The guide's chat as rules, so that what answers at the first start can be seen and changed.
app::Workspace firstWorkspace()
{
    app::Workspace workspace = app::Workspace::makeDefault();
    if (auto chat = app::behaviourfiles::loadReadyMade(QStringLiteral("guide-chat"))) {
        chat.value().name = workspace.handlers.constFirst().name;
        workspace.handlers = {chat.value()};
    }
    return workspace;
}

Result<app::Workspace, QString> loadWorkspace(const ui::CommandLine &line)
{
    if (line.workspace.isEmpty())
        return firstWorkspace();
    return app::WorkspaceReader::load(line.workspace);
}

Result<server::EndpointConfig, QString> makeConfig(const ui::CommandLine &line,
                                                   const app::Workspace &workspace)
{
    auto config = app::toEndpointConfig(workspace);
    if (config.isOk()) {
        config.value().port = line.port.value_or(config.value().port);
        config.value().portAttempts = PortAttempts;
    }
    return config;
}

//! The buttons and commands that have this name.
void press(const ui::MainWindow &window, const QString &name)
{
    for (auto *action : window.findChildren<QAction *>(name))
        action->trigger();
    for (auto *button : window.findChildren<QAbstractButton *>(name))
        button->click();
}

//! The dialog that is open, or the window.
QWidget &shownWidget(ui::MainWindow &window)
{
    for (auto *dialog : window.findChildren<QDialog *>()) {
        if (dialog->isVisible())
            return *dialog;
    }
    return window;
}

//! For the pictures of the documentation.
void takeScreenshotLater(ui::MainWindow &window, const ui::CommandLine &line)
{
    // Spread over the second half, so that each has time to take effect.
    for (qsizetype i = 0; i < line.press.size(); ++i)
        QTimer::singleShot(line.after / 2 + i * line.after / 2 / line.press.size(), &window,
                           [&window, name = line.press.at(i)] { press(window, name); });
    QTimer::singleShot(line.after, &window, [&window, file = line.screenshot, row = line.select] {
        if (row != 0)
            window.selectRow(row);
        QCoreApplication::processEvents();
        const bool saved = shownWidget(window).grab().save(file);
        if (!saved)
            print(stderr, QStringLiteral("%1 could not be written\n").arg(file));
        QCoreApplication::exit(saved ? Done : Failed);
    });
}

int runWindow(const ui::CommandLine &line, const server::EndpointConfig &config,
              const app::Workspace &workspace)
{
    app::Hosting hosting(config, line.capture);
    hosting.setWorkspacePath(line.workspace);
    app::Behaviours behaviours(hosting, workspace, line.workspace);
    app::Clients clients(hosting);
    // Its threads get ready while the window is made; their taps wait for the capture.
    hosting.startServer();
    ui::MainWindow window(hosting, clients);
    window.addBehaviours(behaviours);
    if (line.theme)
        window.setTheme(*line.theme);
    if (line.language)
        window.setLanguage(*line.language);
    if (!line.size.isEmpty())
        window.resize(line.size);
    window.show();
    // The first picture of the window comes before files.
    QTimer::singleShot(0, &window, [&] {
        const QString problem = hosting.open();
        if (!problem.isEmpty())
            window.showProblem(problem);
        else if (const QString unreadable = window.openCapture(); !unreadable.isEmpty())
            window.showProblem(unreadable);
    });
    if (!line.screenshot.isEmpty())
        takeScreenshotLater(window, line);
    const int status = QApplication::exec();
    clients.stopAndWait();
    hosting.endpoint().stopAndWait();
    return status;
}

} // namespace

int main(int argc, char **argv)
{
#ifdef Q_OS_UNIX
    // A reader of our output, or a socket, that goes away must not end the program.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    app::raiseDescriptorLimit();
    QCoreApplication::setOrganizationName(QStringLiteral("Channelscope"));
    QCoreApplication::setApplicationName(QStringLiteral("Channelscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PHX_VERSION));

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto line = ui::CommandLine::parse(arguments);
    if (!line.isOk()) {
        print(stderr,
              QStringLiteral("channelscope: %1\nTry channelscope --help\n").arg(line.error()));
        return WrongCommandLine;
    }
    if (line.value().task == ui::CommandLine::Task::Help) {
        print(stdout, ui::CommandLine::help());
        return Done;
    }
    if (line.value().task == ui::CommandLine::Task::Version) {
        print(stdout, QStringLiteral("channelscope " PHX_VERSION "\n"));
        return Done;
    }
    const auto workspace = loadWorkspace(line.value());
    if (!workspace.isOk()) {
        print(stderr, QStringLiteral("channelscope: %1\n").arg(workspace.error()));
        return WrongCommandLine;
    }
    const auto config = makeConfig(line.value(), workspace.value());
    if (!config.isOk()) {
        print(stderr, QStringLiteral("channelscope: %1\n").arg(config.error()));
        return WrongCommandLine;
    }
    if (!hasDisplay()) {
        print(
            stderr,
            QStringLiteral("channelscope: there is no display here; use channelscope-cli serve\n"));
        return WrongCommandLine;
    }
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/channelscope.svg")));
    QApplication::setDesktopFileName(QStringLiteral("channelscope"));
    return runWindow(line.value(), config.value(), workspace.value());
}
