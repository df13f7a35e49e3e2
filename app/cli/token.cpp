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
            "Sign or encrypt data as Phoenix.Token does, or verify or decrypt a token and "
            "print its data."),
        .positionals = {QStringLiteral("sign|verify|encrypt|decrypt"),
                        QStringLiteral("DATA|TOKEN")},
        .options =
            {{.name = QStringLiteral("workspace"),
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
                  "sign and encrypt: embedded (default 86400); verify and decrypt: instead of the "
                  "embedded one")}},
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

//! \param action sign or encrypt
int make(const Token &token, const QString &action, const TokenOptions &options,
         std::chrono::milliseconds now)
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
    const std::chrono::seconds maxAge = options.maxAge.value_or(Token::DefaultMaxAge);
    const QByteArray text = action == QLatin1String("sign")
        ? token.sign(term.value(), now, maxAge)
        : token.encrypt(term.value(), now, maxAge);
    return print(QString::fromLatin1(text) + QLatin1Char('\n'));
}

//! \param action verify or decrypt
int read(const Token &token, const QString &action, const TokenOptions &options,
         std::chrono::milliseconds now)
{
    const QByteArray text = options.value.toUtf8();
    const auto data = action == QLatin1String("verify") ? token.verify(text, now, options.maxAge)
                                                        : token.decrypt(text, now, options.maxAge);
    if (!data)
        return report(Name, errorSentence(data.error()), ExitStatus::Failed);
    return print(QString::fromUtf8(toJson(data.value())) + QLatin1Char('\n'));
}

int runToken(const Arguments &arguments)
{
    const QString action = arguments.positionals().constFirst();
    const bool makes = action == QLatin1String("sign") || action == QLatin1String("encrypt");
    if (!makes && action != QLatin1String("verify") && action != QLatin1String("decrypt")) {
        return report(Name,
                      QStringLiteral("must be sign, verify, encrypt or decrypt, not \"%1\"")
                          .arg(action.left(60)),
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
    return makes ? make(token, action, options.value(), now)
                 : read(token, action, options.value(), now);
}

} // namespace

const Command &tokenCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runToken};
    return TheCommand;
}

} // namespace phx::app
