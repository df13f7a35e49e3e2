// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/benchoptions.h"

#include "app/cli/bench/wireprotocol.h"

#include <array>

namespace phx::app::bench {

namespace {

struct NumberOption
{
    const char *name;
    int least;
    int most;
    int BenchOptions::*field;
};

constexpr std::array Numbers {
    NumberOption {"clients", 1, 100'000, &BenchOptions::clients},
    NumberOption {"window", 1, 64, &BenchOptions::window},
    NumberOption {"payload", 16, 1'000'000, &BenchOptions::payloadBytes},
    NumberOption {"rate", 1, 100'000'000, &BenchOptions::rate},
    NumberOption {"threads", 1, 64, &BenchOptions::threads},
    NumberOption {"port", 1, 65'535, &BenchOptions::port},
    NumberOption {"pid", 1, 1 << 30, &BenchOptions::pid},
};

constexpr double LeastSeconds = 0.1;
constexpr double MostSeconds = 600;

OptionSpec option(const char *name, const char *value, const char *description)
{
    return {.name = QString::fromLatin1(name),
            .letter = {},
            .value = QString::fromLatin1(value),
            .description = QString::fromUtf8(description)};
}

QString readNumber(const Arguments &arguments, const NumberOption &number, BenchOptions &options)
{
    const QString name = QString::fromLatin1(number.name);
    if (!arguments.has(name))
        return {};
    bool isNumber = false;
    const int value = arguments.value(name).toInt(&isNumber);
    if (!isNumber || value < number.least || value > number.most) {
        return QStringLiteral("--%1: must be a number from %2 to %3, not \"%4\"")
            .arg(name)
            .arg(number.least)
            .arg(number.most)
            .arg(arguments.value(name).left(60));
    }
    options.*(number.field) = value;
    return {};
}

QString readSeconds(const Arguments &arguments, BenchOptions &options)
{
    if (!arguments.has(QStringLiteral("seconds")))
        return {};
    bool isNumber = false;
    options.seconds = arguments.value(QStringLiteral("seconds")).toDouble(&isNumber);
    if (isNumber && options.seconds >= LeastSeconds && options.seconds <= MostSeconds)
        return {};
    return QStringLiteral("--seconds: must be a number from 0.1 to 600, not \"%1\"")
        .arg(arguments.value(QStringLiteral("seconds")).left(60));
}

QString readWords(const Arguments &arguments, BenchOptions &options)
{
    if (arguments.has(QStringLiteral("protocol")))
        options.protocol = arguments.value(QStringLiteral("protocol"));
    if (!WireProtocol::names().contains(options.protocol))
        return QStringLiteral("--protocol: must be one of %1")
            .arg(WireProtocol::names().join(QStringLiteral(", ")));
    options.capture = arguments.has(QStringLiteral("capture"));
    options.floor = arguments.has(QStringLiteral("floor"));
    if (options.port == 0 && (options.pid != 0 || arguments.has(QStringLiteral("protocol"))))
        return QStringLiteral("--protocol and --pid need --port, a server that runs already");
    if (options.port != 0 && options.pid == 0)
        return QStringLiteral("--port needs --pid, the process whose CPU is measured");
    return {};
}

} // namespace

QList<OptionSpec> benchOptionSpecs()
{
    return {
        option("clients", "N", "connections (default 1000)"),
        option("window", "W", "messages under way at a time (default 4)"),
        option("payload", "BYTES", "of the JSON payload (default 100)"),
        option("seconds", "S", "to measure (default 5)"),
        option("rate", "N", "deliveries a second instead of a window"),
        option("threads", "N", "server threads (default 1)"),
        option("capture", "", "the server observes and records, as serve does"),
        option("port", "PORT", "measure a server that runs already on 127.0.0.1"),
        option("pid", "PID", "its process, whose CPU time is read"),
        option("protocol", "NAME", "what it speaks: phoenix, ws, socketio, mqtt or nats"),
        option("floor", "", "server: the bare loop instead of the channel server"),
    };
}

Result<BenchOptions, QString> parseBenchOptions(const Arguments &arguments, const QString &kind,
                                                const QStringList &allowed)
{
    for (const OptionSpec &spec : benchOptionSpecs()) {
        if (arguments.has(spec.name) && !allowed.contains(spec.name))
            return QStringLiteral("bench %1 takes no --%2").arg(kind, spec.name);
    }
    BenchOptions options;
    QString problem;
    for (const NumberOption &number : Numbers) {
        if (problem.isEmpty())
            problem = readNumber(arguments, number, options);
    }
    if (problem.isEmpty())
        problem = readSeconds(arguments, options);
    if (problem.isEmpty())
        problem = readWords(arguments, options);
    if (!problem.isEmpty())
        return problem;
    return options;
}

} // namespace phx::app::bench
