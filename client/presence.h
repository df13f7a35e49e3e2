// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/channel.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace phx::client {

//! \brief Who is on a topic: key → {"metas": […], …}. A value type.
//!
//! Keys are any text, and are listed as a JavaScript object lists them: whole numbers first, by
//! size, then the others in the order of their arrival.
class PresenceState
{
public:
    [[nodiscard]] bool contains(const QString &key) const { return m_entries.contains(key); }
    //! Empty if there is none.
    [[nodiscard]] QJsonObject value(const QString &key) const { return m_entries[key].entry; }
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }
    [[nodiscard]] QList<std::pair<QString, QJsonObject>> list() const;

    void insert(const QString &key, const QJsonObject &entry);
    void remove(const QString &key) { m_entries.remove(key); }

private:
    struct Item
    {
        QJsonObject entry {};
        quint64 order = 0;
    };
    QHash<QString, Item> m_entries;
    quint64 m_lastOrder = 0;
};

//! \brief Keeps the presences of a channel's topic up to date (phoenix
//! assets/js/phoenix/presence.js; protocol.md §6.3).
//!
//! Entries are parsed JSON, so integers above 2^53 lose digits here. Threads: the channel's.
class Presence
{
public:
    //! current: the entry before the join, nullopt if there was none; what is left of it after a
    //! leave. changed: the entry with only the metas that joined or left.
    using Change = std::function<void(const QString &key, const std::optional<QJsonObject> &current,
                                      const QJsonObject &changed)>;
    struct Events
    {
        QByteArray state = "presence_state";
        QByteArray diff = "presence_diff";
    };
    //! Diffs that wait for a state, at most; the oldest go first.
    static constexpr qsizetype MaxPendingDiffs = 10'000;

    explicit Presence(std::shared_ptr<Channel> channel, Events events);
    explicit Presence(std::shared_ptr<Channel> channel)
        : Presence(std::move(channel), Events {})
    { }
    ~Presence();
    Presence(const Presence &) = delete;
    Presence &operator=(const Presence &) = delete;

    void onJoin(Change callback) { m_onJoin = std::move(callback); }
    void onLeave(Change callback) { m_onLeave = std::move(callback); }
    //! After a state, and after each diff that comes later.
    void onSync(std::function<void()> callback) { m_onSync = std::move(callback); }

    [[nodiscard]] const PresenceState &state() const { return m_state; }
    [[nodiscard]] QList<std::pair<QString, QJsonObject>> list() const { return m_state.list(); }
    //! Joined (again), and the state has not come yet: diffs are held.
    [[nodiscard]] bool isPendingSync() const;
    [[nodiscard]] quint64 droppedDiffs() const { return m_droppedDiffs; }

    //! What a complete state makes of `current`.
    static PresenceState syncState(const PresenceState &current, const QJsonObject &newState,
                                   const Change &onJoin = {}, const Change &onLeave = {});
    //! What {"joins": …, "leaves": …} makes of `current`.
    static PresenceState syncDiff(PresenceState current, const QJsonObject &diff,
                                  const Change &onJoin = {}, const Change &onLeave = {});

private:
    void handleState(const protocol::Payload &payload);
    void handleDiff(const protocol::Payload &payload);

    std::shared_ptr<Channel> m_channel; //!< owners: the socket, this and the user
    Events m_events;
    quint64 m_stateBinding;
    quint64 m_diffBinding;
    PresenceState m_state;
    QList<QJsonObject> m_pendingDiffs;
    protocol::JoinRef m_joinRef; //!< of the join whose state came last
    Change m_onJoin;
    Change m_onLeave;
    std::function<void()> m_onSync;
    quint64 m_droppedDiffs = 0;
};

} // namespace phx::client
