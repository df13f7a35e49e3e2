// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace phx::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::CommandLine)
};

std::optional<QString> number(const QString &text, int maximum, int &value)
{
    bool sound = false;
    value = text.toInt(&sound);
    if (sound && value >= 0 && value <= maximum)
        return std::nullopt;
    return Text::tr("\"%1\" is no number from 0 to %2.").arg(text).arg(maximum);
}

//! \return a sentence, or nothing
std::optional<QString> takeChoices(const QCommandLineParser &parser, CommandLine &line)
{
    int value = 0;
    if (parser.isSet(QStringLiteral("port"))) {
        if (const auto problem = number(parser.value(QStringLiteral("port")), 65'535, value))
            return problem;
        line.port = quint16(value);
    }
    if (parser.isSet(QStringLiteral("after"))) {
        if (const auto problem = number(parser.value(QStringLiteral("after")), 600'000, value))
            return problem;
        line.after = std::chrono::milliseconds(value);
    }
    if (parser.isSet(QStringLiteral("select"))) {
        if (const auto problem =
                number(parser.value(QStringLiteral("select")), 1'000'000'000, value))
            return problem;
        line.select = quint64(value);
    }
    if (parser.isSet(QStringLiteral("size"))) {
        const QStringList sides = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
        line.size = QSize(sides.value(0).toInt(), sides.value(1).toInt());
        if (sides.size() != 2 || line.size.isEmpty() || line.size.width() > 16'000
            || line.size.height() > 16'000)
            return Text::tr("--size is written like 1280x800.");
    }
    if (parser.isSet(QStringLiteral("theme"))) {
        const QStringList names {QStringLiteral("system"), QStringLiteral("light"),
                                 QStringLiteral("dark")};
        const auto index = names.indexOf(parser.value(QStringLiteral("theme")));
        if (index < 0)
            return Text::tr("--theme is system, light or dark.");
        line.theme = ThemeMode(int(index));
    }
    if (parser.isSet(QStringLiteral("language"))) {
        const QString code = parser.value(QStringLiteral("language"));
        if (code != QLatin1String("en") && code != QLatin1String("ja")
            && code != QLatin1String("system"))
            return Text::tr("--language is system, en or ja.");
        line.language = code == QLatin1String("system") ? QString() : code;
    }
    return std::nullopt;
}

} // namespace

Result<CommandLine, QString> CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, QString()},
        {{QStringLiteral("v"), QStringLiteral("version")}, QString()},
    });
    for (const char *name : {"workspace", "capture", "port", "theme", "language", "screenshot",
                             "after", "size", "select", "press"})
        parser.addOption({QString::fromLatin1(name), QString(), QStringLiteral("value")});
    if (!parser.parse(arguments))
        return parser.errorText();

    CommandLine line;
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        line.task = parser.isSet(QStringLiteral("help")) ? Task::Help : Task::Version;
        return line;
    }
    line.workspace = parser.value(QStringLiteral("workspace"));
    line.capture = parser.value(QStringLiteral("capture"));
    line.press = parser.value(QStringLiteral("press")).split(u',', Qt::SkipEmptyParts);
    line.screenshot = parser.value(QStringLiteral("screenshot"));
    const QStringList files = parser.positionalArguments();
    if (files.size() + (line.capture.isEmpty() ? 0 : 1) > 1)
        return Text::tr("Only one capture can be open.");
    if (!files.isEmpty())
        line.capture = files.constFirst();
    if (const auto problem = takeChoices(parser, line))
        return *problem;
    return line;
}

QString CommandLine::help()
{
    return Text::tr("Usage: channelscope [options] [FILE.capture]\n"
                    "Hosts Phoenix Channels and shows every message.\n\n"
                    "  --workspace FILE   what to host; without it the chat of the guide\n"
                    "  --capture FILE     record into this file; an existing capture is continued\n"
                    "  --port N           listen on this port, 0: any free one\n"
                    "  --theme NAME       system, light or dark\n"
                    "  --language CODE    system, en or ja\n"
                    "  --size WxH         size of the window\n"
                    "  --screenshot FILE  save a picture of the window and end\n"
                    "  --after MS         when to take it, 1500 if not given\n"
                    "  --select N         select row N first\n"
                    "  --press NAME,…     press buttons of the window first (their object names);\n"
                    "                     the picture is of the dialog that is open then\n"
                    "  --help, --version\n");
}

} // namespace phx::ui
