// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/tlsproblem.h"

#include <QSslCertificate>
#include <QStringList>

namespace phx::client {

namespace {

constexpr qsizetype MaxNames = 5; // of a certificate, in a sentence

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    const QString shown = names.mid(0, MaxNames).join(QStringLiteral(", "));
    return names.size() > MaxNames ? shown + QStringLiteral(", …") : shown;
}

} // namespace

QString tlsProblem(const QList<QSslError> &errors)
{
    QStringList problems;
    for (const QSslError &error : errors) {
        if (error.error() == QSslError::NoError)
            continue;
        const bool isOtherHost = error.error() == QSslError::HostNameMismatch;
        const QString problem = isOtherHost
            ? QStringLiteral("its certificate is for %1 and not for this host")
                  .arg(namesOf(error.certificate()))
            : QStringLiteral("its certificate is not trusted (%1)").arg(error.errorString());
        if (!problems.contains(problem))
            problems.append(problem);
    }
    if (problems.isEmpty())
        return {};
    return problems.join(QStringLiteral(", and ")) + QLatin1Char('.');
}

} // namespace phx::client
