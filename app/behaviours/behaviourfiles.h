// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/workspace.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace phx::app {

//! Rule sets as files. A rule set is a whole workspace, so that the terminal can serve it, too.
namespace behaviourfiles {

//! Names of the ready-made sets that are compiled in ("guide-chat", …); empty in programs that are
//! linked without the resources.
QStringList readyMade();
//! Of that name, as the file stands.
Result<WorkspaceHandler, QString> loadReadyMade(const QString &name);

//! The handler of the first socket in a workspace file, if it is a list of channels.
Result<WorkspaceHandler, QString> load(const QString &path);

//! Writes all of a file or nothing of it. \return a sentence, or empty
QString write(const QString &path, const QByteArray &text);

} // namespace behaviourfiles

} // namespace phx::app
