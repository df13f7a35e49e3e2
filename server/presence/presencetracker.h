// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <functional>
#include <optional>

namespace phx::server {

//! One channel's presence under one key.
struct PresenceEntry
{
    quint64 owner = 0;
    QString key {};
    QJsonObject meta {}; //!< with phx_ref and, after an update, phx_ref_prev
};

//! What changed on a topic, for the trackers of the other nodes.
struct PresenceChange
{
    QByteArray topic {};
    QList<PresenceEntry> joins {};
    QList<PresenceEntry> leaves {};
};

//! \brief Who is on a topic, by key and metas: the tracker of Phoenix.Presence.
//!
//! Every change yields one `presence_diff` for the topic, given to the diff function at once. The
//! nodes of a process start and end together and owners are unique in it, so a node needs no state
//! of the others but their changes, in the order of each node (Phoenix's CRDT serves machines).
//! Order of metas: by owner number (as Phoenix orders by process), then by key.
//! Sources: phoenix lib/phoenix/presence.ex, phoenix_pubsub lib/phoenix/tracker; protocol.md §6.1.
//! Threads: one server thread.
class PresenceTracker
{
public:
    //! \param payload {"joins":{…},"leaves":{…}}
    using DiffFunction = std::function<void(const QByteArray &topic, const QJsonObject &payload)>;

    //! Told of the changes made here, not of applied ones.
    using ReplicateFunction = std::function<void(const PresenceChange &change)>;

    explicit PresenceTracker(DiffFunction onDiff = {}, ReplicateFunction onChange = {});

    enum class Error : quint8 { AlreadyTracked, NoPresence };
    struct Outcome
    {
        QString ref {}; //!< the new phx_ref if it worked
        std::optional<Error> error {}; //!< else why not
    };

    //! \param owner number of the channel (ChannelContext::instanceId()); its end untracks it
    Outcome track(quint64 owner, const QByteArray &topic, const QString &key,
                  const QJsonObject &meta);
    //! Replaces the meta; the diff has the new one in joins (with phx_ref_prev) and the old in
    //! leaves.
    Outcome update(quint64 owner, const QByteArray &topic, const QString &key,
                   const QJsonObject &meta);
    //! Fine also if not tracked.
    void untrack(quint64 owner, const QByteArray &topic, const QString &key);
    //! The owner has ended: one diff per topic.
    void untrackAll(quint64 owner);

    //! A change that another node made.
    void apply(const PresenceChange &change);

    //! {key: {"metas":[…]}}
    [[nodiscard]] QJsonObject list(const QByteArray &topic) const;

private:
    using Entry = PresenceEntry;

    [[nodiscard]] QString newRef();
    //! Order of a topic's entries: owner, then key.
    [[nodiscard]] static bool isBefore(const Entry &a, const Entry &b);
    void publish(const PresenceChange &change) const;
    void announce(const PresenceChange &change) const;
    void forget(quint64 owner, const QByteArray &topic);

    DiffFunction m_onDiff;
    ReplicateFunction m_onChange;
    QHash<QByteArray, QList<Entry>> m_topics; //!< sorted by owner, then key
    QHash<quint64, QList<QByteArray>> m_topicsOfOwner; //!< so that an owner's end is cheap
    quint16 m_nodeHash = 0; //!< of this tracker, within its refs
    quint32 m_uniqueRef = 0;
};

} // namespace phx::server

Q_DECLARE_METATYPE(phx::server::PresenceChange)
