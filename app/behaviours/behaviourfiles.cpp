// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviourfiles.h"

#include "app/workspace/visibletext.h"
#include "app/workspace/workspacereader.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace phx::app::behaviourfiles {

namespace {

const QString Folder = QStringLiteral(":/behaviours");
const QString Suffix = QStringLiteral(".channelscope.json");

Result<WorkspaceHandler, QString> firstHandler(const Result<Workspace, QString> &workspace,
                                               const QString &path)
{
    if (!workspace)
        return workspace.error();
    const QString &name = workspace.value().sockets.constFirst().handler;
    const auto &handlers = workspace.value().handlers;
    const auto found =
        std::find_if(handlers.cbegin(), handlers.cend(),
                     [&name](const WorkspaceHandler &handler) { return handler.name == name; });
    if (found == handlers.cend() || found->rules().isEmpty())
        return QStringLiteral("%1 has no rules: the handler of its first socket is other code.")
            .arg(visibleText(path, 300));
    return *found;
}

} // namespace

QStringList readyMade()
{
    QStringList names = QDir(Folder).entryList({QLatin1Char('*') + Suffix}, QDir::Files);
    for (QString &name : names)
        name.chop(Suffix.size());
    return names;
}

Result<WorkspaceHandler, QString> loadReadyMade(const QString &name)
{
    // A compiled-in file is no regular file of the file system: it is read here.
    QFile file(Folder + QLatin1Char('/') + name + Suffix);
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("There is no ready-made set \"%1\".").arg(name);
    return firstHandler(WorkspaceReader::read(file.readAll(), name), name);
}

Result<WorkspaceHandler, QString> load(const QString &path)
{
    return firstHandler(WorkspaceReader::load(path), path);
}

QString write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    if (isWritten)
        return {};
    return QStringLiteral("%1 could not be written: %2. The rules are still here; save them "
                          "elsewhere.")
        .arg(visibleText(path, 300), file.errorString());
}

} // namespace phx::app::behaviourfiles
