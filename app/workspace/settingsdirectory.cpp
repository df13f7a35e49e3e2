// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/settingsdirectory.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace phx::app {

QString settingsDirectory()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return QFileInfo(QSettings().fileName()).path();
#else
    // Settings are no file of ours there.
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
#endif
}

} // namespace phx::app
