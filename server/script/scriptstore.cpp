// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptstore.h"

#include <QLocale>

#include <algorithm>

namespace phx::server {

std::optional<QByteArray> ScriptStore::get(const QByteArray &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_values.constFind(key);
    return found == m_values.cend() ? std::nullopt : std::optional(*found);
}

bool ScriptStore::set(const QByteArray &key, const QByteArray &json)
{
    const std::lock_guard lock(m_mutex);
    return setLocked(key, json);
}

bool ScriptStore::setLocked(const QByteArray &key, const QByteArray &json)
{
    const auto found = m_values.find(key);
    const qsizetype added = json.size() - (found == m_values.end() ? -key.size() : found->size());
    if (m_bytes + added > MaxBytes || (found == m_values.end() && m_values.size() >= MaxKeys))
        return false;
    m_bytes += added;
    if (found == m_values.end())
        m_values.insert(key, json);
    else
        *found = json;
    return true;
}

void ScriptStore::remove(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_values.constFind(key);
    if (found == m_values.cend())
        return;
    m_bytes -= key.size() + found->size();
    m_values.erase(found);
}

std::optional<double> ScriptStore::increment(const QByteArray &key, double by)
{
    const std::lock_guard lock(m_mutex);
    bool isNumber = true;
    const QByteArray text = m_values.value(key, "0");
    const double sum = text.toDouble(&isNumber) + by;
    if (!isNumber || !setLocked(key, QByteArray::number(sum, 'g', QLocale::FloatingPointShortest)))
        return std::nullopt;
    return sum;
}

QByteArrayList ScriptStore::keys(const QByteArray &prefix) const
{
    const std::lock_guard lock(m_mutex);
    QByteArrayList found;
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it) {
        if (it.key().startsWith(prefix))
            found.append(it.key());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace phx::server
