// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/explanation.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace phx::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::Explanation)
};

constexpr int MaxText = 1000;

//! Where and why the helper of scripts has ended, as ScriptLink words it.
bool explainHelperEnd(const QString &reason, Explanation &result)
{
    static const QRegularExpression pattern(
        QStringLiteral("^the helper of (.{1,300}?) has ended: (.*)$"));
    const auto match = pattern.match(reason);
    if (!match.hasMatch())
        return false;
    result.meaning.append(sentence(Text::tr("The process that runs the script *%1* ended: `%2`."),
                                   {match.captured(1), match.captured(2)}));
    result.meaning.append(
        sentence(Text::tr("A callback may use 1 s of processor time, and the process 512 MB. All "
                          "channels of the script crashed with it; a new process serves those who "
                          "join again.")));
    return true;
}

//! That a script is not started any more, as ScriptLink words it. \return the script, or empty
QString explainDisabled(const QString &reason, Explanation &result)
{
    static const QRegularExpression pattern(
        QStringLiteral("([^ ]{1,300}) is disabled: its helper ended ([0-9]+) times within "
                       "([0-9]+) s \\((.*)\\)"));
    const auto match = pattern.match(reason);
    if (!match.hasMatch())
        return {};
    result.meaning.append(sentence(
        Text::tr("The process of the script ended %1 times within %2 s, the last time so: `%3`."),
        {match.captured(2), match.captured(3), match.captured(4)}));
    result.next = sentence(
        Text::tr("Connections to it are answered with `500`; clients try again by themselves."));
    result.remedy =
        sentence(Text::tr("Correct the script and save it: the next connection starts it again."));
    return match.captured(1);
}

} // namespace

bool explainScriptError(const QByteArray &reason, Explanation &result)
{
    // "Error: text (room.mjs:3); handleIn@room.mjs:3 < …", as Host::sentence() words it.
    static const QRegularExpression pattern(
        QStringLiteral("^(.*) \\(([^()]{1,300}\\.m?js):([0-9]+)\\)(?:; (.*))?$"));
    const QString text = lineText(reason, MaxText);
    if (!explainDisabled(text, result).isEmpty() || explainHelperEnd(text, result))
        return true;
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return false;
    const QString file = match.captured(2);
    result.meaning.append(sentence(Text::tr("Reason: `%1`."), {match.captured(1)}));
    result.meaning.append(
        sentence(Text::tr("It was thrown in *%1*, line *%2*."), {file, match.captured(3)}));
    if (!match.captured(4).isEmpty())
        result.meaning.append(
            sentence(Text::tr("The calls, the last one first: `%1`."), {match.captured(4)}));
    result.remedy =
        sentence(Text::tr("Correct *%1* and save it: the next join runs the new code."), {file});
    return true;
}

std::optional<Explanation> explainScriptNote(const app::MessageRow &row)
{
    Explanation result;
    result.tone = Outcome::Error;
    const QString script = explainDisabled(lineText(row.detail, MaxText), result);
    if (!script.isEmpty()) {
        result.title = sentence(Text::tr("The script *%1* is *disabled*."), {script});
        return result;
    }
    if (!explainScriptError(row.detail, result))
        return std::nullopt;
    result.title = sentence(Text::tr("A *script* went wrong."));
    return result;
}

} // namespace phx::ui
