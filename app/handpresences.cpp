// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/handpresences.h"

namespace phx::app {

using State = server::EndpointStatus::State;

HandPresences::HandPresences(server::EndpointThread &endpoint, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
{
    connect(&endpoint, &server::EndpointThread::statusChanged, this,
            [this](const server::EndpointStatus &status) {
                if (status.state != State::Listening)
                    m_tracked.clear();
            });
}

QString HandPresences::track(const QByteArray &topic, const QString &key, const QJsonObject &meta)
{
    if (m_endpoint.status().state != State::Listening)
        return QStringLiteral("The server is not running.");
    if (isTracked(topic, key))
        return QStringLiteral("\"%1\" is already tracked by hand on %2.")
            .arg(key, QString::fromUtf8(topic));
    if (m_tracked.size() >= MaxPresences)
        return QStringLiteral("At most %1 presences can be tracked by hand; untrack some first.")
            .arg(MaxPresences);
    m_tracked.insert({topic, key});
    m_endpoint.setPresence(topic, key, meta);
    return {};
}

QString HandPresences::update(const QByteArray &topic, const QString &key, const QJsonObject &meta)
{
    if (!isTracked(topic, key))
        return notTracked(topic, key);
    m_endpoint.setPresence(topic, key, meta);
    return {};
}

QString HandPresences::untrack(const QByteArray &topic, const QString &key)
{
    if (!m_tracked.remove({topic, key}))
        return notTracked(topic, key);
    m_endpoint.untrackPresence(topic, key);
    return {};
}

QString HandPresences::notTracked(const QByteArray &topic, const QString &key) const
{
    return QStringLiteral("\"%1\" is not tracked by hand on %2.")
        .arg(key, QString::fromUtf8(topic));
}

} // namespace phx::app
