// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace phx::app {

//! Files that only their owner may read: what a person typed may hold passwords and tokens.

//! The directory of the user's own files; made if it is not there, for the owner only.
//! \return false if it cannot be made
bool makePrivateDirectory(const QString &path);

//! Replaces the file as a whole or not at all (written beside it, then renamed), mode 0600.
//! \return why it could not, in the words of the system, or empty
[[nodiscard]] QString replacePrivateFile(const QString &path, const QByteArray &bytes);

//! Adds at the end of the file, which is made with mode 0600. \return why it could not, or empty
[[nodiscard]] QString appendToPrivateFile(const QString &path, const QByteArray &bytes);

//! \param maxBytes more is not read. \return nothing if the file is not there
[[nodiscard]] QByteArray readFile(const QString &path, qint64 maxBytes);

} // namespace phx::app
