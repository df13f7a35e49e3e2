// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"

#include <QByteArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <utility>

namespace phx::app {

//! \brief Presences without a client, that a person tracks, updates and untracks by hand.
//!
//! They end with the server. Threads: that of the endpoint's owner.
class HandPresences : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxPresences = 1'000;

    explicit HandPresences(server::EndpointThread &endpoint, QObject *parent = nullptr);

    // \return a sentence if it cannot be done, or empty
    [[nodiscard]] QString track(const QByteArray &topic, const QString &key,
                                const QJsonObject &meta);
    //! Only of what was tracked by hand.
    [[nodiscard]] QString update(const QByteArray &topic, const QString &key,
                                 const QJsonObject &meta);
    [[nodiscard]] QString untrack(const QByteArray &topic, const QString &key);

    [[nodiscard]] bool isTracked(const QByteArray &topic, const QString &key) const
    {
        return m_tracked.contains({topic, key});
    }

private:
    [[nodiscard]] QString notTracked(const QByteArray &topic, const QString &key) const;

    server::EndpointThread &m_endpoint;
    QSet<std::pair<QByteArray, QString>> m_tracked;
};

} // namespace phx::app
