// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/join.h"

#include "app/cli/connectionarguments.h"
#include "app/cli/joinsession.h"
#include "app/clients/clientprofile.h"

#include <QJsonDocument>

namespace phx::app {

namespace {

const QString Name = QStringLiteral("join");

CommandSpec makeSpec()
{
    OptionSpec push =
        clientOption("push", "EVENT JSON", "push once joined; may be given many times");
    push.isRepeatable = true;
    return {
        .name = Name,
        .summary = QStringLiteral("Join a topic of any Phoenix server, print what arrives, push."),
        .positionals = {QStringLiteral("URL"), QStringLiteral("TOPIC")},
        .options =
            QList<OptionSpec> {
                clientOption("params", "JSON", "object of connect params"),
                clientOption("payload", "JSON", "payload of the join (default {})"), push,
                clientOption("stdin", "", "push each line [\"event\",payload] of standard input"),
                clientOption("print", "text|jsonl", "how to print what arrives (default text)")}
            + connectionOptions("stay so long (default: until pushes are answered)"),
        .notes = QStringLiteral("URL: ws://127.0.0.1:4000/socket. Exit status: 0 joined and done, "
                                "1 not connected, refused,\nfailed or timed out, 2 the command "
                                "line was wrong. Without pushes and --for it runs until a signal."),
    };
}

QString parsePayloads(const Arguments &arguments, JoinOptions &options)
{
    const QString payload = QStringLiteral("payload");
    if (arguments.has(payload)) {
        const auto json = parsePayload(arguments.value(payload));
        if (!json)
            return QStringLiteral("--payload is not JSON");
        options.payload = *json;
    }
    for (const QStringList &words : arguments.allValues(QStringLiteral("push"))) {
        const auto json = parsePayload(words.at(1));
        if (!json)
            return QStringLiteral("--push %1: \"%2\" is not JSON")
                .arg(words.at(0), words.at(1).left(60));
        options.pushes.append({words.at(0).toUtf8(), *json});
    }
    const QString params = QStringLiteral("params");
    if (arguments.has(params)) {
        const auto document = QJsonDocument::fromJson(arguments.value(params).toUtf8());
        if (!document.isObject())
            return QStringLiteral("--params is not a JSON object");
        options.socket.params = client::UrlParams(document.object());
    }
    return {};
}

QString parseRun(const Arguments &arguments, JoinOptions &options)
{
    options.readsStandardInput = arguments.has(QStringLiteral("stdin"));
    const QString print = arguments.value(QStringLiteral("print"));
    if (print == QLatin1String("jsonl"))
        options.print = JoinPrint::JsonLines;
    else if (!print.isEmpty() && print != QLatin1String("text"))
        return QStringLiteral("--print must be text or jsonl");
    return parseSeconds(arguments, QStringLiteral("for"), options.duration);
}

int runJoin(const Arguments &arguments)
{
    JoinOptions options;
    const auto endPoint = parseEndPoint(arguments.positionals().at(0));
    if (!endPoint)
        return report(Name, endPoint.error(), ExitStatus::Misused);
    options.endPoint = endPoint.value();
    options.topic = arguments.positionals().at(1).toUtf8();
    QString problem = parsePayloads(arguments, options);
    if (problem.isEmpty())
        problem = parseConnection(arguments, options.socket);
    if (problem.isEmpty())
        problem = parseRun(arguments, options);
    if (!problem.isEmpty())
        return report(Name, problem, ExitStatus::Misused);
    return JoinSession(std::move(options)).run();
}

} // namespace

const Command &joinCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runJoin};
    return TheCommand;
}

} // namespace phx::app
