// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace phx::server::script {

//! \brief The files as Qt's binary resource format (version 1), so that the engine's module loader
//! finds them below \c root without any file system.
//! \param root one name; files are found as ":/root/path"
//! \param files by path with slashes, relative, clean
QByteArray resourceImage(const QString &root, const QMap<QString, QByteArray> &files);

} // namespace phx::server::script
