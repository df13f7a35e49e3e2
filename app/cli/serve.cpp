// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/serve.h"

#include "app/workspace/endpointbuilder.h"
#include "app/workspace/pubsubreader.h"
#include "app/workspace/workspacereader.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <utility>

namespace phx::app {

namespace {

const int MaxThreads = 64;

const QString Name = QStringLiteral("serve");

CommandSpec makeSpec()
{
    return {
        .name = Name,
        .summary = QStringLiteral(
            "Host the sockets of a workspace until SIGINT or SIGTERM, and record all traffic."),
        .positionals = {},
        .options =
            {{.name = QStringLiteral("listen"),
              .letter = {},
              .value = QStringLiteral("ADDR:PORT"),
              .description =
                  QStringLiteral("instead of the workspace's; port 0 takes any free one")},
             {.name = QStringLiteral("workspace"),
              .letter = {},
              .value = QStringLiteral("FILE"),
              .description =
                  QStringLiteral("what to host; without it the guide's chat on /socket")},
             {.name = QStringLiteral("capture"),
              .letter = {},
              .value = QStringLiteral("FILE"),
              .description =
                  QStringLiteral("record into this file; without it into a temporary one")},
             {.name = QStringLiteral("print"),
              .letter = {},
              .value = QStringLiteral("none|text|jsonl"),
              .description = QStringLiteral("print every message, one a line (default none)")},
             {.name = QStringLiteral("log"),
              .letter = {},
              .value = QStringLiteral("none|error|warning|info|debug"),
              .description = QStringLiteral(
                  "lines as Phoenix logs them, on standard error (default warning)")},
             {.name = QStringLiteral("threads"),
              .letter = {},
              .value = QStringLiteral("N"),
              .description = QStringLiteral("server threads, 1 to 64 (default 1)")},
             {.name = QStringLiteral("control"),
              .letter = {},
              .value = QStringLiteral("ADDR:PORT"),
              .description = QStringLiteral("control API on a loopback address (default off)")},
             {.name = QStringLiteral("redis"),
              .letter = {},
              .value = QStringLiteral("URL"),
              .description =
                  QStringLiteral("share broadcasts with other processes: redis://127.0.0.1:6379")},
             {.name = QStringLiteral("pubsub-name"),
              .letter = {},
              .value = QStringLiteral("NAME"),
              .description = QStringLiteral(
                  "with Redis: theirs, MyApp.PubSub (default Channelscope.PubSub)")}},
        .notes = QStringLiteral(
            "The first line on standard output says where it listens. The first signal closes all\n"
            "connections in order (1012), a second one ends the program at once."),
    };
}

//! A number of ASCII digits from 1 to MaxThreads; 0 if it is none.
int parseThreads(const QString &text)
{
    for (const QChar c : text) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return 0;
    }
    const int number = text.size() <= 2 ? text.toInt() : 0;
    return number <= MaxThreads ? number : 0;
}

QString parseAddress(const Arguments &arguments, const QString &option,
                     std::optional<ListenAddress> &address)
{
    if (!arguments.has(option))
        return {};
    const Result<ListenAddress, QString> parsed = ListenAddress::parse(arguments.value(option));
    if (!parsed)
        return QStringLiteral("--%1: %2").arg(option, parsed.error());
    address = parsed.value();
    return {};
}

QString parsePrint(const Arguments &arguments, MessagePrinter::Format &format)
{
    if (!arguments.has(QStringLiteral("print")))
        return {};
    const QString word = arguments.value(QStringLiteral("print"));
    if (word == QLatin1String("none"))
        format = MessagePrinter::Format::None;
    else if (word == QLatin1String("text"))
        format = MessagePrinter::Format::Text;
    else if (word == QLatin1String("jsonl"))
        format = MessagePrinter::Format::JsonLines;
    else
        return QStringLiteral("--print: must be none, text or jsonl, not \"%1\"")
            .arg(word.left(60));
    return {};
}

QString parseLog(const Arguments &arguments, QString &rules)
{
    if (!arguments.has(QStringLiteral("log")))
        return {};
    const QString word = arguments.value(QStringLiteral("log"));
    if (word == QLatin1String("none"))
        rules = QStringLiteral("phx.server.*=false");
    else if (word == QLatin1String("error"))
        rules = QStringLiteral("phx.server.*=false\nphx.server.*.critical=true");
    else if (word == QLatin1String("info"))
        rules = QStringLiteral("phx.server.phoenix.info=true");
    else if (word == QLatin1String("debug"))
        rules = QStringLiteral("phx.server.phoenix=true");
    else if (word != QLatin1String("warning"))
        return QStringLiteral("--log: must be none, error, warning, info or debug, not \"%1\"")
            .arg(word.left(60));
    return {};
}

QString parseRedis(const Arguments &arguments, ServeOptions &options)
{
    if (arguments.has(QStringLiteral("redis"))) {
        const auto address = server::RedisAddress::parse(arguments.value(QStringLiteral("redis")));
        if (!address)
            return QStringLiteral("--redis: %1").arg(address.error());
        options.redis = address.value();
    }
    if (!arguments.has(QStringLiteral("pubsub-name")))
        return {};
    options.pubSubName = arguments.value(QStringLiteral("pubsub-name"));
    const QString allowed = pubSubNameProblem(options.pubSubName);
    if (!allowed.isEmpty())
        return QStringLiteral("--pubsub-name: must be %1").arg(allowed);
    return {};
}

Result<ServeOptions, QString> parseOptions(const Arguments &arguments)
{
    ServeOptions options;
    options.workspace = arguments.value(QStringLiteral("workspace"));
    options.capture = arguments.value(QStringLiteral("capture"));
    QString problem = parseAddress(arguments, QStringLiteral("listen"), options.listen);
    if (problem.isEmpty())
        problem = parseAddress(arguments, QStringLiteral("control"), options.control);
    if (problem.isEmpty() && options.control) {
        const QString refusal = ControlServer::addressProblem(*options.control);
        if (!refusal.isEmpty())
            problem = QStringLiteral("--control: ") + refusal;
    }
    if (problem.isEmpty())
        problem = parsePrint(arguments, options.print);
    if (problem.isEmpty())
        problem = parseLog(arguments, options.logRules);
    if (problem.isEmpty())
        problem = parseRedis(arguments, options);
    if (problem.isEmpty() && arguments.has(QStringLiteral("threads"))) {
        const QString text = arguments.value(QStringLiteral("threads"));
        options.threads = parseThreads(text);
        if (options.threads == 0)
            problem = QStringLiteral("--threads: must be a number from 1 to %1, not \"%2\"")
                          .arg(MaxThreads)
                          .arg(text.left(60));
    }
    if (problem.isEmpty() && options.listen && options.control && options.control->port != 0
        && options.listen->toString() == options.control->toString())
        problem = QStringLiteral("--control and --listen must not be the same address");
    if (!problem.isEmpty())
        return problem;
    return options;
}

//! \return a sentence if there is a name and no Redis
QString applyRedis(const ServeOptions &options, Workspace &workspace)
{
    if (options.redis) {
        if (!workspace.pubsub)
            workspace.pubsub = server::RedisOptions {};
        workspace.pubsub->address = *options.redis;
    }
    if (options.pubSubName.isEmpty())
        return {};
    if (!workspace.pubsub)
        return QStringLiteral("--pubsub-name needs --redis, or a workspace with \"pubsub\"");
    workspace.pubsub->name = options.pubSubName.toUtf8();
    return {};
}

Result<server::EndpointConfig, QString> makeConfig(const ServeOptions &options)
{
    Workspace workspace = Workspace::makeDefault();
    if (!options.workspace.isEmpty()) {
        Result<Workspace, QString> loaded = WorkspaceReader::load(options.workspace);
        if (!loaded)
            return loaded.error();
        workspace = std::move(loaded).value();
    }
    if (options.listen)
        workspace.endpoint.listen = *options.listen;
    const QString problem = applyRedis(options, workspace);
    if (!problem.isEmpty())
        return problem;
    Result<server::EndpointConfig, QString> config = toEndpointConfig(workspace);
    if (config)
        config.value().threads = options.threads;
    return config;
}

} // namespace

