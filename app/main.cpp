// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/bench.h"
#include "app/cli/certificate.h"
#include "app/cli/command.h"
#include "app/cli/export.h"
#include "app/cli/herd.h"
#include "app/cli/join.h"
#include "app/cli/serve.h"
#include "app/cli/token.h"
#include "app/descriptorlimit.h"
#include "app/workspace/objectreader.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <array>
#include <clocale>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

namespace {

using namespace phx::app;

// A program that starts without one of the standard descriptors would get it for its first file,
// and print into that.
void openStandardDescriptors()
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            ::open("/dev/null", O_RDWR);
    }
}

// Qt wants UTF-8 and prints a warning if LANG says otherwise; everything here is UTF-8 anyway.
void useUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

const std::array<const Command *, 7> &commands()
{
    static const std::array<const Command *, 7> All {
        &Serve::command(), &joinCommand(),        &herdCommand(), &exportCommand(),
        &tokenCommand(),   &certificateCommand(), &benchCommand()};
    return All;
}

int printHelp()
{
    QString text = QStringLiteral("Usage: channelscope-cli COMMAND [OPTION]…\n\nCommands:\n");
    for (const Command *command : commands())
        text += QStringLiteral("  %1%2\n")
                    .arg(command->spec.name.leftJustified(12), command->spec.summary);
    text += QStringLiteral(
        "\n  COMMAND --help   what a command takes\n  --version        the version\n");
    return print(text);
}

int printVersion()
{
    return print(QStringLiteral("channelscope-cli %1\n").arg(QLatin1String(PHX_VERSION)));
}

int runCommand(const Command &command, const QStringList &words)
{
    const auto arguments = Arguments::parse(command.spec, words);
    if (!arguments)
        return report(command.spec.name, arguments.error(), ExitStatus::Misused);
    if (arguments.value().wantsHelp())
        return print(helpText(command.spec));
    if (arguments.value().wantsVersion())
        return printVersion();
    return command.run(arguments.value());
}

int run(QStringList words)
{
    if (words.isEmpty())
        return report({}, QStringLiteral("a command is missing; see channelscope-cli --help"),
                      ExitStatus::Misused);
    const QString first = words.takeFirst();
    if (first == QLatin1String("--help") || first == QLatin1String("-h"))
        return printHelp();
    if (first == QLatin1String("--version"))
        return printVersion();
    QStringList names;
    for (const Command *command : commands()) {
        if (command->spec.name == first)
            return runCommand(*command, words);
        names.append(command->spec.name);
    }
    const QString suggestion = nearest(first, names);
    return report({},
                  QStringLiteral("unknown command \"%1\"; %2")
                      .arg(first.left(60),
                           suggestion.isEmpty()
                               ? QStringLiteral("see channelscope-cli --help")
                               : QStringLiteral("did you mean %1?").arg(suggestion)),
                  ExitStatus::Misused);
}

} // namespace

int main(int argc, char **argv)
{
    openStandardDescriptors();
    raiseDescriptorLimit();
    useUtf8();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);

    QStringList words;
    for (int i = 1; i < argc; ++i) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString word = decoder(argv[i]);
        if (decoder.hasError())
            return report({}, QStringLiteral("argument %1 is not valid UTF-8").arg(i),
                          ExitStatus::Misused);
        words.append(word);
    }

    // Qt sees the program's name only: it would take some options for its own.
    int qtArgc = 1;
    const QCoreApplication application(qtArgc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("channelscope-cli"));
    QCoreApplication::setApplicationVersion(QLatin1String(PHX_VERSION));
    return run(words);
}
