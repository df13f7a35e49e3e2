// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace phx::app {

namespace {

constexpr QFileDevice::Permissions OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

bool makePrivateDirectory(const QString &path)
{
    if (QFileInfo(path).isDir())
        return true;
    return QDir().mkpath(path) && QFile::setPermissions(path, OwnerOnly | QFileDevice::ExeOwner);
}

QString replacePrivateFile(const QString &path, const QByteArray &bytes)
{
    makePrivateDirectory(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    // Before the first byte: nobody else may read it, not even for a moment.
    file.setPermissions(OwnerOnly);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

QString appendToPrivateFile(const QString &path, const QByteArray &bytes)
{
    makePrivateDirectory(QFileInfo(path).path());
    const bool isNew = !QFile::exists(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return file.errorString();
    if (isNew)
        file.setPermissions(OwnerOnly);
    if (file.write(bytes) != bytes.size() || !file.flush())
        return file.errorString();
    return {};
}

QByteArray readFile(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return {};
    return file.read(maxBytes);
}

} // namespace phx::app
