// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/certificate.h"

#include "app/certificate/selfsigned.h"
#include "app/compose/privatefile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <chrono>

namespace phx::app {

namespace {

const QString Name = QStringLiteral("certificate");
constexpr int DefaultDays = 365;
constexpr int MaxDays = 3'650;
constexpr int MaxHosts = 64;

CommandSpec makeSpec()
{
    return {
        .name = Name,
        .summary = QStringLiteral("Make a self-signed certificate and its key, for https and wss."),
        .positionals = {},
        .options = {{.name = QStringLiteral("host"),
                     .letter = {},
                     .value = QStringLiteral("NAME"),
                     .description = QStringLiteral(
                         "a name or address besides localhost, 127.0.0.1 and ::1; may be repeated"),
                     .isRepeatable = true},
                    {.name = QStringLiteral("days"),
                     .letter = {},
                     .value = QStringLiteral("N"),
                     .description =
                         QStringLiteral("how long it is valid (default %1)").arg(DefaultDays)},
                    {.name = QStringLiteral("output"),
                     .letter = QLatin1Char('o'),
                     .value = QStringLiteral("PREFIX"),
                     .description = QStringLiteral("writes PREFIX-cert.pem and PREFIX-key.pem "
                                                   "(default \"channelscope\")")},
                    {.name = QStringLiteral("force"),
                     .letter = {},
                     .value = {},
                     .description = QStringLiteral("overwrite files that are there")}},
        .notes = QStringLiteral(
            "The key is readable by you alone. Name both files in the workspace:\n"
            "  \"endpoint\": { \"tls\": { \"certificate\": \"channelscope-cert.pem\", "
            "\"key\": \"channelscope-key.pem\" } }\n"
            "and let clients trust the certificate: NODE_EXTRA_CA_CERTS=channelscope-cert.pem, "
            "join --ca channelscope-cert.pem."),
    };
}

struct CertificateOptions
{
    QStringList hosts {QStringLiteral("localhost"), QStringLiteral("127.0.0.1"),
                       QStringLiteral("::1")};
    int days = DefaultDays;
    QString certificatePath {};
    QString keyPath {};
};

Result<CertificateOptions, QString> parseOptions(const Arguments &arguments)
{
    CertificateOptions options;
    const auto hosts = arguments.allValues(QStringLiteral("host"));
    if (hosts.size() > MaxHosts)
        return QStringLiteral("--host: at most %1 of them").arg(MaxHosts);
    for (const QStringList &words : hosts) {
        if (!options.hosts.contains(words.constFirst()))
            options.hosts.append(words.constFirst());
    }
    if (arguments.has(QStringLiteral("days"))) {
        const QString text = arguments.value(QStringLiteral("days"));
        bool isNumber = false;
        options.days = text.toInt(&isNumber);
        if (!isNumber || options.days < 1 || options.days > MaxDays)
            return QStringLiteral("--days: must be a number from 1 to %1, not \"%2\"")
                .arg(MaxDays)
                .arg(text.left(60));
    }
    QString prefix = QStringLiteral("channelscope");
    if (arguments.has(QStringLiteral("output")))
        prefix = arguments.value(QStringLiteral("output"));
    options.certificatePath = prefix + QStringLiteral("-cert.pem");
    options.keyPath = prefix + QStringLiteral("-key.pem");
    return options;
}

//! \return a sentence, or empty
QString writeFiles(const CertificateOptions &options, const SelfSigned &made)
{
    if (!QFileInfo(QFileInfo(options.keyPath).path()).isDir())
        return QStringLiteral("cannot write %1: there is no such folder").arg(options.keyPath);
    if (const QString problem = replacePrivateFile(options.keyPath, made.key); !problem.isEmpty())
        return QStringLiteral("cannot write %1: %2").arg(options.keyPath, problem);
    QSaveFile file(options.certificatePath);
    if (!file.open(QIODevice::WriteOnly) || file.write(made.certificate) != made.certificate.size()
        || !file.commit())
        return QStringLiteral("cannot write %1: %2")
            .arg(options.certificatePath, file.errorString());
    return {};
}

int runCertificate(const Arguments &arguments)
{
    const Result<CertificateOptions, QString> parsed = parseOptions(arguments);
    if (!parsed)
        return report(Name, parsed.error(), ExitStatus::Misused);
    const CertificateOptions &options = parsed.value();
    for (const QString &path : {options.certificatePath, options.keyPath}) {
        if (QFileInfo::exists(path) && !arguments.has(QStringLiteral("force")))
            return report(Name,
                          QStringLiteral("%1 is there already; --force overwrites it").arg(path),
                          ExitStatus::Failed);
    }
    const Result<SelfSigned, QString> made =
        makeSelfSigned(options.hosts, std::chrono::days(options.days));
    if (!made)
        return report(Name, made.error(), ExitStatus::Failed);
    if (const QString problem = writeFiles(options, made.value()); !problem.isEmpty())
        return report(Name, problem, ExitStatus::Failed);
    const QDate last = QDateTime::currentDateTimeUtc().addDays(options.days).date();
    return print(QStringLiteral("%1 (for %2, until %3)\n%4 (the key; keep it to yourself)\n")
                     .arg(options.certificatePath, options.hosts.join(QStringLiteral(", ")),
                          last.toString(Qt::ISODate), options.keyPath));
}

} // namespace

const Command &certificateCommand()
{
    static const Command TheCommand {.spec = makeSpec(), .run = runCertificate};
    return TheCommand;
}

} // namespace phx::app
