// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace phx::app {

struct OptionSpec
{
    QString name; //!< "listen" for --listen
    QChar letter; //!< 'o' for -o; null: none
    QString value; //!< "ADDR:PORT" in the help; empty: a switch
    QString description; //!< one line
    //! May be given many times, with as many words as `value` has; the form with '=' has only one.
    bool isRepeatable = false;
};

//! What a command takes.
struct CommandSpec
{
    QString name;
    QString summary; //!< one line
    QStringList positionals; //!< names in the help; exactly so many are required
    QList<OptionSpec> options; //!< besides --help and --version
    QString notes; //!< further lines of the help; may be empty
};

//! \brief The parsed words after a command's name.
//!
//! Own code and not QCommandLineParser, because that ends the program by itself, takes the last of
//! repeated options and prefixes of none. `--name VALUE`, `--name=VALUE`, `-o VALUE`; `--` ends
//! options; a value that starts with '-' needs the form with '='. A lone "-" is a value.
class Arguments
{
public:
    //! \return a sentence that names the unknown, repeated or incomplete option
    static Result<Arguments, QString> parse(const CommandSpec &spec, const QStringList &words);

    //! What was asked for instead of work; the rest is not looked at then.
    [[nodiscard]] bool wantsHelp() const { return m_wantsHelp; }
    [[nodiscard]] bool wantsVersion() const { return m_wantsVersion; }

    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString &option) const { return m_values.value(option); }
    //! Of a repeatable option, each time's words, in order.
    [[nodiscard]] QList<QStringList> allValues(const QString &option) const
    {
        return m_repeated.value(option);
    }
    //! As many as the spec names.
    [[nodiscard]] const QStringList &positionals() const { return m_positionals; }

private:
    Arguments() = default;

    //! \return a sentence, or empty. \param index of the option in words; moved on over its value
    QString takeOption(const CommandSpec &spec, const QStringList &words, qsizetype &index);

    //! \return a sentence, or empty. \param index of the option in words; moved on over its values
    QString takeRepeated(const OptionSpec &option, const QStringList &words, qsizetype &index);

    QHash<QString, QString> m_values;
    QHash<QString, QList<QStringList>> m_repeated;
    QStringList m_positionals;
    bool m_wantsHelp = false;
    bool m_wantsVersion = false;
};

//! The text of `COMMAND --help`, with a line break at the end.
QString helpText(const CommandSpec &spec);

} // namespace phx::app
