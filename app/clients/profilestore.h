// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/clientprofile.h"
#include "app/workspace/jsonreader.h"

#include <QList>
#include <QString>

namespace phx::app {

//! \brief Saved connection profiles: clients.json in the directory of the settings, mode 0600,
//! since params and tokens are secrets.
//!
//! The file is written as a whole or not at all, and one that cannot be read is never written over.
//! Threads: that of its owner.
class ProfileStore
{
public:
    static constexpr qsizetype MaxProfiles = 200;

    explicit ProfileStore(const QString &directory);

    //! By name.
    [[nodiscard]] const QList<ClientProfile> &profiles() const { return m_profiles; }
    //! Why the file could not be read, one sentence with the place; empty: it could.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    //! Adds, or replaces the one with the same name, which must not be empty.
    //! \return why it could not be kept, one sentence, or empty; then nothing has changed
    [[nodiscard]] QString save(const ClientProfile &profile);
    [[nodiscard]] QString remove(const QString &name);

private:
    [[nodiscard]] QString path() const;
    QString store(QList<ClientProfile> profiles);

    QString m_directory;
    QList<ClientProfile> m_profiles;
    QString m_problem;
};

//! The profiles of a file, or the first mistake in it.
[[nodiscard]] Result<QList<ClientProfile>, JsonProblem> readProfiles(const QByteArray &text);
[[nodiscard]] QByteArray writeProfiles(const QList<ClientProfile> &profiles);

} // namespace phx::app
