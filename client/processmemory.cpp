// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/processmemory.h"

#include <QFile>

namespace phx::client {

qint64 processMemory(int pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).simplified().split(' ').constFirst().toLongLong() * 1'024;
    }
    return 0;
}

} // namespace phx::client
