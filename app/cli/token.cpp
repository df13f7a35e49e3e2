// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/token.h"

#include "app/cli/etfjson.h"
#include "app/workspace/jsonreader.h"
#include "app/workspace/workspacereader.h"
#include "server/protocol/token.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <optional>

namespace phx::app {

namespace {

using protocol::Token;

const QString Name = QStringLiteral("token");
const qint64 MaxAgeSeconds = 1'000'000'000; // about 32 years

CommandSpec makeSpec()
{
    return {
        .name = Name,
        .summary = QStringLiteral(
            "Sign data as Phoenix.Token does, or verify a token and print its data."),
        .positionals = {QStringLiteral("sign|verify"), QStringLiteral("DATA|TOKEN")},
        .options = {{.name = QStringLiteral("workspace"),
                     .letter = {},
                     .value = QStringLiteral("FILE"),
                     .description = QStringLiteral("whose secret_key_base signs; required")},
                    {.name = QStringLiteral("salt"),
                     .letter = {},
                     .value = QStringLiteral("TEXT"),
                     .description =
                         QStringLiteral("as in the code that verifies (default \"user socket\")")},
                    {.name = QStringLiteral("max-age"),
                     .letter = {},
                     .value = QStringLiteral("SECONDS"),
                     .description = QStringLiteral(
                         "sign: embedded (default 86400); verify: instead of the embedded one")}},
        .notes = QStringLiteral("DATA is JSON: 1, '\"abc\"', '{\"id\": 1}'. Texts become binaries, "
                                "objects maps with binary keys."),
    };
}

struct TokenOptions
{
    QString value;
    QByteArray salt = "user socket";
    std::optional<std::chrono::seconds> maxAge;
};

Result<TokenOptions, QString> parseOptions(const Arguments &arguments)
{
    TokenOptions options {
        .value = arguments.positionals().at(1), .salt = "user socket", .maxAge = {}};
    if (!arguments.has(QStringLiteral("workspace")))
        return QStringLiteral("--workspace is missing: --workspace FILE");
    if (arguments.has(QStringLiteral("salt")))
        options.salt = arguments.value(QStringLiteral("salt")).toUtf8();
    if (arguments.has(QStringLiteral("max-age"))) {
        const QString text = arguments.value(QStringLiteral("max-age"));
        const bool digitsOnly = std::all_of(text.cbegin(), text.cend(), [](QChar c) {
            return c >= QLatin1Char('0') && c <= QLatin1Char('9');
        });
        bool isNumber = false;
        const qint64 seconds = text.toLongLong(&isNumber);
        if (!digitsOnly || !isNumber || seconds > MaxAgeSeconds)
            return QStringLiteral("--max-age: must be a number from 0 to %1, not \"%2\"")
                .arg(MaxAgeSeconds)
                .arg(text.left(60));
        options.maxAge = std::chrono::seconds(seconds);
    }
    return options;
}

QString errorSentence(Token::Error error)
{
    switch (error) {
    case Token::Error::Missing:
        return QStringLiteral("there is no token");
    case Token::Error::Invalid:
        return QStringLiteral("the token is invalid: wrong structure, secret or salt");
    case Token::Error::Expired:
        return QStringLiteral("the token has expired");
    case Token::Error::Unreadable:
        return QStringLiteral("the signature is right, but what is signed is no token of Phoenix");
    }
    return {};
}

int sign(const Token &token, const TokenOptions &options, std::chrono::milliseconds now)
{
    const auto data = JsonReader::read(options.value.toUtf8());
    if (!data) {
        return report(Name,
                      QStringLiteral("DATA is not JSON: %1 (column %2)")
                          .arg(data.error().sentence)
                          .arg(data.error().position.column),
                      ExitStatus::Misused);
    }
    const auto term = toEtf(data.value());
    if (!term)
        return report(Name, QStringLiteral("DATA: ") + term.error(), ExitStatus::Misused);
    const QByteArray text =
        token.sign(term.value(), now, options.maxAge.value_or(Token::DefaultMaxAge));
    return print(QString::fromLatin1(text) + QLatin1Char('\n'));
}

int verify(const Token &token, const TokenOptions &options, std::chrono::milliseconds now)
{
    const auto data = token.verify(options.value.toUtf8(), now, options.maxAge);
    if (!data)
        return report(Name, errorSentence(data.error()), ExitStatus::Failed);
    return print(QString::fromUtf8(toJson(data.value())) + QLatin1Char('\n'));
}

int runToken(const Arguments &arguments)
{
    const QString action = arguments.positionals().constFirst();
    if (action != QLatin1String("sign") && action != QLatin1String("verify")) {
        return report(Name,
                      QStringLiteral("must be sign or verify, not \"%1\"").arg(action.left(60)),
                      ExitStatus::Misused);
    }
    const Result<TokenOptions, QString> options = parseOptions(arguments);
    if (!options)
        return report(Name, options.error(), ExitStatus::Misused);
    const QString path = arguments.value(QStringLiteral("workspace"));
    const Result<Workspace, QString> workspace = WorkspaceReader::load(path);
    if (!workspace)
        return report(Name, workspace.error(), ExitStatus::Failed);
    const QByteArray &secret = workspace.value().endpoint.secretKeyBase;
    if (secret.isEmpty())
        return report(Name, QStringLiteral("%1 has no secret_key_base").arg(path),
                      ExitStatus::Failed);

    const Token token(secret, options.value().salt);
    const std::chrono::milliseconds now(QDateTime::currentMSecsSinceEpoch());
    return action == QLatin1String("sign") ? sign(token, options.value(), now)
                                           : verify(token, options.value(), now);
}

} // namespace

const Command &tokenCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runToken};
    return TheCommand;
}

} // namespace phx::app
