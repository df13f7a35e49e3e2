// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>

#include <mutex>
#include <optional>

namespace phx::server {

//! \brief The key-value store that all script channels of a server share, as Elixir code would use
//! an ETS table.
//!
//! Threads: any. The mutex is held for one operation on the hash; a store that is exact over all
//! server threads (increment) cannot be had without.
class ScriptStore
{
public:
    static constexpr qsizetype MaxKeys = 100'000;
    static constexpr qsizetype MaxBytes = 64 * 1024 * 1024; //!< of keys and values

    //! JSON text, or nullopt.
    [[nodiscard]] std::optional<QByteArray> get(const QByteArray &key) const;
    //! \return false if the store is full; nothing has changed then
    [[nodiscard]] bool set(const QByteArray &key, const QByteArray &json);
    void remove(const QByteArray &key);
    //! Adds to a number (0 if there is none). \return nullopt if it holds something else, or full
    [[nodiscard]] std::optional<double> increment(const QByteArray &key, double by);
    //! Sorted.
    [[nodiscard]] QByteArrayList keys(const QByteArray &prefix) const;

private:
    [[nodiscard]] bool setLocked(const QByteArray &key, const QByteArray &json);

    mutable std::mutex m_mutex;
    QHash<QByteArray, QByteArray> m_values;
    qsizetype m_bytes = 0;
};

} // namespace phx::server
