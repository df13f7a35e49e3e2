// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"

#include "app/workspace/objectreader.h"
#include "app/workspace/visibletext.h"

#include <algorithm>

namespace phx::app {

namespace {

const OptionSpec *findOption(const CommandSpec &spec, const QString &written)
{
    const auto found = std::find_if(
        spec.options.cbegin(), spec.options.cend(), [&written](const OptionSpec &option) {
            const bool byLetter =
                !option.letter.isNull() && written == QLatin1Char('-') + QString(option.letter);
            return byLetter || written == QStringLiteral("--") + option.name;
        });
    return found == spec.options.cend() ? nullptr : &*found;
}

QString unknownOption(const CommandSpec &spec, const QString &written)
{
    QStringList known {QStringLiteral("--help"), QStringLiteral("--version")};
    for (const OptionSpec &option : spec.options)
        known.append(QStringLiteral("--") + option.name);
    const QString suggestion = nearest(written, known);
    return QStringLiteral("unknown option %1%2")
        .arg(visibleText(written, 60),
             suggestion.isEmpty() ? QString()
                                  : QStringLiteral("; did you mean %1?").arg(suggestion));
}

QString synopsis(const OptionSpec &option)
{
    const QString letter =
        option.letter.isNull() ? QString() : QStringLiteral("-%1, ").arg(option.letter);
    const QString value = option.value.isEmpty() ? QString() : QLatin1Char(' ') + option.value;
    return QStringLiteral("  %1--%2%3").arg(letter, option.name, value);
}

} // namespace

Result<Arguments, QString> Arguments::parse(const CommandSpec &spec, const QStringList &words)
{
    Arguments arguments;
    bool optionsEnded = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (optionsEnded || word == QLatin1String("-") || !word.startsWith(QLatin1Char('-'))) {
            if (arguments.m_positionals.size() == spec.positionals.size())
                return QStringLiteral("unexpected argument \"%1\"").arg(visibleText(word, 60));
            arguments.m_positionals.append(word);
        } else if (word == QLatin1String("--")) {
            optionsEnded = true;
        } else if (word == QLatin1String("--help") || word == QLatin1String("-h")) {
            arguments.m_wantsHelp = true;
            return arguments;
        } else if (word == QLatin1String("--version")) {
            arguments.m_wantsVersion = true;
            return arguments;
        } else {
            const QString problem = arguments.takeOption(spec, words, i);
            if (!problem.isEmpty())
                return problem;
        }
    }
    if (arguments.m_positionals.size() < spec.positionals.size())
        return QStringLiteral("%1 is missing")
            .arg(spec.positionals[arguments.m_positionals.size()]);
    return arguments;
}

QString Arguments::takeOption(const CommandSpec &spec, const QStringList &words, qsizetype &index)
{
    const QString &word = words[index];
    const qsizetype equals =
        word.startsWith(QLatin1String("--")) ? word.indexOf(QLatin1Char('=')) : -1;
    const QString written = equals < 0 ? word : word.first(equals);
    const OptionSpec *option = findOption(spec, written);
    if (option == nullptr)
        return unknownOption(spec, written);
    if (option->isRepeatable)
        return takeRepeated(*option, words, index);
    if (m_values.contains(option->name))
        return QStringLiteral("%1 is given twice").arg(written);

    if (option->value.isEmpty()) {
        if (equals >= 0)
            return QStringLiteral("%1 takes no value").arg(written);
        m_values.insert(option->name, QString());
        return {};
    }
    QString value;
    if (equals >= 0) {
        value = word.sliced(equals + 1);
    } else {
        const bool isThere = index + 1 < words.size()
            && (words[index + 1] == QLatin1String("-")
                || !words[index + 1].startsWith(QLatin1Char('-')));
        if (isThere)
            value = words[++index];
    }
    if (value.isEmpty())
        return QStringLiteral("%1 needs a value: %1 %2").arg(written, option->value);
    m_values.insert(option->name, value);
    return {};
}

QString Arguments::takeRepeated(const OptionSpec &option, const QStringList &words,
                                qsizetype &index)
{
    const qsizetype count = option.value.count(QLatin1Char(' ')) + 1;
    const bool isWritten = !words[index].contains(QLatin1Char('='));
    if (!isWritten || words.size() - index <= count)
        return QStringLiteral("--%1 needs %2 values: --%1 %3")
            .arg(option.name)
            .arg(count)
            .arg(option.value);
    m_repeated[option.name].append(words.sliced(index + 1, count));
    index += count;
    return {};
}

QString helpText(const CommandSpec &spec)
{
    QStringList words {QStringLiteral("channelscope-cli"), spec.name};
    words += spec.positionals;
    QString text = QStringLiteral("Usage: %1 [OPTION]…\n%2\n\n")
                       .arg(words.join(QLatin1Char(' ')), spec.summary);

    QList<OptionSpec> options = spec.options;
    options.append({.name = QStringLiteral("help"),
                    .letter = QLatin1Char('h'),
                    .value = {},
                    .description = QStringLiteral("show this text")});
    options.append({.name = QStringLiteral("version"),
                    .letter = {},
                    .value = {},
                    .description = QStringLiteral("show the version")});
    qsizetype width = 0;
    for (const OptionSpec &option : options)
        width = std::max(width, synopsis(option).size());
    for (const OptionSpec &option : options)
        text += synopsis(option).leftJustified(width + 2) + option.description + QLatin1Char('\n');
    if (!spec.notes.isEmpty())
        text += QLatin1Char('\n') + spec.notes + QLatin1Char('\n');
    return text;
}

} // namespace phx::app
