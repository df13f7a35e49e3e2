// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/export.h"

#include "app/capture/capturereader.h"
#include "app/capture/jsonlexport.h"
#include "app/cli/standardoutput.h"

#include <QSaveFile>

#include <algorithm>

namespace phx::app {

namespace {

const QString Name = QStringLiteral("export");

CommandSpec makeSpec()
{
    return {
        .name = Name,
        .summary = QStringLiteral("Write the rows of a capture, one JSON object a line."),
        .positionals = {QStringLiteral("CAPTURE")},
        .options = {{.name = QStringLiteral("format"),
                     .letter = {},
                     .value = QStringLiteral("jsonl"),
                     .description = QStringLiteral("the form of the output; required")},
                    {.name = QStringLiteral("output"),
                     .letter = QLatin1Char('o'),
                     .value = QStringLiteral("FILE"),
                     .description = QStringLiteral(
                         "write to this file; without it, or with -, to standard output")},
                    {.name = QStringLiteral("topic"),
                     .letter = {},
                     .value = QStringLiteral("TOPIC"),
                     .description = QStringLiteral(
                         "only rows of this topic; room:* is everything below room")},
                    {.name = QStringLiteral("client"),
                     .letter = {},
                     .value = QStringLiteral("N"),
                     .description =
                         QStringLiteral("only rows of connection N, broadcasts to it included")}},
        .notes = {},
    };
}

//! A connection number of ASCII digits, from 1; 0 if it is none.
quint64 parseClient(const QString &text)
{
    const bool digitsOnly = std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
    return digitsOnly ? text.toULongLong() : 0;
}

Result<RowFilter, QString> makeFilter(const Arguments &arguments)
{
    RowFilter filter;
    filter.heartbeats = true;
    filter.lifecycle = true;
    const QString topic = arguments.value(QStringLiteral("topic"));
    filter.topicIsBranch = topic.endsWith(QLatin1String(":*"));
    filter.topic = (filter.topicIsBranch ? topic.chopped(2) : topic).toUtf8();
    if (arguments.has(QStringLiteral("client"))) {
        const QString client = arguments.value(QStringLiteral("client"));
        filter.connection = parseClient(client);
        if (filter.connection == 0)
            return QStringLiteral(
                       "--client: must be the number of a connection, from 1, not \"%1\"")
                .arg(client.left(60));
    }
    return filter;
}

QString exportToFile(const CaptureReader &reader, const RowFilter &filter, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return QStringLiteral("cannot write %1: %2").arg(path, file.errorString());
    const Result<quint64, QString> count = exportJsonLines(reader, filter, file);
    if (!count)
        return count.error();
    if (!file.commit())
        return QStringLiteral("cannot write %1: %2").arg(path, file.errorString());
    return {};
}

QString exportToOutput(const CaptureReader &reader, const RowFilter &filter)
{
    StandardOutput output;
    const Result<quint64, QString> count = exportJsonLines(reader, filter, output);
    // A reader that has seen enough (`| head`) is no error.
    if (count || output.state() == StandardOutput::State::ReaderGone)
        return {};
    return count.error();
}

int runExport(const Arguments &arguments)
{
    const QString format = arguments.value(QStringLiteral("format"));
    if (format.isEmpty())
        return report(Name, QStringLiteral("--format is missing: --format jsonl"),
                      ExitStatus::Misused);
    if (format != QLatin1String("jsonl")) {
        return report(Name,
                      QStringLiteral("--format: must be jsonl, not \"%1\"").arg(format.left(60)),
                      ExitStatus::Misused);
    }
    const Result<RowFilter, QString> filter = makeFilter(arguments);
    if (!filter)
        return report(Name, filter.error(), ExitStatus::Misused);

    const auto reader = CaptureReader::open(arguments.positionals().constFirst());
    if (!reader)
        return report(Name, reader.error(), ExitStatus::Failed);
    const QString path = arguments.value(QStringLiteral("output"));
    const QString problem = path.isEmpty() || path == QLatin1String("-")
        ? exportToOutput(*reader.value(), filter.value())
        : exportToFile(*reader.value(), filter.value(), path);
    return problem.isEmpty() ? ExitStatus::Done : report(Name, problem, ExitStatus::Failed);
}

} // namespace

const Command &exportCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runExport};
    return TheCommand;
}

} // namespace phx::app
