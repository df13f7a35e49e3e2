// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturecopy.h"

#include "app/capture/statement.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <sqlite3.h>

namespace phx::app {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::CaptureCopy)
};

QString failed(const QString &to, const QString &why)
{
    return Text::tr("The copy %1 could not be written: %2. The recording goes on.").arg(to, why);
}

} // namespace

QString copyCapture(const QString &from, const QString &to)
{
    if (QFileInfo(from) == QFileInfo(to))
        return failed(to, Text::tr("it is the capture itself"));
    const QString part = to + QStringLiteral(".part");
    if (QFile::exists(part) && !QFile::remove(part))
        return failed(to, Text::tr("%1 is in the way").arg(part));

    sqlite3 *opened = nullptr;
    sqlite3_open_v2(QFile::encodeName(from).constData(), &opened,
                    SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    const DatabaseHandle database(opened);
    Statement copy(database.get(), "VACUUM INTO ?1");
    const QByteArray target = part.toUtf8();
    copy.bindText(1, target);
    if (!copy.isValid() || copy.step() != SQLITE_DONE) {
        const QString why = databaseError(database.get());
        QFile::remove(part);
        return failed(to, why);
    }
    // rename() of the C library replaces an existing file in one step on POSIX; elsewhere it must
    // go first.
#ifdef Q_OS_WIN
    QFile::remove(to);
#endif
    if (std::rename(QFile::encodeName(part).constData(), QFile::encodeName(to).constData()) != 0) {
        const QString why = qt_error_string();
        QFile::remove(part);
        return failed(to, why);
    }
    return {};
}

} // namespace phx::app
