// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptfiles.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace phx::server {

ScriptFiles::ScriptFiles(const QString &folder, const QString &entry)
    : m_folder(QDir(folder).canonicalPath())
    , m_entry(QDir::cleanPath(entry))
{ }

bool ScriptFiles::refresh()
{
    bool isSame = !m_stamps.isEmpty();
    for (auto it = m_stamps.cbegin(); isSame && it != m_stamps.cend(); ++it)
        isSame = stamp(it.key()) == it.value();
    if (!isSame)
        readAll();
    return !isSame;
}

ScriptFiles::Stamp ScriptFiles::stamp(const QString &path) const
{
    const QString safe = safePath(path);
    if (safe.isEmpty())
        return {};
    const QFileInfo info(safe);
    return {.modified = info.lastModified(), .size = info.size()};
}

QString ScriptFiles::safePath(const QString &path) const
{
    const QFileInfo info(m_folder.filePath(path));
    const QString canonical = info.canonicalFilePath();
    const bool isInside = canonical == QDir::cleanPath(m_folder.filePath(path))
        && canonical.startsWith(m_folder.path() + QLatin1Char('/'));
    return isInside && info.isFile() ? canonical : QString();
}

void ScriptFiles::readAll()
{
    m_texts.clear();
    m_stamps.clear();
    m_problem.clear();
    QStringList waiting {m_entry};
    while (!waiting.isEmpty()) {
        const QString path = waiting.takeFirst();
        if (m_stamps.contains(path))
            continue;
        if (m_stamps.size() >= MaxFiles) {
            m_problem = QStringLiteral("%1 names more than %2 modules").arg(m_entry).arg(MaxFiles);
            return;
        }
        m_stamps.insert(path, stamp(path));
        const QByteArray text = readText(path);
        if (!m_stamps.value(path).modified.isValid())
            continue;
        m_texts.insert(path, text);
        waiting += namedModules(path, text);
    }
    if (!m_texts.contains(m_entry) && m_problem.isEmpty())
        m_problem = QStringLiteral("%1 is no regular file in %2").arg(m_entry, m_folder.path());
}

QByteArray ScriptFiles::readText(const QString &path)
{
    const Stamp stamp = m_stamps.value(path);
    if (stamp.size < 0)
        return {};
    QFile file(m_folder.filePath(path));
    if (stamp.size > MaxFileBytes)
        m_problem = QStringLiteral("%1 is longer than %2 bytes").arg(path).arg(MaxFileBytes);
    else if (!file.open(QIODevice::ReadOnly))
        m_problem = QStringLiteral("%1: %2").arg(path, file.errorString());
    else
        return file.read(MaxFileBytes);
    return {};
}

QStringList ScriptFiles::namedModules(const QString &path, const QByteArray &text) const
{
    static const QRegularExpression literal(
        QStringLiteral(R"re(["']([^"'\n]{1,200}\.m?js)["'])re"));
    QStringList found;
    auto matches = literal.globalMatch(QString::fromUtf8(text));
    while (matches.hasNext()) {
        const QString named = matches.next().captured(1);
        // An import is relative to its module, a channel to the entry.
        const QString base =
            named.startsWith(QLatin1Char('.')) ? QFileInfo(path).path() : QFileInfo(m_entry).path();
        const QString clean = QDir::cleanPath(base + QLatin1Char('/') + named);
        if (!clean.startsWith(QLatin1String("..")) && QDir::isRelativePath(named))
            found.append(clean);
    }
    return found;
}

} // namespace phx::server
