// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/join.h"

#include "app/cli/joinsession.h"
#include "server/protocol/jsonscanner.h"
#include "server/protocol/vsn.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QUrl>

#include <cmath>

namespace phx::app {

namespace {

using protocol::JsonScanner;
using protocol::Payload;

const QString Name = QStringLiteral("join");
constexpr double MaxSeconds = 1'000'000;

OptionSpec option(const char *name, const char *value, const char *description)
{
    return {.name = QString::fromLatin1(name),
            .letter = {},
            .value = QString::fromLatin1(value),
            .description = QString::fromLatin1(description)};
}

CommandSpec makeSpec()
{
    OptionSpec push = option("push", "EVENT JSON", "push once joined; may be given many times");
    push.isRepeatable = true;
    return {
        .name = Name,
        .summary = QStringLiteral("Join a topic of any Phoenix server, print what arrives, push."),
        .positionals = {QStringLiteral("URL"), QStringLiteral("TOPIC")},
        .options = {option("params", "JSON", "object of connect params"),
                    option("payload", "JSON", "payload of the join (default {})"), push,
                    option("stdin", "", "push each line [\"event\",payload] of standard input"),
                    option("for", "SECONDS", "stay so long (default: until pushes are answered)"),
                    option("print", "text|jsonl", "how to print what arrives (default text)"),
                    option("vsn", "VERSION", "version of the protocol (default 2.0.0)"),
                    option("auth-token", "TOKEN", "auth_token of the socket"),
                    option("transport", "websocket|longpoll", "default websocket"),
                    option("ca", "FILE", "PEM file with certificates to trust, too")},
        .notes = QStringLiteral("URL: ws://127.0.0.1:4000/socket. Exit status: 0 joined and done, "
                                "1 not connected, refused,\nfailed or timed out, 2 the command "
                                "line was wrong. Without pushes and --for it runs until a signal."),
    };
}

std::optional<Payload> parseJson(const QString &text)
{
    const QByteArray json = text.toUtf8();
    JsonScanner::Slice slice;
    JsonScanner scanner(json);
    if (scanner.scanValue(slice) != JsonScanner::Outcome::Ok)
        return std::nullopt;
    return Payload::json(json);
}

//! \return a sentence, or empty
QString parseUrl(const QString &text, JoinOptions &options)
{
    QUrl url(text, QUrl::StrictMode);
    if (url.scheme() == QLatin1String("http"))
        url.setScheme(QStringLiteral("ws"));
    else if (url.scheme() == QLatin1String("https"))
        url.setScheme(QStringLiteral("wss"));
    const bool isSocket =
        url.scheme() == QLatin1String("ws") || url.scheme() == QLatin1String("wss");
    if (!url.isValid() || !isSocket || url.host().isEmpty() || url.hasQuery())
        return QStringLiteral("URL must be like ws://127.0.0.1:4000/socket, not \"%1\"")
            .arg(text.left(200));
    QByteArray endPoint = url.toEncoded(QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (endPoint.endsWith("/websocket"))
        endPoint.chop(10);
    options.endPoint = endPoint;
    return {};
}

QString parsePayloads(const Arguments &arguments, JoinOptions &options)
{
    const QString payload = QStringLiteral("payload");
    if (arguments.has(payload)) {
        const auto json = parseJson(arguments.value(payload));
        if (!json)
            return QStringLiteral("--payload is not JSON");
        options.payload = *json;
    }
    for (const QStringList &words : arguments.allValues(QStringLiteral("push"))) {
        const auto json = parseJson(words.at(1));
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

QString parseConnection(const Arguments &arguments, JoinOptions &options)
{
    if (arguments.has(QStringLiteral("vsn"))) {
        options.socket.vsn = arguments.value(QStringLiteral("vsn")).toUtf8();
        if (!protocol::negotiateVsn(options.socket.vsn))
            return QStringLiteral("--vsn must be 1.0.x or 2.0.x");
    }
    options.socket.authToken = arguments.value(QStringLiteral("auth-token")).toUtf8();
    const QString transport = arguments.value(QStringLiteral("transport"));
    if (transport == QLatin1String("longpoll"))
        options.socket.transport = client::TransportKind::LongPoll;
    else if (!transport.isEmpty() && transport != QLatin1String("websocket"))
        return QStringLiteral("--transport must be websocket or longpoll");
    const QString ca = arguments.value(QStringLiteral("ca"));
    if (!ca.isEmpty()) {
        options.socket.network.caCertificates = QSslCertificate::fromPath(ca);
        if (options.socket.network.caCertificates.isEmpty())
            return QStringLiteral("--ca: there is no PEM certificate in %1").arg(ca);
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
    const QString duration = QStringLiteral("for");
    if (arguments.has(duration)) {
        bool isNumber = false;
        const double seconds = arguments.value(duration).toDouble(&isNumber);
        if (!isNumber || !(seconds >= 0) || seconds > MaxSeconds)
            return QStringLiteral("--for must be a number of seconds from 0 to %1")
                .arg(qint64(MaxSeconds));
        options.duration = std::chrono::milliseconds(std::llround(seconds * 1000));
    }
    return {};
}

int runJoin(const Arguments &arguments)
{
    JoinOptions options;
    options.topic = arguments.positionals().at(1).toUtf8();
    QString problem = parseUrl(arguments.positionals().at(0), options);
    for (const auto parse : {&parsePayloads, &parseConnection, &parseRun}) {
        if (problem.isEmpty())
            problem = parse(arguments, options);
    }
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