const Command &Serve::command()
{
    static const Command TheCommand {.spec = makeSpec(), .run = &Serve::runCommand};
    return TheCommand;
}

int Serve::runCommand(const Arguments &arguments)
{
    const Result<ServeOptions, QString> options = parseOptions(arguments);
    if (!options)
        return report(Name, options.error(), ExitStatus::Misused);
    Result<server::EndpointConfig, QString> config = makeConfig(options.value());
    if (!config)
        return report(Name, config.error(), ExitStatus::Failed);
    if (!options.value().logRules.isEmpty())
        QLoggingCategory::setFilterRules(options.value().logRules);
    Serve serve(std::move(config).value(), options.value());
    return serve.run();
}

Serve::Serve(server::EndpointConfig config, const ServeOptions &options)
    : m_options(options)
    , m_output(m_signals.descriptor())
    , m_hosting(std::move(config), options.capture)
    , m_control(m_hosting)
    , m_printer(options.print, m_output)
{
    connect(&m_signals, &StopSignals::stopRequested, this, &Serve::stop);
    connect(&m_control, &ControlServer::stopRequested, this, &Serve::stop);
    connect(&m_hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            &Serve::handleStatus);
    connect(&m_hosting.capture(), &Capture::advanced, this, &Serve::printNew);
}

