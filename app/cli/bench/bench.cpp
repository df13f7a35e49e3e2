// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/bench.h"

#include "app/cli/bench/kinds.h"

#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace phx::app {

namespace {

const QString Name = QStringLiteral("bench");

QStringList words(const char *list)
{
    return QString::fromLatin1(list).split(QLatin1Char(' '));
}

const std::vector<bench::BenchKind> &kinds()
{
    static const std::vector<bench::BenchKind> Kinds {
        {"fanout", words("clients window payload seconds rate threads capture port pid protocol"),
         &bench::measureFanout},
        {"floor", words("clients window payload seconds rate"), &bench::measureFloor},
        {"echo", words("clients payload seconds threads capture"), &bench::measureEcho},
        {"join", words("clients threads capture port pid protocol"), &bench::measureJoin},
        {"connections", words("clients seconds threads capture port pid protocol"),
         &bench::measureConnections},
        {"decode", words("seconds"), &bench::measureDecode},
        {"server", words("threads capture floor payload"), &bench::runServer},
    };
    return Kinds;
}

int run(const Arguments &arguments)
{
    const QString wanted = arguments.positionals().constFirst();
    const auto kind = std::find_if(kinds().begin(), kinds().end(), [&wanted](const auto &k) {
        return wanted == QLatin1String(k.name);
    });
    if (kind == kinds().end())
        return report(Name, QStringLiteral("there is no bench \"%1\"").arg(wanted.left(60)),
                      ExitStatus::Misused);
    const auto options = bench::parseBenchOptions(arguments, wanted, kind->options);
    if (!options)
        return report(Name, options.error(), ExitStatus::Misused);
    const bench::Figures figures = kind->measure(options.value());
    if (!figures)
        return report(Name, figures.error(), ExitStatus::Failed);
    return print(QString::fromUtf8(QJsonDocument(figures.value()).toJson(QJsonDocument::Compact))
                 + u'\n');
}

CommandSpec makeSpec()
{
    return {
        .name = Name,
        .summary = QStringLiteral("Measure the server on this machine; prints one JSON line."),
        .positionals = {QStringLiteral("fanout|floor|echo|join|connections|decode|server")},
        .options = bench::benchOptionSpecs(),
        .notes = QStringLiteral(
            "fanout       CPU of the server per delivered broadcast, and latency\n"
            "floor        the same bytes from a bare epoll loop: the least it can cost here\n"
            "echo         a message and its reply\n"
            "join         connections and joins a second\n"
            "connections  memory, idle CPU, one broadcast to all, drain\n"
            "decode       time to read an envelope\n"
            "server       only the server, until standard input ends"),
    };
}

} // namespace

const Command &benchCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = &run};
    return TheCommand;
}

} // namespace phx::app
