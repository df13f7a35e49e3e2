// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/herd.h"

#include "app/cli/connectionarguments.h"
#include "app/cli/herdsession.h"
#include "app/clients/reconnecttable.h"

namespace phx::app {

namespace {

const QString Name = QStringLiteral("herd");

CommandSpec makeSpec()
{
    OptionSpec push =
        clientOption("push", "EVENT JSON", "what each client pushes while it is joined");
    push.isRepeatable = true; // for its two words
    return {
        .name = Name,
        .summary =
            QStringLiteral("Thousands of clients that join, push, are dropped and come back."),
        .positionals = {QStringLiteral("URL"), QStringLiteral("TOPIC")},
        .options =
            QList<OptionSpec> {
                clientOption("clients", "N", "how many, 1 to 20000 (default 100)"),
                clientOption("ramp", "N", "start N a second (default 500); 0: all at once"),
                clientOption("params", "JSON", "object of connect params"),
                clientOption("payload", "JSON", "payload of the joins (default {})"), push,
                clientOption("every", "MS", "time between two pushes of a client (default 1000)"),
                clientOption("spread", "X", "vary that time by up to X of it, 0 to 1 (default 0)"),
                clientOption("reconnect", "MS,…",
                             "reconnect table; its last time is for all further "
                             "tries (default: phoenix.js's)"),
                clientOption("jitter", "X",
                             "vary reconnect times by up to X of them, 0 to 1 "
                             "(default 0)"),
                clientOption("drop-after", "SECONDS", "then end the TCP connections of all"),
                clientOption("drop-every", "SECONDS", "and again so often"),
                clientOption("print", "text|jsonl", "how to print a line a second (default text)")}
            + connectionOptions("run so long (default: until a signal)"),
        .notes = QStringLiteral(
            "In TOPIC, --params and the payloads {n} is a client's number from 0, {n%10} its\n"
            "remainder: room:{n%10} are ten topics. The last line is a JSON object with the times\n"
            "until the clients were connected and joined again after the last drop.\n"
            "Exit status: 0 done, 1 no client could join, 2 the command line was wrong."),
    };
}

//! \return a sentence, or empty. \param value stays as it is if the option is not given
QString parseNumber(const Arguments &arguments, const char *name, int &value)
{
    const QString option = QString::fromLatin1(name);
    if (!arguments.has(option))
        return {};
    bool isNumber = false;
    value = arguments.value(option).toInt(&isNumber);
    return isNumber ? QString()
                    : QStringLiteral("--%1 must be a whole number, not \"%2\"")
                          .arg(option, arguments.value(option).left(60));
}

QString parseFraction(const Arguments &arguments, const char *name, double &value)
{
    const QString option = QString::fromLatin1(name);
    if (!arguments.has(option))
        return {};
    bool isNumber = false;
    value = arguments.value(option).toDouble(&isNumber);
    return isNumber && value >= 0 && value <= 1
        ? QString()
        : QStringLiteral("--%1 must be a number from 0 to 1").arg(option);
}

QString parseReconnect(const Arguments &arguments, client::Backoff &backoff)
{
    const QString option = QStringLiteral("reconnect");
    if (!arguments.has(option))
        return {};
    const auto table = parseReconnectTable(arguments.value(option));
    if (!table)
        return QStringLiteral("--reconnect must be times in ms like 10,50,100, not \"%1\"")
            .arg(arguments.value(option).left(60));
    backoff = *table;
    return {};
}

QString parsePush(const Arguments &arguments, client::HerdOptions &options)
{
    const QList<QStringList> pushes = arguments.allValues(QStringLiteral("push"));
    if (pushes.size() > 1)
        return QStringLiteral("--push may be given once");
    if (pushes.isEmpty()) {
        const bool hasSchedule =
            arguments.has(QStringLiteral("every")) || arguments.has(QStringLiteral("spread"));
        return hasSchedule ? QStringLiteral("--every and --spread need a --push") : QString();
    }
    client::HerdPush push {.event = pushes.constFirst().at(0).toUtf8(),
                           .payload = pushes.constFirst().at(1).toUtf8()};
    auto every = int(push.every.count());
    QString problem = parseNumber(arguments, "every", every);
    push.every = std::chrono::milliseconds(every);
    if (problem.isEmpty())
        problem = parseFraction(arguments, "spread", push.spread);
    options.push = push;
    return problem;
}

QString parseHerd(const Arguments &arguments, client::HerdOptions &options)
{
    QString problem = parseNumber(arguments, "clients", options.clients);
    if (problem.isEmpty())
        problem = parseNumber(arguments, "ramp", options.clientsPerSecond);
    if (problem.isEmpty())
        problem = parseReconnect(arguments, options.socket.reconnectAfter);
    if (problem.isEmpty())
        problem = parseFraction(arguments, "jitter", options.socket.reconnectAfter.jitter);
    if (problem.isEmpty())
        problem = parsePush(arguments, options);
    if (arguments.has(QStringLiteral("params")))
        options.connectParams = arguments.value(QStringLiteral("params")).toUtf8();
    if (arguments.has(QStringLiteral("payload")))
        options.joinParams = arguments.value(QStringLiteral("payload")).toUtf8();
    return problem.isEmpty() ? parseConnection(arguments, options.socket) : problem;
}

QString parseRun(const Arguments &arguments, HerdRun &run)
{
    const QString print = arguments.value(QStringLiteral("print"));
    if (print == QLatin1String("jsonl"))
        run.print = HerdPrint::JsonLines;
    else if (!print.isEmpty() && print != QLatin1String("text"))
        return QStringLiteral("--print must be text or jsonl");
    QString problem = parseSeconds(arguments, QStringLiteral("for"), run.duration);
    if (problem.isEmpty())
        problem = parseSeconds(arguments, QStringLiteral("drop-after"), run.dropAfter);
    if (problem.isEmpty())
        problem = parseSeconds(arguments, QStringLiteral("drop-every"), run.dropEvery);
    if (problem.isEmpty() && run.dropEvery && run.dropEvery->count() == 0)
        return QStringLiteral("--drop-every must be longer than 0 seconds");
    return problem;
}

int runHerd(const Arguments &arguments)
{
    const auto endPoint = parseEndPoint(arguments.positionals().at(0));
    if (!endPoint)
        return report(Name, endPoint.error(), ExitStatus::Misused);
    HerdRun run;
    run.options.endPoint = endPoint.value();
    run.options.topic = arguments.positionals().at(1).toUtf8();
    QString problem = parseHerd(arguments, run.options);
    if (problem.isEmpty())
        problem = parseRun(arguments, run);
    if (problem.isEmpty())
        problem = run.options.problem();
    if (!problem.isEmpty())
        return report(Name, problem, ExitStatus::Misused);
    return HerdSession(std::move(run)).run();
}

} // namespace

const Command &herdCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runHerd};
    return TheCommand;
}

} // namespace phx::app