int Serve::run()
{
    QString problem = m_hosting.open();
    if (problem.isEmpty())
        problem = m_printer.open(m_hosting.capture().path());
    if (problem.isEmpty() && m_options.control)
        problem = m_control.listen(*m_options.control);
    if (!problem.isEmpty())
        return report(Name, problem, ExitStatus::Failed);
    // Inside the event loop, so that a failure at once can end it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_stopping)
                m_hosting.startServer();
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

void Serve::handleStatus(const server::EndpointStatus &status)
{
    switch (status.state) {
    case server::EndpointStatus::State::Listening:
        announce();
        break;
    case server::EndpointStatus::State::Failed:
        m_exitStatus = report(Name, status.error, ExitStatus::Failed);
        finish();
        break;
    case server::EndpointStatus::State::Stopped:
        if (m_stopping)
            finish();
        break;
    case server::EndpointStatus::State::Starting:
    case server::EndpointStatus::State::Draining:
        break;
    }
}

void Serve::announce()
{
    const QString url = m_hosting.webSocketUrl();
    QString text =
        QStringLiteral("listening on %1\n").arg(url.isEmpty() ? m_hosting.pageUrl() : url);
    if (m_options.control)
        text += QStringLiteral("control on %1\n").arg(m_control.url());
    m_output.write(text.toUtf8());
    m_printer.enable();
    printNew();
}

void Serve::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    if (m_hosting.endpoint().status().state == server::EndpointStatus::State::Stopped)
        finish();
    else
        m_hosting.stopServer();
}

void Serve::printNew()
{
    if (m_printQueued)
        return;
    const bool hasMore = m_printer.printSome();
    switch (m_output.state()) {
    case StandardOutput::State::Good:
        // Let signals and commands in between two batches.
        if (hasMore)
            printLater();
        break;
    case StandardOutput::State::Failed:
        if (!m_stopping) {
            m_exitStatus = report(
                Name,
                QStringLiteral("cannot write to standard output: %1").arg(m_output.errorString()),
                ExitStatus::Failed);
        }
        stop();
        break;
    case StandardOutput::State::ReaderGone:
    case StandardOutput::State::Interrupted:
        stop();
        break;
    }
}

void Serve::printLater()
{
    m_printQueued = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_printQueued = false;
            printNew();
        },
        Qt::QueuedConnection);
}

void Serve::finish()
{
    m_hosting.capture().flush();
    while (m_printer.printSome() && m_output.state() == StandardOutput::State::Good) { }
    QCoreApplication::exit(m_exitStatus);
}

} // namespace phx::app
